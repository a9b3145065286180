from datetime import date
from decimal import Decimal

import pytest

from doorstep.register.rules import is_child, is_child_name, next_child_number, three_decimals


@pytest.mark.parametrize(
    ("year", "month", "child"),
    [
        (2012, 10, False),
        (2012, 11, True),  # fourteen within this month: the day is not known
        (2012, None, True),  # fourteen within this year
        (2011, None, False),
        (2020, 1, True),
        (1950, 1, False),
        (None, None, False),
    ],
)
def test_a_name_is_sealed_as_long_as_somebody_may_be_under_14(year, month, child):
    assert is_child(year, month, date(2026, 11, 23)) is child


def test_children_are_numbered_on():
    assert next_child_number(["孩子2", "卓玛", "孩子1"]) == 3
    assert is_child_name("孩子12")
    assert not is_child_name("孩子")


def test_a_coordinate_is_kept_to_three_decimals():
    assert three_decimals(29.98846) == Decimal("29.988")
