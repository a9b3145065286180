"""What a plant saves, against what the page states and against sums by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstep.partners import actions, factors, rules
from doorstep.partners.actions.guards import PartnerTextMissing
from doorstep.partners.actions.plants import FactorsUnknown, MoreThanItCanMake, PlantThereAlready
from doorstep.partners.factors import factor_sets
from doorstep.partners.queries import plant_saves
from tests.factories import DAY


def state(partner, by, **fields):
    told = {
        "kind": "wind", "name": "风电场", "capacity_kw": 100_000, "yearly_kwh": 233_000_000,
        "factors": "partner_2023", "stated_on": DAY, "document": "规划说明",
    }  # fmt: skip
    return actions.state_plant(partner, by=by, on=DAY, **(told | fields))


def test_coal_and_co2_of_the_page_with_the_unrounded_value_beside(cast, partner):
    saves = plant_saves(state(partner, cast.town_account))

    assert (saves.coal.rounded, saves.coal.whole) == (73_100, 73_092)
    assert (saves.co2.rounded, saves.co2.whole) == (182_800, 182_789)
    assert saves.coal.low < saves.coal.exact < saves.coal.high
    assert (saves.factors.year, saves.factors.round_to) == (2023, 100)


def test_the_two_factors_agree_with_the_tonnes_of_co2_for_a_tonne_of_coal():
    stated = factor_sets()["partner_2023"]

    assert round(stated.co2.grams / stated.coal.grams, 3) == Decimal("2.501")


@given(st.integers(0, 10**12), st.sampled_from([1, 10, 100, 1_000]))
def test_rounding_goes_to_the_nearest_step_and_never_further(kilograms, step):
    tonnes = Decimal(kilograms) / 1000
    rounded = rules.rounded_to(tonnes, step)

    assert rounded % step == 0
    assert abs(rounded - tonnes) <= Decimal(step) / 2


@pytest.mark.parametrize(
    ("tonnes", "stated"),
    [("47.055", 47), ("117.675", 118), ("999.5", 1_000), ("1040", 1_000), ("73092.1", 73_100)],
)
def test_the_sources_rounding_leaves_no_small_plant_without_savings(tonnes, stated):
    assert rules.as_stated(Decimal(tonnes), 100) == stated


def test_a_plant_is_mended_and_its_savings_follow(cast, partner):
    plant = state(partner, cast.town_account, yearly_kwh=23_300_000)
    told = {"by": cast.town_account, "on": DAY}

    with pytest.raises(MoreThanItCanMake):
        actions.change_plant(plant, yearly_kwh=10**11, **told)
    with pytest.raises(PartnerTextMissing):
        actions.change_plant(plant, document=" ", **told)
    actions.change_plant(plant, yearly_kwh=233_000_000, **told)
    plant.refresh_from_db()

    assert plant_saves(plant).coal.rounded == 73_100


def test_a_step_of_nothing_is_refused():
    with pytest.raises(ValueError, match="rounds to nothing"):
        rules.rounded_to(Decimal(5), 0)


def test_a_factor_outside_its_own_range_stops_the_program(tmp_path, monkeypatch):
    wrong = factors.FILE.read_text("utf-8").replace('grams = "313.7"', 'grams = "3137"')
    path = tmp_path / "factors.toml"
    path.write_text(wrong, "utf-8")
    monkeypatch.setattr(factors, "FILE", path)

    with pytest.raises(ValueError, match="partner_2023: 3137 does not lie in its range"):
        factor_sets.__wrapped__()


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"yearly_kwh": 233_000_000_000}, MoreThanItCanMake),
        ({"factors": "made_up"}, FactorsUnknown),
        ({"document": ""}, PartnerTextMissing),
        ({}, PlantThereAlready),
    ],
)
def test_a_plant_that_cannot_be_is_refused(cast, partner, fields, error):
    state(partner, cast.town_account, name="风电场" if not fields else "水电站")

    with pytest.raises(error):
        state(partner, cast.town_account, **fields)

    assert partner.plants.count() == 1
