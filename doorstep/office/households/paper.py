"""One page for the household itself: its own record, made for one adult, in a chosen language.

What is private to another member is left out; draft Tibetan stands beside Chinese, never alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
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
from doorstep.office.households.forms import PrintForm, is_adult
from doorstep.office.households.pages import opened, title_of
from doorstep.office.wording import day_text
from doorstep.pairing.queries import pairs_of
from doorstep.people.choices import Language
from doorstep.people.models import Account
from doorstep.register.choices import ConsentHow, ConsentPurpose, Relation
from doorstep.register.models import Household, Member
from doorstep.register.queries import members_of
from doorstep.rights.queries import complaints_address
from doorstep.visits.choices import Mode
from doorstep.visits.models import Visit

LAST_VISITS = 4
LAST_LOOKS = 10  # days of each who looked: the paper is one page
CHINESE, TIBETAN = "zh-hans", "bo"


@dataclass(frozen=True)
class Part:
    """A heading with what stands under it."""

    heading: str
    lines: list[str]


@dataclass(frozen=True)
class Sheet:
    """Everything that is printed, in one language."""

    heading: str
    day: str
    made_for: str
    parts: list[Part]
    rights: str
    complaints: str
    signature: str
    day_word: str


@screen
def household_print(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """The page on the screen, ready to print; `?language=`, `?member=`, `?large=` choose."""
    account, today = asker(request), clock.today()
    household = opened(request, household_id)
    members = list(members_of(household, today))
    adults = [one for one in members if is_adult(one, today)]
    make_form = partial(
        PrintForm,
        adults=household.members.filter(pk__in=[one.pk for one in adults]),
        languages=Language.choices,
    )
    asked = make_form(request.GET)
    chosen = asked.cleaned_data if asked.is_valid() else {}
    reader = chosen.get("member") or _head(adults)
    language = chosen.get("language") or _language(household)
    make = partial(_sheet, account, household, members, reader, today)
    with translation.override(CHINESE):
        chinese = make() if language == TIBETAN else None
    with translation.override(language):
        context = {
            "place": household.village,
            "household": household,
            "form": make_form(
                initial={
                    "member": reader.pk if reader else None,
                    "language": language,
                    "large": chosen.get("large"),
                }
            ),
            "is_large": chosen.get("large"),
            "sheet": (sheet := make()),
            "chinese": chinese,
            "parts": _side_by_side(sheet, chinese),
        }
        return render(request, "office/households/print.html", context)


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
        complaints=_complaints(household, today),
        signature=_("Read to me and right (household)"),
        day_word=_("Day"),
    )


def _complaints(household: Household, today: date) -> str:
    """Where a complaint goes, outside the team; "" while nobody has written it down."""
    address = complaints_address(household.village, today)
    return _("Complaints, outside the team: %(address)s") % {"address": address} if address else ""


def _side_by_side(sheet: Sheet, beside: Sheet | None) -> list[tuple[str, str, Any]]:
    """(heading, heading beside, lines with the line beside); "" where it would say the same."""
    other = beside or sheet
    return [
        (
            part.heading,
            _other(part.heading, twin.heading),
            [(line, _other(line, one)) for line, one in zip(part.lines, twin.lines, strict=True)],
        )
        for part, twin in zip(sheet.parts, other.parts, strict=True)
    ]


def _other(text: str, beside: str) -> str:
    return "" if text == beside else beside


def _parts(
    account: Account,
    household: Household,
    members: list[Member],
    reader: Member | None,
    today: date,
) -> Iterable[Part]:
    yield Part(_("Who we are"), list(_basics(household)))
    yield Part(_("Members"), [_("; ").join(_member_line(one) for one in members)])
    needs = [need for need in needs_of(account, household, today) if _may_read(need, reader)]
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
        for one in household.consents.filter(withdrawn_on=None)
    ]
    yield Part(_("Consent"), lines or [_("Not recorded yet")])
    yield Part(
        _("Who may see this, and why"),
        [f"{one.who}{_(': ')}{one.why}" for one in who_sees(household, today)],
    )
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


def _may_read(need: Need, reader: Member | None) -> bool:
    """What all of the household may see, the reader's own, and the head's where it names nobody."""
    if need.shared or reader is None:
        return need.shared
    if need.member_id is None:
        return reader.relation == Relation.HEAD
    return need.member_id == reader.pk


def _categories(
    household: Household, needs: list[Need], reader: Member | None, today: date
) -> Iterable[str]:
    types = category_types(version_at(household.village, today))
    readable = {need.pk for need in needs}
    hidden = {
        row.fact
        for row in household.circumstances.filter(private=True)
        if reader is None or row.member_id != reader.pk
    }
    for category in live_categories(household, today):
        if category.need_id and category.need_id not in readable:
            continue
        facts = {row["fact"] for row in category.proposal.reasons}
        if facts and facts <= hidden:  # its name alone would tell
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


def _head(adults: list[Member]) -> Member | None:
    heads = [one for one in adults if one.relation == Relation.HEAD]
    return next(iter(heads or adults), None)


def _language(household: Household) -> str:
    """The household's own first language where screens know it, else the reader's."""
    known = {"bo": TIBETAN, "zh": CHINESE}
    spoken = [known[code] for code in household.languages if code in known]
    return spoken[0] if spoken else translation.get_language() or CHINESE
