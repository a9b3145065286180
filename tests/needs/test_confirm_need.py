from datetime import timedelta

import pytest

from doorstep.needs.actions import close_need, confirm_need, raise_need
from doorstep.needs.actions.closing import ConfirmedAlready, DayBeforeClosing, NobodyToConfirm
from doorstep.needs.actions.guards import NeedStillOpen
from doorstep.needs.choices import StepKind
from doorstep.needs.models import Need
from tests.factories import DAY, make_need
from tests.needs.telling import story

NEXT = DAY + timedelta(days=1)


@pytest.fixture
def closed(cast, method):
    need = make_need(cast.a)
    close_need(need, outcome="done", by=cast.coordinator, on=NEXT)
    return need


@pytest.mark.parametrize(
    ("said", "step"), [(True, StepKind.CONFIRMED), (False, StepKind.NOT_CONFIRMED)]
)
def test_what_the_household_says_is_kept(cast, closed, said, step):
    confirm_need(closed, confirmed=said, by=cast.coordinator, on=NEXT)

    assert Need.objects.get(pk=closed.pk).confirmed is said
    assert story(closed) == [StepKind.RAISED, StepKind.CLOSED, step]


def test_a_no_may_become_a_yes(cast, closed):
    confirm_need(closed, confirmed=False, by=cast.coordinator, on=NEXT)

    confirm_need(closed, confirmed=True, by=cast.coordinator, on=NEXT)

    assert closed.confirmed is True


def test_a_yes_is_given_once(cast, closed):
    confirm_need(closed, confirmed=True, by=cast.coordinator, on=NEXT)

    with pytest.raises(ConfirmedAlready):
        confirm_need(closed, confirmed=True, by=cast.coordinator, on=NEXT)


def test_an_open_need_cannot_be_confirmed(cast, method):
    need = make_need(cast.a)

    with pytest.raises(NeedStillOpen):
        confirm_need(need, confirmed=True, by=cast.coordinator, on=NEXT)


def test_nothing_is_confirmed_before_it_was_closed(cast, closed):
    with pytest.raises(DayBeforeClosing):
        confirm_need(closed, confirmed=True, by=cast.coordinator, on=DAY)


def test_a_village_need_has_nobody_to_confirm_it(cast, method):
    need = raise_need(cast.caoba, kind="hazard", text="护栏", by=cast.coordinator, on=DAY)
    close_need(need, outcome="done", by=cast.coordinator, on=DAY)

    with pytest.raises(NobodyToConfirm):
        confirm_need(need, confirmed=True, by=cast.coordinator, on=DAY)
