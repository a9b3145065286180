"""Proposing a category: by a person, from a ledger, by the method's reasons."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.categories.actions.guards import (
    guard_no_objection,
    guard_person,
    guard_runs,
    guard_runs_not,
    guard_text,
    note_act,
)
from doorstep.categories.choices import ProposalAct, ProposalSource
from doorstep.categories.figures import OPEN_STATES
from doorstep.categories.models import Category, Proposal
from doorstep.categories.queries.by_rule import fact_numbers, proposals_by_rule
from doorstep.categories.rules import reason_row
from doorstep.kit import rows
from doorstep.kit.errors import Refused
from doorstep.method.choices import CategoryKind, NeedKind
from doorstep.method.models import Reason, Version
from doorstep.method.queries import version_at
from doorstep.needs.models import Need
from doorstep.people.actions import audit_all
from doorstep.people.models import Account, Place
from doorstep.people.queries import villages_below
from doorstep.register.actions.guards import guard_open
from doorstep.register.models import Household

LETTERS_OF_A_NOTE = 300


class GreenIsNoCategory(Refused):
    message = _("Green is what a household without a category shows; it cannot be proposed.")


class ProposalOpenAlready(Refused):
    message = _("For household %(code)s this category is proposed already, since %(day)s.")


class ReasonUnknown(Refused):
    message = _("“%(key)s” is no reason of this category in the method followed here.")


class ReasonMissing(Refused):
    message = _("Choose a reason or write one: the meeting and the household will ask for it.")


class NeedOfAnotherHousehold(Refused):
    message = _("This need belongs to another household than %(code)s.")


@transaction.atomic
def propose_category(
    household: Household,
    kind: CategoryKind | str,
    *,
    source: ProposalSource | str,
    version: Version,
    by: Account,
    on: date,
    act: ProposalAct | str = ProposalAct.START,
    reasons: Sequence[str | dict[str, Any]] = (),
    note: str = "",
    need: Need | None = None,
) -> Proposal:
    """Proposes to begin, renew or end a category; it changes nothing before it is decided.

    `reasons` are keys of the version's reasons for that category (or rows that hold such a key);
    each is kept with its fact's number of the day. A person gives a reason or a note.
    GreenIsNoCategory, ProposalOpenAlready, CategoryRunsAlready, CategoryRunsNot, ObjectionWaits,
    ReasonUnknown, ReasonMissing, NeedOfAnotherHousehold.
    """
    kind, act, source = CategoryKind(kind), ProposalAct(act), ProposalSource(source)
    note = guard_text(note, LETTERS_OF_A_NOTE)
    guard_open(household, on)
    if kind == CategoryKind.GREEN:
        raise GreenIsNoCategory
    if source == ProposalSource.PERSON:
        guard_person(by)
        if not reasons and not note:
            raise ReasonMissing
    waiting = household.proposals.filter(kind=kind, state__in=OPEN_STATES).first()
    if waiting is not None:
        raise ProposalOpenAlready(code=household.code, day=waiting.made_on)
    if act == ProposalAct.START:
        guard_runs_not(household, kind, on)
    else:
        guard_runs(household, kind, on)
    if act == ProposalAct.RENEW:
        guard_no_objection(household, kind)
    if need is not None and need.household_id != household.pk:
        raise NeedOfAnotherHousehold(code=household.code)
    proposal = Proposal.objects.create(
        household=household,
        kind=kind,
        act=act,
        source=source,
        version=version,
        reasons=_reason_rows(household, kind, reasons, version, on),
        note=note,
        need=need,
        made_on=on,
    )
    if source == ProposalSource.PERSON:
        proposal.movers.add(by)
    detail = {"kind": str(kind), "act": str(act), "source": str(source)}
    note_act("propose_category", proposal, household, by=by, on=on, detail=detail)
    return proposal


@transaction.atomic
def propose_from_ledger(
    village: Place,
    stated: Sequence[tuple[Household, CategoryKind, str]],
    *,
    by: Account,
    on: date,
) -> int:
    """Proposes what a ledger of a village states, with its words; how many proposals.

    Left out: green, what a ledger proposed once, and what is proposed or runs already. The number
    of queries does not grow with the households.
    """
    here = Proposal.objects.filter(household__village=village)
    earlier = here.filter(source=ProposalSource.LEDGER) | here.filter(state__in=OPEN_STATES)
    running = Category.objects.filter(household__village=village).live_on(on)
    known = set(earlier.values_list("household", "kind")) | set(
        running.values_list("household", "kind")
    )
    new = [
        (household, kind, note)
        for household, kind, note in stated
        if kind != CategoryKind.GREEN and (household.pk, kind) not in known
    ]
    if not new:
        return 0
    version = version_at(village, on)
    rows_here = Household.objects.filter(village=village).active_on(on)
    active = set(rows_here.values_list("pk", flat=True))
    proposals: dict[str, list[Proposal]] = {}
    for household, kind, note in new:
        if household.pk not in active:
            guard_open(household, on)
        proposal = Proposal(
            household=household,
            kind=kind,
            source=ProposalSource.LEDGER,
            version=version,
            note=guard_text(note, LETTERS_OF_A_NOTE),
            made_on=on,
        )
        proposals.setdefault(str(kind), []).append(proposal)
    for name, made in proposals.items():
        rows.insert(made)
        subjects = [(proposal, proposal.household_id) for proposal in made]
        detail = {"kind": name, "act": str(ProposalAct.START), "source": "ledger"}
        audit_all("propose_category", subjects, by=by, on=on, place=village, detail=detail)
    return len(new)


@transaction.atomic
def propose_by_rules(place: Place, *, by: Account, on: date) -> int:
    """Proposes what the reasons of the methods followed at a place give; how many proposals.

    The number of queries does not grow with the households.
    """
    villages = Place.objects.filter(pk__in=villages_below(place))
    list(villages.select_for_update(no_key=True).order_by("pk"))  # a double click proposes once
    proposals = []
    for version, village_ids in _versions(place, on).items():
        found = proposals_by_rule(version, village_ids, on)
        cases = _requested_mediation([row.household for row in found if row.kind == "red"], on)
        proposals += [
            Proposal(
                household=row.household,
                kind=row.kind,
                source=ProposalSource.RULE,
                version=version,
                reasons=row.reasons,
                need=cases.get(row.household.pk) if row.kind == CategoryKind.RED else None,
                made_on=on,
            )
            for row in found
        ]
    rows.insert(proposals)
    subjects = [(proposal, proposal.household_id) for proposal in proposals]
    audit_all("propose_category", subjects, by=by, on=on, place=place, detail={"source": "rule"})
    return len(proposals)


def _versions(place: Place, on: date) -> dict[Version, list[Any]]:
    """The villages of a place by the version they follow."""
    villages = Place.objects.filter(pk__in=villages_below(place))
    versions: dict[Version, list[Any]] = {}
    for village in villages:
        versions.setdefault(version_at(village, on), []).append(village.pk)
    return versions


def _requested_mediation(households: Sequence[Household], on: date) -> dict[Any, Need]:
    """The first open case with a recorded request, by household."""
    rows = Need.objects.filter(household__in=households, kind=NeedKind.MEDIATION)
    cases = rows.open_on(on).unsealed().filter(requested_on__lte=on)
    return {case.household_id: case for case in cases.order_by("-requested_on", "-pk")}


def _reason_rows(
    household: Household,
    kind: CategoryKind,
    reasons: Sequence[str | dict[str, Any]],
    version: Version,
    on: date,
) -> list[dict[str, Any]]:
    keys = [reason if isinstance(reason, str) else reason["key"] for reason in reasons]
    if not keys:
        return []
    rows = Reason.objects.filter(category__version=version, category__kind=kind)
    known = {row.key: row for row in rows}
    unknown = [key for key in keys if key not in known]
    if unknown:
        raise ReasonUnknown(key=unknown[0])
    numbers = fact_numbers(household, [known[key].fact for key in keys], on)
    return [reason_row(known[key], numbers[known[key].fact]) for key in keys]
