"""Placements with the offer they came of and the wages that were reported: a person's own money,
for the coordinator of the village alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from doorstep.jobs.choices import WageState
from doorstep.jobs.models import WageReport
from doorstep.jobs.queries.wishes import own_households
from doorstep.kit.errors import NotVisible
from doorstep.needs.models import Placement
from doorstep.people.models import Account


@dataclass(frozen=True)
class PlacementLine:
    """A placement with what was reported of its wage, in fen, and how often it was not paid."""

    placement: Placement
    is_over: bool
    paid: int
    unpaid: int


def job_placements_for(account: Account, on: date) -> QuerySet[Placement]:
    """The placements of households of the villages that the account coordinates."""
    rows = Placement.objects.filter(household__in=own_households(account, on).values("pk"))
    return rows.exclude(need__sealed=True).select_related(
        "household__village", "member", "need", "hire__offer", "hire__wish"
    )


def get_job_placement_for(account: Account, placement_id: object, on: date) -> Placement:
    """One of `job_placements_for`; else NotVisible."""
    placement = job_placements_for(account, on).filter(pk=placement_id).first()
    if placement is None:
        raise NotVisible
    return placement


def get_wage_for(account: Account, report_id: object, on: date) -> WageReport:
    """A report of a wage of one of `job_placements_for`; else NotVisible."""
    rows = WageReport.objects.filter(placement__in=job_placements_for(account, on).values("pk"))
    report = rows.filter(pk=report_id).select_related("placement__household__village").first()
    if report is None:
        raise NotVisible
    return report


def standing_wages(placements: Iterable[Placement]) -> dict[UUID, list[WageReport]]:
    """By placement, the reports that stand: not corrected, not struck out; one query."""
    found: dict[UUID, list[WageReport]] = {placement.pk: [] for placement in placements}
    rows = WageReport.objects.filter(placement__in=found, corrected_by=None)
    for report in rows.exclude(state=WageState.VOID):
        found[report.placement_id].append(report)
    return found


def placement_lines(placements: Iterable[Placement], on: date) -> list[PlacementLine]:
    """The lines of a list, in its order; one query more."""
    listed = list(placements)
    wages = standing_wages(listed)
    return [
        PlacementLine(
            placement,
            is_over=placement.end_on is not None and placement.end_on <= on,
            paid=sum(one.amount or 0 for one in wages[placement.pk] if one.state == WageState.PAID),
            unpaid=sum(one.state == WageState.UNPAID for one in wages[placement.pk]),
        )
        for placement in listed
    ]
