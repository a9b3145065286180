"""What a proposal says that ends or begins does so when it is accepted."""

import pytest

from doorstep.office.pairing.reading import plan_against_today
from doorstep.pairing.actions import (
    accept_pairing,
    decline_pair,
    propose_pairing,
    take_off_register,
    take_off_team,
)
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


@pytest.mark.parametrize("since", ["named", "declined", "left", "closed"])
def test_what_holds_no_more_is_not_said_to_begin(village, since):
    new = make_household(village.caoba, "A-009", head="曲珍", on=village.told["on"])
    plan = propose_pairing(village.caoba, **village.told)
    offer = plan.offers.get(household=new)
    match since:
        case "named":
            other = village.pema if offer.helper == village.tashi else village.tashi
            pair(new, other, on=village.told["on"])
        case "declined":
            decline_pair(new, offer.helper, **village.told)
        case "left":
            take_off_team(offer.helper, **village.told)
        case "closed":
            take_off_register(new, because="moved", **village.told)

    listed = [line.offer for line in plan_against_today(plan, village.told["on"]).changing]
    accept_pairing(plan, **village.told)

    assert listed == []
    assert not Pairing.objects.filter(offer=offer).exists()
