"""Values as laboratories write them, and verdicts on them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstep.samples.choices import Bound, Late, SampleState, Verdict
from doorstep.samples.norms import Limit, norms, parameters
from doorstep.samples.queries import parameter_and_unit, parameter_named
from doorstep.samples.rules import (
    converted,
    late_since,
    limit_text,
    overall,
    read_value,
    unit_of,
    value_text,
    verdict_on,
)
from tests.factories import DAY


@pytest.mark.parametrize(
    ("text", "bound", "value"),
    [
        ("0.8", "exact", "0.8"),
        (" ７．３ ", "exact", "7.3"),
        ("<0.005", "below", "0.005"),
        ("＜ 0.005", "below", "0.005"),
        ("小于0.01", "below", "0.01"),
        (">1600", "above", "1600"),
        ("1,200", "exact", "1200"),
        ("1.2×10^3", "exact", "1200"),
        ("1.2×10³", "exact", "1200"),
        ("3.0x10-2", "exact", "0.030"),
        ("未检出", "none", None),
        ("ND", "none", None),
        ("N.D.", "none", None),
        ("0", "exact", "0"),
    ],
)
def test_a_value_is_read_as_it_is_meant(text, bound, value):
    reading = read_value(text)

    assert (reading.bound, reading.value) == (bound, None if value is None else Decimal(value))


@pytest.mark.parametrize("text", ["", "合格", "0,8", "7.2±0.1", "1e400", "-3", "1.2.3", "12 13a"])
def test_what_is_no_value_is_not_guessed(text):
    assert read_value(text) is None


@given(st.decimals(min_value=0, max_value=10**9, places=6))
def test_a_value_that_is_written_is_read_the_same(value):
    assert read_value(value_text(Bound.EXACT, value)).value == value


LIMITS = {
    "most": Limit("fluoride", "mg/L", None, Decimal("1.0"), False, {}),
    "least": Limit("fat", "g/100g", Decimal("3.1"), None, False, {}),
    "span": Limit("ph", "", Decimal("6.5"), Decimal("8.5"), False, {}),
    "absent": Limit("e_coli", "MPN/100mL", None, None, True, {}),
}


@pytest.mark.parametrize(
    ("limit", "bound", "value", "verdict"),
    [
        ("most", "exact", "1.0", "within"),
        ("most", "exact", "1.01", "over"),
        ("most", "below", "1.0", "within"),
        ("most", "below", "2.0", "unclear"),
        ("most", "above", "1.0", "over"),
        ("most", "above", "0.5", "unclear"),
        ("most", "none", None, "within"),
        ("least", "exact", "3.1", "within"),
        ("least", "exact", "3.0", "under"),
        ("least", "below", "3.1", "under"),
        ("least", "below", "4", "unclear"),
        ("least", "above", "3.1", "within"),
        ("least", "none", None, "under"),
        ("span", "exact", "6.4", "under"),
        ("span", "exact", "7.0", "within"),
        ("span", "exact", "8.6", "over"),
        ("absent", "none", None, "within"),
        ("absent", "below", "2", "within"),
        ("absent", "exact", "0", "within"),
        ("absent", "exact", "2", "over"),
        ("absent", "above", "1600", "over"),
    ],
)
def test_a_verdict_says_no_more_than_the_value_does(limit, bound, value, verdict):
    assert verdict_on(bound, None if value is None else Decimal(value), LIMITS[limit]) == verdict


def test_without_a_limit_there_is_no_verdict():
    assert verdict_on("exact", Decimal(3), None) == Verdict.NO_LIMIT


def test_a_breach_is_what_a_sample_comes_to():
    assert overall([Verdict.WITHIN, Verdict.OVER, Verdict.UNCLEAR]) == Verdict.OVER
    assert overall([Verdict.WITHIN, Verdict.UNDER]) == Verdict.UNDER
    assert overall([Verdict.WITHIN, Verdict.UNCLEAR]) == Verdict.UNCLEAR
    assert overall([Verdict.NO_LIMIT, Verdict.WITHIN]) == Verdict.WITHIN
    assert overall([Verdict.NO_LIMIT]) == Verdict.NO_LIMIT


@pytest.mark.parametrize(
    ("text", "unit"),
    [("mg/L", "mg/L"), ("毫克/升", "mg/L"), ("（μg/L）", "μg/L"), ("ug/l", "μg/L"), ("%", "g/100g"),
     ("CFU/100mL", "MPN/100mL"), ("无量纲", ""), ("", ""), ("斤", None)],
)  # fmt: skip
def test_units_are_known_as_they_are_written(text, unit):
    assert unit_of(text) == unit


def test_units_of_one_kind_are_converted_and_of_two_are_not():
    assert converted(Decimal(1600), "μg/L", "mg/L") == Decimal("1.6")
    assert converted(Decimal(1), "mg/L", "mg/kg") is None


@pytest.mark.parametrize(
    ("heading", "found"),
    [("氟化物(mg/L)", ("fluoride", "mg/L")), ("氟化物（mg/L）", ("fluoride", "mg/L")),
     ("pH", ("ph", "")), ("砷/μg/L", ("arsenic", "μg/L")), ("备注", ("", ""))],
)  # fmt: skip
def test_a_column_of_a_wide_table_names_what_is_measured_and_its_unit(heading, found):
    assert parameter_and_unit(heading) == found


def test_what_norms_and_parameters_say_is_whole():
    for norm in norms().values():
        assert norm.source
        assert norm.matters
        assert norm.names["zh-hans"]
        for limit in norm.limits.values():
            assert limit.unit in parameters()[limit.parameter].units
            assert limit.advice["en"]
            assert limit.advice["zh-hans"]
            assert limit_text(limit)
    assert norms()["gb5749_2022_small"].limits["fluoride"].most == Decimal("1.2")
    assert norms()["gb5749_2022_small"].limits["arsenic"].most == Decimal("0.01")


def test_no_two_parameters_answer_to_one_name():
    names = [(name, one.key) for one in parameters().values()
             for name in {one.key, *one.names.values(), *one.also}]  # fmt: skip

    assert [(name, key) for name, key in names if parameter_named(name) != key] == []


@pytest.mark.parametrize(
    ("state", "days", "late"),
    [
        (SampleState.OUT, 7, None),
        (SampleState.OUT, 8, Late.TO_LAB),
        (SampleState.AT_LAB, 17, None),
        (SampleState.AT_LAB, 18, Late.RESULT),
        (SampleState.MEASURED, 27, None),
        (SampleState.MEASURED, 28, Late.TO_TELL),
        (SampleState.TOLD, 99, None),
        (SampleState.SPOILED, 99, None),
    ],
)
def test_what_waits_too_long_is_late(state, days, late):
    found = late_since(
        state, taken_on=DAY, received_on=DAY + timedelta(days=2), lab_days=15,
        measured_on=DAY + timedelta(days=20), today=DAY + timedelta(days=days),
    )  # fmt: skip

    assert (found and found[0]) == late
