from datetime import timedelta

import pytest

from doorstep.needs.actions import close_need, escalate_need, reopen_need
from doorstep.needs.actions.guards import NeedAlreadyClosed, TextMissing
from doorstep.needs.actions.working import EscalatedAlready, NoTownAbove, SealedNeedStays
from doorstep.needs.choices import StepKind
from doorstep.register.queries import households_for
from tests.factories import DAY, adopt_method, make_household, make_need, make_place
from tests.needs.telling import live_access, story

NEXT = DAY + timedelta(days=1)


def escalate(cast, need, *, text="请镇里受理", on=DAY):
    escalate_need(need, text=text, by=cast.coordinator, on=on)


def test_the_town_sees_the_household_while_a_need_lies_with_it(cast, method):
    need = make_need(cast.a)

    escalate(cast, need)

    assert story(need) == [StepKind.RAISED, StepKind.ESCALATED]
    assert list(households_for(cast.town_account, DAY)) == [cast.a]


def test_the_towns_sight_ends_when_the_need_closes(cast, method):
    need = make_need(cast.a)
    escalate(cast, need)

    close_need(need, outcome="done", by=cast.coordinator, on=NEXT)

    assert list(households_for(cast.town_account, NEXT)) == []


def test_the_towns_sight_stays_while_another_need_lies_with_it(cast, method):
    first, second = make_need(cast.a), make_need(cast.a, kind="job")
    escalate(cast, first)
    escalate(cast, second)

    close_need(first, outcome="done", by=cast.coordinator, on=NEXT)

    assert len(live_access(cast.a, "escalation", NEXT)) == 1


def test_a_reopened_need_lies_with_the_village_until_escalated_again(cast, method):
    need = make_need(cast.a)
    escalate(cast, need)
    close_need(need, outcome="done", by=cast.coordinator, on=NEXT)
    reopen_need(need, text="还没办完", by=cast.coordinator, on=NEXT)
    assert live_access(cast.a, "escalation", NEXT) == []

    escalate(cast, need, on=NEXT)

    assert len(live_access(cast.a, "escalation", NEXT)) == 1


def test_a_need_is_escalated_once(cast, method):
    need = make_need(cast.a)
    escalate(cast, need)

    with pytest.raises(EscalatedAlready):
        escalate(cast, need)


def test_the_town_is_told_why(cast, method):
    with pytest.raises(TextMissing):
        escalate(cast, make_need(cast.a), text=" ")


def test_a_closed_need_is_not_escalated(cast, method):
    need = make_need(cast.a)
    close_need(need, outcome="done", by=cast.coordinator, on=DAY)

    with pytest.raises(NeedAlreadyClosed):
        escalate(cast, need)


def test_a_sealed_need_is_not_shown_to_the_town(cast, method):
    with pytest.raises(SealedNeedStays):
        escalate(cast, make_need(cast.a, sealed=True))


def test_a_village_without_a_town_cannot_escalate(cast, method):
    alone = make_place("alone")
    adopt_method(alone)
    need = make_need(make_household(alone, "L-1"))

    with pytest.raises(NoTownAbove):
        escalate(cast, need)
