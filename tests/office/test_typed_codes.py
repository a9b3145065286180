"""A household by a typed code: the one written so, never another that looks alike."""

import pytest

from doorstep.office.households.codes import NoSuchHousehold, household_of_code
from doorstep.register.actions import add_household
from doorstep.register.actions.households import HouseholdCodeTaken
from doorstep.register.models import Household
from tests.factories import DAY, make_household


@pytest.fixture
def named(cast):
    return lambda text: household_of_code(text, cast.coordinator, cast.caoba, DAY)


def test_of_two_codes_that_differ_in_case_each_names_its_own(cast, named):
    small, large = (make_household(cast.caoba, code) for code in ("k-1", "K-1"))

    assert [named(text) for text in ("k-1", "K-1", " Ｋ－１ ", "ｋ－１")] == [
        small, large, large, small,
    ]  # fmt: skip


def test_where_two_could_be_meant_neither_is_taken(cast, named):
    for code in ("Ka-1", "kA-1"):
        make_household(cast.caoba, code)

    with pytest.raises(NoSuchHousehold):
        named("KA-1")


def test_one_that_was_kept_in_wide_letters_is_found_as_it_is_written(cast, named):
    made = make_household(cast.caoba, "W-1")
    Household.objects.filter(pk=made.pk).update(code="Ｗ－１")

    assert named("Ｗ－１") == made


def test_a_code_is_registered_as_an_import_of_the_ledger_reads_it(cast, named):
    told = {"head": "白玛", "by": cast.coordinator, "on": DAY}

    made = add_household(cast.caoba, code=" ３组（东）－ 7", **told)

    assert made.code == "3组(东)-7"
    assert named("３组（东）－7") == made
    with pytest.raises(HouseholdCodeTaken):
        add_household(cast.caoba, code="3组(东)-7", **told)
