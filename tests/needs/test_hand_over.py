from datetime import timedelta

import pytest

from doorstep.needs.actions import close_need, hand_over
from doorstep.needs.actions.guards import HelperNotInTeam, NeedAlreadyClosed
from doorstep.needs.actions.working import OwnedAlready
from doorstep.needs.choices import StepKind
from doorstep.needs.models import Need, Step
from tests.factories import DAY, make_need
from tests.needs.telling import acts, live_access, story

NEXT = DAY + timedelta(days=1)


def test_a_need_handed_over_has_the_new_owner_and_the_step_names_them(cast, method):
    need = make_need(cast.a, owner=cast.tashi)

    hand_over(need, to=cast.pema, by=cast.coordinator, on=NEXT, text="扎西外出")

    step = Step.objects.get(need=need, kind=StepKind.HANDED_OVER)
    assert Need.objects.get(pk=need.pk).owner == cast.pema
    assert (step.to, step.text) == (cast.pema, "扎西外出")
    assert acts(need) == ["raise_need", "hand_over"]


def test_the_new_owner_sees_the_household_until_the_need_goes_on(cast, method):
    need = make_need(cast.a, owner=cast.tashi)

    hand_over(need, to=cast.pema, by=cast.coordinator, on=DAY)
    assert [row.helper for row in live_access(cast.a, "need", DAY)] == [cast.pema]

    hand_over(need, to=cast.tashi, by=cast.coordinator, on=NEXT)
    assert live_access(cast.a, "need", NEXT) == []


def test_an_owner_of_a_second_need_keeps_sight(cast, method):
    first, _second = make_need(cast.a, owner=cast.pema), make_need(cast.a, owner=cast.pema)

    hand_over(first, to=cast.tashi, by=cast.coordinator, on=NEXT)

    assert [row.helper for row in live_access(cast.a, "need", NEXT)] == [cast.pema]


def test_a_need_is_not_handed_to_its_owner(cast, method):
    need = make_need(cast.a, owner=cast.tashi)

    with pytest.raises(OwnedAlready):
        hand_over(need, to=cast.tashi, by=cast.coordinator, on=NEXT)


def test_a_need_stays_in_its_team(cast, method):
    need = make_need(cast.a, owner=cast.tashi)

    with pytest.raises(HelperNotInTeam):
        hand_over(need, to=cast.lhamo, by=cast.coordinator, on=NEXT)


def test_a_closed_need_is_not_handed_over(cast, method):
    need = make_need(cast.a, owner=cast.tashi)
    close_need(need, outcome="done", by=cast.coordinator, on=DAY)

    with pytest.raises(NeedAlreadyClosed):
        hand_over(need, to=cast.pema, by=cast.coordinator, on=NEXT)

    assert story(need) == [StepKind.RAISED, StepKind.CLOSED]
