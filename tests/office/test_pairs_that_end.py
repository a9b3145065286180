"""What a proposal says that ends is what ends when it is accepted."""

import pytest

from doorstep.office.pairing.reading import plan_against_today
from doorstep.pairing.actions import accept_pairing, propose_pairing
from doorstep.pairing.models import Pairing
from doorstep.people.actions import change_helper
from doorstep.register.actions import change_household
from tests.factories import make_household, pair


@pytest.fixture
def village(cast, method, today):
    """All that the planner proposed once runs."""
    cast.told = {"by": cast.coordinator, "on": today}
    for helper in (cast.tashi, cast.pema):
        change_helper(helper, most_households=9, **cast.told)
    accept_pairing(propose_pairing(cast.caoba, **cast.told), **cast.told)
    return cast


def ends(village, plan):
    """(what the page lists as ending, what ended once it was accepted)."""
    today = village.told["on"]
    listed = {one.pk for one in plan_against_today(plan, today).ending}
    before = set(Pairing.objects.live_on(today).values_list("pk", flat=True))
    accept_pairing(plan, **village.told)
    after = set(Pairing.objects.live_on(today).values_list("pk", flat=True))
    return listed, before - after


def test_the_pair_of_a_household_that_wants_nobody_any_more(village):
    change_household(village.a, helpers_wanted=0, **village.told)

    listed, ended = ends(village, propose_pairing(village.caoba, **village.told))

    assert listed == ended
    assert len(ended) == 1


def test_no_pair_of_a_household_that_came_since(village):
    plan = propose_pairing(village.caoba, **village.told)
    new = make_household(village.caoba, "A-009", head="曲珍", on=village.told["on"])
    pair(new, village.pema, on=village.told["on"])

    listed, ended = ends(village, plan)

    assert listed == ended == set()


def test_no_pair_that_a_person_named_since(village):
    change_household(village.a, helpers_wanted=2, **village.told)
    plan = propose_pairing(village.caoba, **village.told)
    plan.offers.filter(household=village.a, order=2).delete()
    change_household(village.a, helpers_wanted=1, **village.told)
    held = plan.offers.get(household=village.a).helper
    other = village.pema if held == village.tashi else village.tashi
    pair(village.a, other, on=village.told["on"])

    listed, ended = ends(village, plan)

    assert listed == ended
