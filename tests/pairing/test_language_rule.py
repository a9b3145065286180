"""A method that asks for a common language: a rule for the planner, and never against a person."""

import pytest

from doorstep.method.models import Version
from doorstep.pairing.queries import build_problem, helper_id_of, unserved_words
from doorstep.people.actions import change_helper
from tests.factories import pair
from tests.pairing.village import propose


@pytest.fixture
def strict(village):
    """Households speak Tibetan alone, Tashi Chinese; the method makes a common language a must."""
    on = {"by": village.coordinator, "on": village.day}
    change_helper(village.tashi, languages=["zh"], most_households=9, **on)
    change_helper(village.pema, languages=["bo"], most_households=9, **on)
    for version in Version.objects.all():
        version.weights |= {"language_required": 1}
        version.save(update_fields=["weights"])
    return village


def helpers_of(plan):
    return {offer.household.code: offer.helper.name for offer in plan.offers.all()}


def test_nobody_is_proposed_who_shares_no_language(strict):
    assert set(helpers_of(propose(strict)).values()) == {strict.pema.name}


def test_without_the_rule_the_nearest_may_come(strict):
    Version.objects.update(weights={})
    change_helper(strict.pema, home_lat=31.9, by=strict.coordinator, on=strict.day)

    assert helpers_of(propose(strict))["A-001"] == strict.tashi.name


def test_where_nobody_shares_it_the_place_stays_empty_by_the_rules(strict):
    change_helper(strict.pema, languages=["zh"], by=strict.coordinator, on=strict.day)

    plan = propose(strict)

    assert {row["why"] for row in plan.unserved} == {"rules"}
    assert helpers_of(plan) == {}
    assert str(unserved_words(plan.unserved[0]))


def test_whom_a_person_named_stays(strict):
    pair(strict.a, strict.tashi)

    problem = build_problem(strict.caoba, strict.day)

    row = problem.households[0]
    assert ([helper_id_of(key) for key in row.locked], row.must_share_language) == (
        [strict.tashi.pk], False,
    )  # fmt: skip
    assert helpers_of(propose(strict))["A-001"] == strict.tashi.name
