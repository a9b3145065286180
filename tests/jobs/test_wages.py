"""Wages are reported once a time, corrected by a new row; one not paid raises a need once."""

from datetime import date, timedelta

import pytest

from doorstep.jobs import actions
from doorstep.jobs.actions.guards import JobDayToCome
from doorstep.jobs.actions.wages import (
    FirstReportIsNoStrike,
    MonthOutsideWork,
    MonthToCome,
    WageCorrectedAlready,
    WageReportedAlready,
    WageSaidBeforeWork,
    WageStruckOut,
)
from doorstep.jobs.models import WageReport
from doorstep.jobs.queries import placement_lines, standing_wages
from doorstep.kit.money import AmountMissing, AmountNotPositive
from doorstep.needs.actions import close_need, place_member
from doorstep.needs.models import Need
from doorstep.people.models import AuditEntry
from doorstep.register import actions as register
from doorstep.register.actions.guards import HouseholdClosedAlready
from tests.jobs.rows import DAY

TODAY = date(2026, 5, 20)
MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


@pytest.fixture
def placement(cast, method, worker):
    return place_member(
        worker, employer="峡谷水电站", kind="temporary", start_on=DAY, end_on=date(2026, 6, 30),
        by=cast.coordinator, on=DAY,
    )  # fmt: skip


def report(cast, placement, month=MARCH, amount=400_000, **fields):
    told = {"state": "paid", "said_by": "worker", "said_on": TODAY} | fields
    return actions.report_wage(
        placement, month=month, amount=amount, by=cast.coordinator, on=TODAY, **told
    )


def correct(cast, wage, amount=None, **fields):
    told = {"state": "paid", "said_by": "employer", "said_on": TODAY} | fields
    return actions.correct_wage(wage, amount=amount, by=cast.coordinator, on=TODAY, **told)


def test_months_add_up_and_any_day_names_its_month(cast, placement):
    report(cast, placement, month=date(2026, 3, 17))
    report(cast, placement, month=APRIL, amount=350_050)

    (line,) = placement_lines([placement], TODAY)
    assert (line.paid, line.unpaid, line.is_over) == (750_050, 0, False)
    assert WageReport.objects.get(amount=400_000).month == MARCH


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"amount": -1}, AmountNotPositive),
        ({"amount": 0}, AmountNotPositive),
        ({"amount": None}, AmountMissing),
        ({"month": date(2026, 2, 28)}, MonthOutsideWork),
        ({"month": date(2026, 7, 1)}, MonthToCome),
        ({"said_on": TODAY + timedelta(days=1)}, JobDayToCome),
        ({"said_on": DAY - timedelta(days=1)}, WageSaidBeforeWork),
        ({"state": "void", "amount": None}, FirstReportIsNoStrike),
        ({"state": "unpaid", "amount": -5}, AmountNotPositive),
    ],
)
def test_bad_input_is_refused_and_nothing_is_written(cast, placement, fields, error):
    with pytest.raises(error):
        report(cast, placement, **fields)

    assert WageReport.objects.count() == 0
    assert Need.objects.count() == 0


def test_no_time_is_reported_twice(cast, placement):
    report(cast, placement)

    for month in (MARCH, None):  # the same month, and a whole that holds it
        with pytest.raises(WageReportedAlready):
            report(cast, placement, month=month)
    assert WageReport.objects.count() == 1


def test_a_correction_is_a_row_and_the_former_stays(cast, placement):
    first = report(cast, placement)
    second = correct(cast, first, amount=380_000)

    assert standing_wages([placement])[placement.pk] == [second]
    assert WageReport.objects.count() == 2
    with pytest.raises(WageCorrectedAlready):
        correct(cast, first, amount=1)


def test_what_was_struck_out_makes_room(cast, placement):
    first = report(cast, placement)
    correct(cast, first, state="void", amount=99)

    again = report(cast, placement, amount=300_000)

    with pytest.raises(WageStruckOut):  # two reports of one month would stand
        correct(cast, WageReport.objects.get(state="void"), amount=99)
    assert standing_wages([placement])[placement.pk] == [again]


def test_a_wage_not_paid_raises_one_need_while_it_is_open(cast, placement, worker):
    first = report(cast, placement, state="unpaid", amount=None)
    second = report(cast, placement, month=APRIL, state="unpaid", amount=400_000)

    need = Need.objects.get()
    assert (need.kind, need.household, need.member, need.shared) == ("job", cast.a, worker, False)
    assert (first.need, second.need) == (need, need)
    assert "峡谷水电站" in need.text
    assert placement_lines([placement], TODAY)[0].unpaid == 2

    close_need(need, outcome="done", by=cast.coordinator, on=TODAY)
    third = report(cast, placement, month=date(2026, 5, 1), state="unpaid", amount=None)
    assert third.need != need


def test_paid_after_all(cast, placement):
    owed = report(cast, placement, state="unpaid", amount=400_000)
    correct(cast, owed, amount=400_000)

    (line,) = placement_lines([placement], TODAY)
    assert (line.paid, line.unpaid) == (400_000, 0)


def test_the_trail_tells_no_amount(cast, placement):
    correct(cast, report(cast, placement), amount=123_456)

    entries = AuditEntry.objects.filter(act__in=("report_wage", "correct_wage"))
    assert entries.count() == 2
    assert all("123456" not in str(entry.detail) for entry in entries)


def test_of_a_household_that_left_nothing_is_reported(cast, placement):
    register.close_household(cast.a, because="moved", by=cast.coordinator, on=TODAY)

    with pytest.raises(HouseholdClosedAlready):
        report(cast, placement)
