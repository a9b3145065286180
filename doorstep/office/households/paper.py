"""One page for the household itself: its own record, made for one adult, in a chosen language.

What is private to another member is left out; draft Tibetan stands beside Chinese, never alone.
"""

from collections.abc import Iterable
from datetime import date
from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from doorstep.categories.queries import live_categories, reason_words
from doorstep.kit import clock
from doorstep.kit.names import name_in
from doorstep.method.choices import NeedKind
from doorstep.method.queries import category_types, version_at
from doorstep.needs.choices import NeedState
from doorstep.needs.models import Need
from doorstep.needs.queries import needs_of
from doorstep.office.doors import asker, screen
from doorstep.office.households.facts import languages_text, who_looked, who_sees
from doorstep.office.households.pages import opened, title_of
from doorstep.office.papers import Part, Sheet, choose, complaints_line, show_paper
from doorstep.office.wording import day_text
from doorstep.pairing.queries import pairs_of
from doorstep.people.models import Account
from doorstep.register.choices import ConsentHow, ConsentPurpose, Relation
from doorstep.register.models import Household, Member
from doorstep.register.queries import members_of, standing_consents, with_shown_names
from doorstep.rights.queries import facts_hidden_from, may_read_need, may_read_proposal
from doorstep.sync.queries import tables_with
from doorstep.visits.choices import Mode
from doorstep.visits.models import Visit

LAST_VISITS = 4
LAST_TABLES = 5
LAST_LOOKS = 10  # days of each who looked: the paper is one page


@screen
def household_print(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """The page on the screen, ready to print; `?language=`, `?member=`, `?large=` choose."""
    account, today = asker(request), clock.today()
    household = opened(request, household_id)
    members = with_shown_names(members_of(household, today), today)
    choice = choose(request, household, today)
    make = partial(_sheet, account, household, members, choice.reader, today)
    return show_paper(request, "office/households/print.html", household, choice, make)


def _sheet(
    account: Account,
    household: Household,
    members: list[Member],
    reader: Member | None,
    today: date,
) -> Sheet:
    return Sheet(
        heading=title_of(household),
        day=day_text(today),
        made_for=_("Made for %(name)s") % {"name": reader.name} if reader else "",
        parts=list(_parts(account, household, members, reader, today)),
        rights=_(
            "You may ask for a copy, have something corrected, object to a category, ask for "
            "fewer visits, or withdraw your consent. The service goes on."
        ),
        complaints=complaints_line(household, today),
        signature=_("Read to me and right (household)"),
        day_word=_("Day"),
    )


def _parts(
    account: Account,
    household: Household,
    members: list[Member],
    reader: Member | None,
    today: date,
) -> Iterable[Part]:
    yield Part(_("Who we are"), list(_basics(household)))
    yield Part(_("Members"), [_("; ").join(_member_line(one) for one in members)])
    needs = [need for need in needs_of(account, household, today) if may_read_need(need, reader)]
    still_open = [need for need in needs if need.state == NeedState.OPEN]
    lines = list(_categories(household, needs, reader, today))
    yield Part(_("Support decided"), lines or [_("None")])
    lines = [_need_line(need) for need in still_open]
    yield Part(_("Being worked on"), lines or [_("Nothing")])
    lines = [_visit_line(visit) for visit in _last_visits(household)]
    yield Part(_("Last visits"), lines or [_("None yet")])
    lines = [
        " · ".join(
            (
                str(ConsentPurpose(one.purpose).label),
                str(ConsentHow(one.how).label),
                day_text(one.given_on),
            )
        )
        for one in standing_consents(household)
        if one.member_id is None or (reader is not None and one.member_id == reader.pk)
    ]
    yield Part(_("Consent"), lines or [_("Not recorded yet")])
    yield Part(
        _("Who may see this, and why"),
        [f"{one.who}{_(': ')}{one.why}" for one in who_sees(household, today)],
    )
    given = tables_with(household)[:LAST_TABLES]
    lines = [
        f"{one.office}{_(': ')}{one.purpose} · {day_text(one.filled_on or one.on)}" for one in given
    ]
    yield Part(_("Tables with this household that offices were given"), lines or [_("None yet")])
    looked = who_looked(household, today, LAST_LOOKS)
    lines = [f"{one.who}{_(': ')}{one.why} · {one.days}" for one in looked]
    yield Part(_("Who looked at it, and on which days"), lines or [_("Nobody yet")])


def _basics(household: Household) -> Iterable[str]:
    facts = (
        (_("Code"), household.code),
        (_("Village"), household.village.name),
        (_("Group"), household.group.name if household.group else ""),
        (_("Telephone"), household.phone),
        (_("Languages"), languages_text(household.languages)),
        (_("Best time for a visit"), household.best_time),
        (_("Helpers"), " · ".join(_helpers(household))),
    )
    for label, value in facts:
        if value:
            yield f"{label}{_(': ')}{value}"


def _helpers(household: Household) -> list[str]:
    return [pair.helper.name for pair in pairs_of(household, clock.today())]


def _member_line(member: Member) -> str:
    word = member.relation_word or str(Relation(member.relation).label)
    return " · ".join(filter(None, [member.name, word, str(member.birth_year or "")]))


def _categories(
    household: Household, needs: list[Need], reader: Member | None, today: date
) -> Iterable[str]:
    types = category_types(version_at(household.village, today))
    readable = {need.pk for need in needs}
    hidden = facts_hidden_from(household, reader)
    for category in live_categories(household, today):
        if category.need_id and category.need_id not in readable:
            continue
        if not may_read_proposal(category.proposal, hidden, readable):
            continue
        reasons = reason_words(category.proposal, without=hidden)
        name = name_in(types[category.kind].names) if category.kind in types else ""
        until = _("until %(day)s") % {"day": day_text(category.end_on)}
        yield " · ".join(filter(None, [name, *reasons, until]))


def _need_line(need: Need) -> str:
    by = _("by %(day)s") % {"day": day_text(need.deadline_on)}
    owner = need.owner.name if need.owner else ""
    return " · ".join(filter(None, [str(NeedKind(need.kind).label), need.text, owner, by]))


def _last_visits(household: Household) -> Iterable[Visit]:
    visits = Visit.objects.standing().filter(household=household).select_related("helper")
    return visits.order_by("-on", "pk")[:LAST_VISITS]


def _visit_line(visit: Visit) -> str:
    return " · ".join([day_text(visit.on), str(Mode(visit.mode).label), visit.helper.name])
