"""One page for the household itself: its own record, made for one adult, in a chosen language.

What is private to another member is left out; draft Tibetan stands beside Chinese, never alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from doorstep.categories.queries import live_categories, reason_words
from doorstep.kit import clock
from doorstep.kit.names import name_in
from doorstep.method.choices import NeedKind
from doorstep.method.queries import category_types, version_at
from doorstep.needs.choices import NeedState
from doorstep.needs.models import Need
from doorstep.needs.queries import needs_of
from doorstep.office.doors import asker, screen
from doorstep.office.households.facts import languages_text, who_sees
from doorstep.office.households.forms import PrintForm, is_adult
from doorstep.office.households.pages import title_of
from doorstep.office.wording import day_text
from doorstep.pairing.queries import pairs_of
from doorstep.people.models import Account
from doorstep.register.choices import ConsentHow, ConsentPurpose, Relation
from doorstep.register.models import Household, Member
from doorstep.register.queries import get_whole_household_for, members_of
from doorstep.visits.choices import Mode
from doorstep.visits.models import Visit

LAST_VISITS = 6
CHINESE, TIBETAN = "zh-hans", "bo"


@dataclass(frozen=True)
class Part:
    """A heading with what stands under it."""

    heading: str
    lines: list[str]


@screen
def household_print(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """The page on the screen, ready to print; `?language=` and `?member=` choose."""
    account, today = asker(request), clock.today()
    household = get_whole_household_for(account, household_id, today)
    members = list(members_of(household, today))
    adults = [one for one in members if is_adult(one, today)]
    form = PrintForm(
        request.GET,
        adults=household.members.filter(pk__in=[one.pk for one in adults]),
        languages=[(code, dict(settings.LANGUAGES)[code]) for code, _name in settings.LANGUAGES],
    )
    chosen = form.cleaned_data if form.is_valid() else {}
    reader = chosen.get("member") or _head(adults)
    language = chosen.get("language") or _language(household)
    form.initial = {"member": reader.pk if reader else None, "language": language}
    with translation.override(language):
        parts = list(_parts(account, household, members, reader, today))
        context = {
            "place": household.village,
            "household": household,
            "heading": title_of(household),
            "reader": reader,
            "parts": parts,
            "form": PrintForm(
                initial=form.initial,
                adults=form.fields["member"].queryset,  # type: ignore[attr-defined]
                languages=form.fields["language"].choices,  # type: ignore[attr-defined]
            ),
            "is_draft": language == TIBETAN,
            "today": today,
            "rights": both(RIGHTS),
            "signature": both(SIGNATURE),
            "day_word": both(DAY_WORD),
            "made_for": both(MADE_FOR),
        }
        return render(request, "office/households/print.html", context)


RIGHTS = _(
    "You may ask for a copy, have something corrected, object to a category, ask for fewer visits, "
    "or withdraw your consent. The service goes on."
)
SIGNATURE = _("Read to me and right (household)")
DAY_WORD = _("Day")
COLON = _(": ")
MADE_FOR = _("Made for")


def both(words: Any) -> str:
    """The words in the language of the page; a Tibetan draft with the Chinese beside it."""
    text = str(words)
    if translation.get_language() != TIBETAN:
        return text
    with translation.override(CHINESE):
        chinese = str(words)
    return text if text == chinese else f"{text} · {chinese}"


def _parts(
    account: Account,
    household: Household,
    members: list[Member],
    reader: Member | None,
    today: date,
) -> Iterable[Part]:
    yield Part(both(_("Who we are")), list(_basics(household)))
    yield Part(both(_("Members")), [_member_line(one) for one in members])
    needs = [need for need in needs_of(account, household, today) if _may_read(need, reader)]
    still_open = [need for need in needs if need.state == NeedState.OPEN]
    lines = list(_categories(household, needs, reader, today))
    yield Part(both(_("Support decided")), lines or [both(_("None"))])
    lines = [_need_line(need) for need in still_open]
    yield Part(both(_("Being worked on")), lines or [both(_("Nothing"))])
    lines = [_visit_line(visit) for visit in _last_visits(household)]
    yield Part(both(_("Last visits")), lines or [both(_("None yet"))])
    lines = [
        " · ".join(
            (
                both(ConsentPurpose(one.purpose).label),
                both(ConsentHow(one.how).label),
                day_text(one.given_on),
            )
        )
        for one in household.consents.filter(withdrawn_on=None)
    ]
    yield Part(both(_("Consent")), lines or [both(_("Not recorded yet"))])
    yield Part(
        both(_("Who may see this, and why")),
        [f"{one.who}{COLON}{both(one.why)}" for one in who_sees(household, today)],
    )


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
            yield f"{both(label)}{COLON}{value}"


def _helpers(household: Household) -> list[str]:
    return [pair.helper.name for pair in pairs_of(household, clock.today())]


def _member_line(member: Member) -> str:
    word = member.relation_word or both(Relation(member.relation).label)
    return " · ".join(filter(None, [member.name, word, str(member.birth_year or "")]))


def _may_read(need: Need, reader: Member | None) -> bool:
    """What others of the household may see, and the reader's own; what names nobody is the head's."""
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
        rows = category.proposal.reasons
        is_hidden = any(row["fact"] in hidden for row in rows)
        reasons = [] if is_hidden else reason_words(category.proposal)
        name = name_in(types[category.kind].names) if category.kind in types else ""
        until = both(_("until %(day)s")) % {"day": day_text(category.end_on)}
        yield " · ".join(filter(None, [name, *reasons, until]))


def _need_line(need: Need) -> str:
    by = both(_("by %(day)s")) % {"day": day_text(need.deadline_on)}
    owner = need.owner.name if need.owner else ""
    return " · ".join(filter(None, [both(NeedKind(need.kind).label), need.text, owner, by]))


def _last_visits(household: Household) -> Iterable[Visit]:
    visits = Visit.objects.standing().filter(household=household).select_related("helper")
    return visits.order_by("-on", "pk")[:LAST_VISITS]


def _visit_line(visit: Visit) -> str:
    return " · ".join([day_text(visit.on), both(Mode(visit.mode).label), visit.helper.name])


def _head(adults: list[Member]) -> Member | None:
    heads = [one for one in adults if one.relation == Relation.HEAD]
    return next(iter(heads or adults), None)


def _language(household: Household) -> str:
    """The household's own first language where screens know it, else the reader's."""
    known = {"bo": TIBETAN, "zh": CHINESE}
    spoken = [known[code] for code in household.languages if code in known]
    return spoken[0] if spoken else translation.get_language() or CHINESE
