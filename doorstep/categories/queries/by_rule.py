"""What a method's reasons propose, in one query for every household and reason."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from doorstep.categories.choices import ProposalAct, ProposalState
from doorstep.categories.facts import change_annotations, fact_annotations
from doorstep.categories.figures import OPEN_STATES
from doorstep.categories.models import Category, Objection, Proposal
from doorstep.categories.rules import ReasonLike, Refusal, is_quiet, reasons_that_hold
from doorstep.method.choices import Comparison, FactKind
from doorstep.method.files import MethodFiles
from doorstep.method.models import Version
from doorstep.method.queries import NoMethodAdopted, category_types, version_at
from doorstep.people.models import Place
from doorstep.people.queries import villages_below
from doorstep.register.models import Household

Reasons = Mapping[str, Sequence[ReasonLike]]  # category → its reasons
Keys = dict[tuple[tuple[UUID, str], str], tuple[str, ...]]  # (id, code), category → reasons

_LOOKUPS = {
    Comparison.AT_LEAST: "gte",
    Comparison.AT_MOST: "lte",
    Comparison.EQUAL: "exact",
}


@dataclass(frozen=True)
class FoundByRule:
    """A household for which reasons of a category hold; `reasons`: {key, fact, number, names}."""

    household: Household
    kind: str
    reasons: list[dict[str, Any]]


@dataclass(frozen=True)
class HouseholdChange:
    """What a method would propose for a household otherwise than before: keys of reasons."""

    household_id: UUID
    code: str
    kind: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def proposals_by_rule(version: Version, village_ids: Iterable[UUID], on: date) -> list[FoundByRule]:
    """What the version's reasons propose on a day, by household code.

    Left out: a category that runs or is proposed already, and one that was refused within
    `quiet_days` while no fact changed since: by a meeting that rejected it or ended it early, or
    by an objection that was upheld.
    """
    reasons = _reasons_of(version)
    refused_since = on - timedelta(days=version.quiet_days)
    households = _with_facts(reasons, village_ids, on)
    wanted = Q(pk__in=[])
    for kind in reasons:
        of_kind = Proposal.objects.filter(household=OuterRef("pk"), kind=kind)
        running = Category.objects.filter(household=OuterRef("pk"), kind=kind).live_on(on)
        refused = _refused(of_kind).filter(refused_on__gt=refused_since, refused_on__lte=on)
        refused = refused.order_by("-refused_on", "-pk")
        households = households.annotate(
            **{
                f"stopped_{kind}": Exists(running),
                f"waiting_{kind}": Exists(of_kind.filter(state__in=OPEN_STATES)),
                f"refused_{kind}_on": Subquery(refused.values("refused_on")[:1]),
                f"refused_{kind}_reasons": Subquery(refused.values("reasons")[:1]),
            }
        )
        free = Q(**{f"stopped_{kind}": False, f"waiting_{kind}": False})
        wanted |= free & _condition(reasons[kind])
    facts = _facts_of(reasons)
    households = households.annotate(**change_annotations(facts, on)).filter(wanted)
    found = []
    for household in households.order_by("village", "code"):
        for kind, rows in _found(household, reasons).items():
            if getattr(household, f"stopped_{kind}") or getattr(household, f"waiting_{kind}"):
                continue
            quiet = is_quiet(
                _refusal(household, kind),
                rows,
                {fact: getattr(household, f"changed_{fact}", None) for fact in facts},
                on=on,
                quiet_days=version.quiet_days,
            )
            if not quiet:
                found.append(FoundByRule(household, kind, rows))
    return found


def preview_method(files: MethodFiles, place: Place, on: date) -> list[HouseholdChange]:
    """The households whose reasons the files would change against the version their village
    follows on a day, whatever runs or waits for them now; without a method there are no reasons
    before."""
    after: Reasons = {line.kind: line.reasons for line in files.categories if line.reasons}
    village_ids = villages_below(place)
    new = _keys(after, village_ids, on)
    old: Keys = {}
    for village in Place.objects.filter(pk__in=village_ids):
        with suppress(NoMethodAdopted):
            old |= _keys(_reasons_of(version_at(village, on)), [village.pk], on)
    changes = []
    for household, kind in sorted(old.keys() | new.keys(), key=lambda one: (one[0][1], one[1])):
        was, will_be = old.get((household, kind), ()), new.get((household, kind), ())
        if was != will_be:
            changes.append(HouseholdChange(household[0], household[1], kind, was, will_be))
    return changes


def fact_numbers(household: Household, facts: Iterable[str], on: date) -> dict[str, int | None]:
    """The numbers of one household's facts on a day."""
    facts = list(facts)
    row = Household.objects.filter(pk=household.pk).annotate(**fact_annotations(facts, on)).get()
    return {fact: getattr(row, f"fact_{fact}") for fact in facts}


def _reasons_of(version: Version) -> Reasons:
    types = category_types(version)
    return {kind: list(row.reasons.all()) for kind, row in types.items() if row.reasons.all()}


def _facts_of(reasons: Reasons) -> set[str]:
    return {str(FactKind(reason.fact)) for rows in reasons.values() for reason in rows}


def _with_facts(reasons: Reasons, village_ids: Iterable[UUID], on: date) -> QuerySet[Household]:
    households = Household.objects.in_villages(village_ids).active_on(on)
    return households.annotate(**fact_annotations(_facts_of(reasons), on))


def _condition(reasons: Iterable[ReasonLike]) -> Q:
    """Any one reason is enough; SQL holds no comparison with an unknown number."""
    any_of = Q(pk__in=[])
    for reason in reasons:
        lookup = _LOOKUPS[Comparison(reason.comparison)]
        any_of |= Q(**{f"fact_{reason.fact}__{lookup}": reason.value})
    return any_of


def _found(household: Household, reasons: Reasons) -> dict[str, list[dict[str, Any]]]:
    numbers = {fact: getattr(household, f"fact_{fact}") for fact in _facts_of(reasons)}
    found = {kind: reasons_that_hold(rows, numbers) for kind, rows in reasons.items()}
    return {kind: rows for kind, rows in found.items() if rows}


def _refused(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """Those that came to a no, with the day of it as `refused_on`. That a category was not to end
    early is no such no."""
    upheld = Objection.objects.filter(proposal=OuterRef("pk"), upheld=True)
    answered = upheld.order_by("-answered_on").values("answered_on")[:1]
    is_no = Q(state=ProposalState.REJECTED) & ~Q(act=ProposalAct.END)
    is_no |= Q(state=ProposalState.ACCEPTED, act=ProposalAct.END)
    return proposals.filter(is_no | Exists(upheld)).annotate(
        refused_on=Coalesce(Subquery(answered), "decided_on")
    )


def _refusal(household: Household, kind: str) -> Refusal | None:
    refused_on = getattr(household, f"refused_{kind}_on")
    if refused_on is None:
        return None
    told = getattr(household, f"refused_{kind}_reasons") or []
    return Refusal(refused_on, {row["fact"]: row["number"] for row in told})


def _keys(reasons: Reasons, village_ids: Iterable[UUID], on: date) -> Keys:
    any_of = Q(pk__in=[])
    for rows in reasons.values():
        any_of |= _condition(rows)
    found: Keys = {}
    for household in _with_facts(reasons, village_ids, on).filter(any_of):
        for kind, held in _found(household, reasons).items():
            found[(household.pk, household.code), kind] = tuple(row["key"] for row in held)
    return found
