"""The letter of an answer: what was asked, what came of it, and what the household can do."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from doorstep.kit import clock
from doorstep.office.doors import screen
from doorstep.office.households.pages import title_of
from doorstep.office.papers import Part, Sheet, choose, complaints_line, show_paper
from doorstep.office.rights.explaining import pairing_parts, proposal_parts
from doorstep.office.rights.opening import opened_request
from doorstep.office.wording import day_text
from doorstep.register.models import Household
from doorstep.rights.choices import RequestKind, RequestOutcome
from doorstep.rights.models import Request
from doorstep.rights.queries import (
    DeskRow,
    desk_row,
    read_by,
)


@screen
def request_letter(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The answer on paper; before there is one, a slip that says by when it comes."""
    today = clock.today()
    asked, household = opened_request(request, request_id)
    choice = choose(request, household, today, reader=asked.member)
    return show_paper(
        request,
        "office/rights/paper.html",
        household,
        choice,
        partial(_letter, household, asked, today),
        back=reverse("office:request", args=[asked.pk]),
        chooses_member=False,
    )


def _letter(household: Household, asked: Request, today: date) -> Sheet:
    row = desk_row(asked, today)
    to = asked.asker_name or (asked.member.name if asked.member else "")
    return Sheet(
        heading=_("Our answer to your request") if row.answered_on else _("Your request"),
        day=day_text(row.answered_on or today),
        made_for=_("To %(name)s, %(household)s") % {"name": to, "household": title_of(household)},
        parts=list(_parts(asked, row, today)),
        rights=_(
            "You may ask again, object, or complain. Nothing you ask for or object to is held "
            "against you, and the service goes on."
        ),
        complaints=complaints_line(household, today),
        signature=_("Coordinator"),
        day_word=_("Day"),
    )


def _parts(asked: Request, row: DeskRow, today: date) -> Iterable[Part]:
    yield Part(
        _("What you asked"),
        [
            str(asked.get_kind_display()),
            asked.text,
            f"{day_text(asked.asked_on)} · {asked.get_how_display()}",
        ],
    )
    if row.answered_on is None:
        words = _("You get the answer in writing by %(day)s at the latest.")
        yield Part(_("Answer due"), [words % {"day": day_text(asked.due_on)}])
        return
    objection = asked.objection
    yield Part(_("The answer"), [row.outcome, objection.answer if objection else asked.answer])
    reading = read_by(asked.household, asked.member, today)
    if asked.proposal is not None and reading.may_read(asked.proposal):
        yield from proposal_parts(asked.proposal, reading)
    if asked.pairing is not None:
        yield from pairing_parts(asked.pairing)
    agreed = [_("%(visit)s: %(often)s") % line for line in agreed_visits(asked)]
    told = (
        (_("How often we come from now on"), "\n".join(agreed)),
        (_("What was corrected"), asked.corrected),
        (pgettext("of an answer", "Why not, or not wholly"), asked.reason),
        (_("Which law forbids to erase it"), asked.legal_ground),
        (_("Kept until"), day_text(asked.kept_until) if asked.kept_until else ""),
        (_("Where you can complain outside the team"), asked.complain_to),
    )
    for heading, text in told:
        if text:
            yield Part(heading, [text])


def agreed_visits(asked: Request) -> list[dict[str, str]]:
    """How often somebody comes, as it held by a granted answer to “fewer visits”."""
    day = asked.answered_on
    is_agreed = asked.outcome in (RequestOutcome.GRANTED, RequestOutcome.PARTLY)
    if day is None or not is_agreed or asked.kind != RequestKind.FEWER_VISITS:
        return []
    held = asked.household.cadences.filter(start_on__lte=day)
    held = held.filter(Q(end_on=None) | Q(end_on__gt=day)).order_by("kind")
    return [{"visit": one.get_kind_display(), "often": one.get_every_display()} for one in held]
