from datetime import timedelta

import pytest

from doorstep.needs.actions import see_need
from doorstep.needs.actions.working import NotTheCoordinator
from doorstep.needs.choices import StepKind
from doorstep.needs.models import Need
from tests.factories import DAY, make_need
from tests.needs.telling import story


def test_the_coordinator_has_seen_an_urgent_need(cast, method):
    need = make_need(cast.a, urgency="urgent")

    see_need(need, by=cast.coordinator, on=DAY)

    assert Need.objects.get(pk=need.pk).seen_on == DAY
    assert story(need) == [StepKind.RAISED, StepKind.SEEN]


def test_seen_twice_stays_as_first_seen(cast, method):
    need = make_need(cast.a, urgency="urgent")
    see_need(need, by=cast.coordinator, on=DAY)

    see_need(need, by=cast.coordinator, on=DAY + timedelta(days=1))

    assert need.seen_on == DAY
    assert story(need) == [StepKind.RAISED, StepKind.SEEN]


@pytest.mark.parametrize("who", ["tashi_account", "other_coordinator", "second"])
def test_nobody_else_sees_it_in_the_coordinators_place(cast, method, who):
    need = make_need(cast.a, urgency="urgent")

    with pytest.raises(NotTheCoordinator):
        see_need(need, by=getattr(cast, who), on=DAY)
