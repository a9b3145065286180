"""Measure words agree with their number."""

import pytest
from django.utils import translation

from doorstep.kit.figures import Unit

ALIKE = {Unit.FEN, Unit.KILOWATT, Unit.KILOWATT_HOUR, Unit.TONNE}  # money, and signs of measures


@pytest.mark.parametrize("unit", sorted(set(Unit) - ALIKE))
def test_english_says_one_of_a_unit_in_the_singular(unit):
    with translation.override("en"):
        one, none, two = unit.word(1), unit.word(0), unit.word(2)

    assert (one, none, two) == (unit.value, f"{unit.value}s", f"{unit.value}s")


@pytest.mark.parametrize("unit", sorted(ALIKE))
def test_money_and_signs_of_measures_have_no_plural(unit):
    with translation.override("en"):
        assert {unit.word(count) for count in (0, 1, 2)} == {unit.value}


@pytest.mark.parametrize("unit", Unit)
def test_chinese_has_one_measure_word_of_its_own(unit):
    with translation.override("zh-hans"):
        words = {unit.word(count) for count in (0, 1, 2)}

    assert len(words) == 1
    assert words.isdisjoint({unit.value, f"{unit.value}s"})
