"""Yuan as they are typed become whole fen, or a sentence says what is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstep.kit.money import (
    MOST_FEN,
    AmountMissing,
    AmountNotPositive,
    AmountTooFine,
    AmountTooLarge,
    AmountUnreadable,
    fen_of,
    money_text,
)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("500", 50_000),
        ("9,470.00", 947_000),
        ("¥9470", 947_000),
        ("￥9470", 947_000),
        ("９４７０元", 947_000),
        ("0.01", 1),
        (" 1 200.5 ", 120_050),
        ("4,290,000", 429_000_000),
    ],
)
def test_yuan_are_read_as_people_type_them(text, fen):
    assert fen_of(text) == fen


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", AmountMissing),
        ("元", AmountMissing),
        ("五百", AmountUnreadable),
        ("94,70", AmountUnreadable),
        ("1.2.3", AmountUnreadable),
        ("1e6", AmountUnreadable),
        ("500 元整", AmountUnreadable),
        ("12.345", AmountTooFine),
        ("-500", AmountNotPositive),
        ("0", AmountNotPositive),
        ("0.00", AmountNotPositive),
        ("9" * 16, AmountTooLarge),
    ],
)
def test_what_is_no_amount_is_refused(text, error):
    with pytest.raises(error):
        fen_of(text)


@given(st.integers(1, MOST_FEN))
def test_what_is_shown_can_be_typed_again(fen):
    assert fen_of(money_text(fen)) == fen
