"""Wages that were reported of a placement, corrections, and the need where one was not paid."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from doorstep.jobs.actions.guards import guard_not_to_come, tell
from doorstep.jobs.choices import SaidBy, WageState
from doorstep.jobs.models import WageReport
from doorstep.jobs.queries import standing_wages
from doorstep.kit.errors import Refused
from doorstep.kit.money import AmountMissing, guard_fen
from doorstep.method.choices import NeedKind
from doorstep.needs.actions import raise_need
from doorstep.needs.choices import NeedState
from doorstep.needs.models import Need, Placement
from doorstep.people.actions import told_together
from doorstep.people.models import Account
from doorstep.register.actions.guards import guard_open


class WageReportedAlready(Refused):
    message = _("A wage of this time was reported on %(day)s already; correct that report.")


class MonthOutsideWork(Refused):
    message = _("The work was not going on in that month; it began on %(start)s.")


class MonthToCome(Refused):
    message = _("That month is still to come.")


class WageSaidBeforeWork(Refused):
    message = _("The work began on %(start)s; its wage cannot have been reported before.")


class WageCorrectedAlready(Refused):
    message = _("This report was corrected already; correct the later one.")


class WageStruckOut(Refused):
    message = _("This report was struck out; record a new one.")


class FirstReportIsNoStrike(Refused):
    message = _("Only a report that is there can be struck out.")


@transaction.atomic
@told_together()
def report_wage(
    placement: Placement,
    *,
    month: date | None,
    state: WageState | str,
    amount: int | None,
    said_by: SaidBy | str,
    said_on: date,
    by: Account,
    on: date,
) -> WageReport:
    """What was said of a wage in fen, of a month or (None) of the whole work. One that was not paid
    raises a need of the kind “job”, once while that is open. HouseholdClosedAlready, JobDayToCome,
    WageSaidBeforeWork, MonthOutsideWork, MonthToCome, WageReportedAlready, AmountMissing,
    AmountNotPositive, FirstReportIsNoStrike."""
    guard_open(placement.household, on)
    if WageState(state) == WageState.VOID:
        raise FirstReportIsNoStrike
    month = month.replace(day=1) if month else None
    _guard_month(placement, month, on)
    for one in standing_wages([placement])[placement.pk]:
        if month is None or one.month is None or one.month == month:
            raise WageReportedAlready(day=one.said_on)
    report = WageReport(placement=placement, month=month)
    return _keep(report, state, amount, said_by, said_on, by=by, on=on)


@transaction.atomic
@told_together()
def correct_wage(
    report: WageReport,
    *,
    state: WageState | str,
    amount: int | None,
    said_by: SaidBy | str,
    said_on: date,
    by: Account,
    on: date,
) -> WageReport:
    """A new row in the place of a report, of the same time; the former stays.
    WageCorrectedAlready, WageStruckOut, and as `report_wage`."""
    guard_open(report.placement.household, on)
    if report.state == WageState.VOID:  # the time is free for another report: two would stand
        raise WageStruckOut
    if WageReport.objects.filter(corrects=report).exists():
        raise WageCorrectedAlready
    later = WageReport(placement=report.placement, month=report.month, corrects=report)
    return _keep(later, state, amount, said_by, said_on, by=by, on=on)


def _keep(
    report: WageReport,
    state: WageState | str,
    amount: int | None,
    said_by: SaidBy | str,
    said_on: date,
    *,
    by: Account,
    on: date,
) -> WageReport:
    placement = report.placement
    guard_not_to_come(said_on, on)
    if said_on < placement.start_on:
        raise WageSaidBeforeWork(start=placement.start_on)
    report.state, report.said_by, report.said_on = WageState(state), SaidBy(said_by), said_on
    report.by = by
    if report.state == WageState.VOID:
        amount = None
    elif amount is not None:
        guard_fen(amount)
    elif report.state == WageState.PAID:
        raise AmountMissing
    report.amount = amount
    if report.state == WageState.UNPAID:
        report.need = _owed(placement, by=by, on=on)
    report.save(force_insert=True)
    act = "correct_wage" if report.corrects_id else "report_wage"
    tell(act, report, placement.household, by=by, on=on)
    return report


def _guard_month(placement: Placement, month: date | None, on: date) -> None:
    if month is None:
        return
    if month > on:
        raise MonthToCome
    is_before = month < placement.start_on.replace(day=1)
    is_after = placement.end_on is not None and month > placement.end_on
    if is_before or is_after:
        raise MonthOutsideWork(start=placement.start_on)


def _owed(placement: Placement, *, by: Account, on: date) -> Need:
    """The need that somebody sees to the wage: the one that is open, else a new one."""
    rows = Need.objects.filter(wage_reports__placement=placement, state=NeedState.OPEN)
    need = rows.first()
    if need is not None:
        return need
    household = placement.household
    return raise_need(
        household.village,
        kind=NeedKind.JOB,
        text=now("Wage not paid: %(employer)s") % {"employer": placement.employer},
        household=household,
        member=placement.member,
        shared=False,
        by=by,
        on=on,
    )
