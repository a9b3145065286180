import pytest

from doorstep.needs.actions import add_served
from doorstep.needs.choices import StepKind
from doorstep.needs.queries import served_households
from doorstep.register import actions as register
from doorstep.register.actions.guards import HouseholdClosedAlready
from tests.factories import DAY, make_need
from tests.needs.telling import story


def serve(cast, need, *households):
    add_served(need, households, by=cast.coordinator, on=DAY)


def test_a_bridge_serves_further_households(cast, method):
    need = make_need(cast.a, kind="works", works_kind="bridge")

    serve(cast, need, cast.b, cast.c)

    assert list(served_households(need)) == [cast.a, cast.b, cast.c]
    assert story(need) == [StepKind.RAISED, StepKind.SERVED]


def test_a_household_is_named_once(cast, method):
    need = make_need(cast.a, kind="works")
    serve(cast, need, cast.b)

    serve(cast, need, cast.b, cast.a)

    assert list(need.served.all()) == [cast.b]
    assert story(need) == [StepKind.RAISED, StepKind.SERVED]


def test_a_household_that_left_is_not_served(cast, method):
    need = make_need(cast.a, kind="works")
    register.close_household(cast.b, because="moved", by=cast.coordinator, on=DAY)

    with pytest.raises(HouseholdClosedAlready):
        serve(cast, need, cast.b)
