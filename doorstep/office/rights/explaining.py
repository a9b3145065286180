"""A decision about a household, explained to it: what, why, who, when, and what it can do."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from doorstep.categories.models import Category, Proposal
from doorstep.categories.queries import get_proposal_for, proposal_rows, reason_words
from doorstep.kit import clock
from doorstep.method.choices import CategoryKind, FactKind
from doorstep.office.doors import asker, must_coordinate, screen
from doorstep.office.households.pages import title_of
from doorstep.office.papers import Choice, Part, Sheet, choose, show_paper
from doorstep.office.wording import day_text
from doorstep.pairing.models import Pairing
from doorstep.pairing.queries import words_of
from doorstep.register.actions import look_at_household
from doorstep.register.models import Household
from doorstep.register.queries import get_whole_household_for
from doorstep.rights.queries import Reading, read_by
from doorstep.sync.queries import via_text


@screen
def proposal_explained(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """A category proposed, decided or refused, as a page to read and to print."""
    account, today = asker(request), clock.today()
    proposal = get_proposal_for(account, proposal_id, today)
    must_coordinate(request, proposal.household.village)
    household = _opened(request, proposal.household_id)
    choice = choose(request, household, today)
    reading = read_by(household, choice.reader, today)
    if not reading.may_read(proposal):
        parts = partial(_private, reading)
    else:
        parts = partial(proposal_parts, proposal, reading)
    back = reverse("office:proposal", args=[proposal.pk])
    return show_paper(
        request, "office/rights/paper.html", household, choice,
        partial(_sheet, household, choice, parts, today), back=back, chooses_member=True,
    )  # fmt: skip


@screen
def pairing_explained(request: HttpRequest, household_id: UUID, pairing_id: UUID) -> HttpResponse:
    """Why this helper goes to this household, as a page to read and to print."""
    today = clock.today()
    household = _opened(request, household_id)
    rows = Pairing.objects.filter(household=household).select_related("helper", "offer__plan__by")
    pairing = rows.filter(pk=pairing_id).first()
    if pairing is None:
        raise Http404
    choice = choose(request, household, today)
    return show_paper(
        request, "office/rights/paper.html", household, choice,
        partial(_sheet, household, choice, partial(pairing_parts, pairing), today),
        back=reverse("office:household", args=[household.pk]), chooses_member=True,
    )  # fmt: skip


def proposal_parts(proposal: Proposal, reading: Reading) -> Iterable[Part]:
    """What was proposed and decided, the reasons and facts that the reader may read, and what the
    household can do about it."""
    row = proposal_rows([proposal])[0]
    category = Category.objects.filter(proposal=proposal).first()
    what = [f"{row.name} · {row.act.label} · {row.state.label}"]
    if category is not None:
        runs = {"from": day_text(category.start_on), "to": day_text(category.end_on)}
        what.append(_("It runs from %(from)s and ends by itself on %(to)s.") % runs)
    yield Part(_("What it is about"), what)
    yield Part(_("Why"), list(_reasons(proposal, reading)) or [_("No reason was kept.")])
    yield Part(_("Who and when"), list(_who(proposal, reading)))
    yield Part(_("What you can do"), list(_can_do(proposal)))


def pairing_parts(pairing: Pairing) -> Iterable[Part]:
    """Who goes there since when, why that helper, and what the household can do about it."""
    since = {"helper": pairing.helper.name, "day": day_text(pairing.start_on)}
    what = [_("%(helper)s comes to you since %(day)s.") % since]
    if pairing.end_on:
        words = _("%(helper)s came to you from %(day)s to %(end)s.")
        what = [words % (since | {"end": day_text(pairing.end_on)})]
    yield Part(_("What it is about"), what)
    why = words_of(pairing.offer) if pairing.offer else []
    yield Part(_("Why"), why or [via_text(pairing)])
    who = [via_text(pairing)]
    if pairing.offer:
        plan = pairing.offer.plan
        who.append(
            _("%(name)s let the program work it out on %(day)s; a person accepted it.")
            % {"day": day_text(plan.made_on), "name": plan.by.name}
        )
    yield Part(_("Who and when"), who)
    yield Part(
        _("What you can do"),
        [
            _("You may ask for another helper at any time; no reason has to be given."),
            _("You may ask for fewer visits, or for none."),
        ],
    )


def _reasons(proposal: Proposal, reading: Reading) -> Iterable[str]:
    yield from reason_words(proposal, without=reading.hidden)
    for row in proposal.reasons:
        if row["fact"] not in reading.hidden:
            number = "–" if row["number"] is None else row["number"]
            fact = {"fact": FactKind(row["fact"]).label, "number": number}
            yield _("What is known: %(fact)s, %(number)s") % fact
    if not reading.may_read_words(proposal):
        yield _("A reason that is private to another member does not stand here.")
    elif proposal.note:
        yield proposal.note


def _who(proposal: Proposal, reading: Reading) -> Iterable[str]:
    made = {"day": day_text(proposal.made_on), "source": proposal.get_source_display()}
    yield _("Proposed on %(day)s: %(source)s") % made
    if proposal.put_by and proposal.meeting:
        put = {"name": proposal.put_by.name, "day": day_text(proposal.meeting.on)}
        yield _("Put by %(name)s to the meeting of %(day)s") % put
    if proposal.decided_by and proposal.decided_on:
        decided = {"name": proposal.decided_by.name, "day": day_text(proposal.decided_on)}
        yield _("Decided by %(name)s on %(day)s") % decided
    if proposal.decision_note and reading.may_read_words(proposal):
        yield proposal.decision_note


def _can_do(proposal: Proposal) -> Iterable[str]:
    days = {"days": proposal.version.objection_days}
    yield (
        _(
            "You may object, in words or in writing. The answer comes in writing within %(days)s "
            "working days; until then it is not renewed."
        )
        % days
    )
    if proposal.kind == CategoryKind.RED:
        yield _("Mediation is free; you may refuse or stop it at any time.")
    yield _("You may ask that it ends early, and you may complain outside the team.")


def _private(reading: Reading) -> Iterable[Part]:
    yield Part(
        _("What it is about"),
        [_("This is private to another member; it is explained to that member alone.")],
    )


def _sheet(
    household: Household, choice: Choice, parts: Callable[[], Iterable[Part]], today: date
) -> Sheet:
    reader = choice.reader
    return Sheet(
        heading=_("A decision, explained"),
        day=day_text(today),
        made_for=_("Made for %(name)s") % {"name": reader.name} if reader else title_of(household),
        parts=list(parts()),
        rights=_(
            "You may ask again, object, or complain. Nothing you ask for or object to is held "
            "against you, and the service goes on."
        ),
        signature=_("Coordinator"),
        day_word=_("Day"),
    )


def _opened(request: HttpRequest, household_id: UUID) -> Household:
    """The household, for its coordinator; the trail tells who opened it."""
    account, today = asker(request), clock.today()
    household = get_whole_household_for(account, household_id, today)
    must_coordinate(request, household.village)
    look_at_household(household, by=account, on=today)
    return household
