from datetime import date, timedelta

import pytest

from doorstep.categories import rules
from doorstep.categories.rules import Refusal
from doorstep.method.files.value import ReasonLine

DAY = date(2026, 3, 2)
PUPILS = ReasonLine("many_pupils", {"en": "Many"}, "pupils", "at_least", 3)
NOBODY = ReasonLine("nobody", {"en": "Nobody"}, "able_to_work", "at_most", 0)


@pytest.mark.parametrize(
    ("numbers", "keys"),
    [
        ({"pupils": 3, "able_to_work": 1}, ["many_pupils"]),
        ({"pupils": 2, "able_to_work": 0}, ["nobody"]),
        ({"pupils": 4, "able_to_work": 0}, ["many_pupils", "nobody"]),
        ({"pupils": 0, "able_to_work": None}, []),
    ],
)
def test_every_reason_that_holds_is_listed(numbers, keys):
    held = rules.reasons_that_hold([PUPILS, NOBODY], numbers)

    assert [row["key"] for row in held] == keys


def test_a_reason_keeps_its_number_and_its_names():
    assert rules.reasons_that_hold([PUPILS], {"pupils": 5}) == [
        {"key": "many_pupils", "fact": "pupils", "number": 5, "names": {"en": "Many"}}
    ]


LATER = DAY + timedelta(days=10)


@pytest.mark.parametrize(
    ("told", "number", "changed_on", "on", "quiet"),
    [
        ({"pupils": 3}, 3, None, LATER, True),
        ({"pupils": 3}, 4, None, LATER, False),  # another number
        ({}, 3, None, LATER, True),  # a ledger's proposal names no numbers
        ({"sudden_event": 1}, 3, None, LATER, False),  # a reason that did not hold then
        ({"pupils": 3}, 3, DAY, LATER, True),  # known on the day of the decision
        ({"pupils": 3}, 3, DAY + timedelta(days=1), LATER, False),  # happened since
        ({}, 3, DAY + timedelta(days=1), LATER, False),
        ({"pupils": 3}, 3, None, DAY + timedelta(days=89), True),
        ({"pupils": 3}, 3, None, DAY + timedelta(days=90), False),  # the quiet time is over
    ],
)
def test_a_rejected_proposal_stays_away_until_a_fact_changes(told, number, changed_on, on, quiet):
    rows = [{"key": "many_pupils", "fact": "pupils", "number": number}]
    rejection = Refusal(DAY, told)

    assert rules.is_quiet(rejection, rows, {"pupils": changed_on}, on=on, quiet_days=90) is quiet


def test_without_a_rejection_nothing_is_quiet():
    assert rules.is_quiet(None, [], {}, on=DAY, quiet_days=90) is False


def test_a_category_ends_after_its_days():
    assert rules.ends_on(DAY, 90) == date(2026, 5, 31)
