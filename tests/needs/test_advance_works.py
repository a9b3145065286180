from datetime import timedelta

import pytest

from doorstep.needs.actions import advance_works, close_need
from doorstep.needs.actions.guards import DayBeforeRaising, NeedAlreadyClosed
from doorstep.needs.actions.works import (
    InspectorMissing,
    NeedAsksForNoWorks,
    WorksAcceptedAlready,
    WorksDayTooEarly,
    WorksStateSkipped,
)
from doorstep.needs.choices import StepKind
from doorstep.needs.models import Works
from tests.factories import DAY, make_need
from tests.needs.telling import acts, story


@pytest.fixture
def bridge(cast, method):
    return make_need(cast.a, kind="works", works_kind="bridge", text="请求架一座简易桥")


def advance(cast, need, state, days=0, **fields):
    on = DAY + timedelta(days=days)
    advance_works(need, state=state, by=cast.coordinator, on=on, **fields)


def test_works_go_from_request_to_acceptance_one_by_one(cast, bridge):
    advance(cast, bridge, "approved", 2)
    advance(cast, bridge, "built", 20)
    advance(cast, bridge, "accepted", 30, accepted_by=" 镇项目办 ")

    works = Works.objects.get(need=bridge)
    assert (works.state, works.accepted_by) == ("accepted", "镇项目办")
    assert [(day - DAY).days for day in (works.approved_on, works.built_on, works.accepted_on)] == [
        2,
        20,
        30,
    ]
    assert story(bridge)[1:] == [StepKind.APPROVED, StepKind.BUILT, StepKind.ACCEPTED]
    assert acts(bridge)[1:] == ["advance_works"] * 3


@pytest.mark.parametrize(
    ("reached", "wanted"),
    [
        ([], "built"),
        ([], "accepted"),
        ([], "requested"),
        (["approved"], "approved"),
        (["approved"], "accepted"),
        (["approved", "built"], "approved"),
    ],
)
def test_no_state_is_skipped_or_taken_back(cast, bridge, reached, wanted):
    for state in reached:
        advance(cast, bridge, state)

    with pytest.raises(WorksStateSkipped):
        advance(cast, bridge, wanted, accepted_by="镇项目办")

    assert Works.objects.get(need=bridge).state == ([*reached] or ["requested"])[-1]


def test_nothing_follows_acceptance(cast, bridge):
    for state in ("approved", "built", "accepted"):
        advance(cast, bridge, state, accepted_by="镇项目办")

    with pytest.raises(WorksAcceptedAlready):
        advance(cast, bridge, "accepted", accepted_by="镇项目办")


def test_acceptance_names_who_inspected(cast, bridge):
    advance(cast, bridge, "approved")
    advance(cast, bridge, "built")

    for who in ("", "长" * 101):
        with pytest.raises(InspectorMissing):
            advance(cast, bridge, "accepted", accepted_by=who)


def test_a_state_is_not_earlier_than_the_one_before(cast, bridge):
    advance(cast, bridge, "approved", 5)

    with pytest.raises(WorksDayTooEarly):
        advance(cast, bridge, "built", 4)


def test_works_are_not_approved_before_they_were_asked_for(cast, bridge):
    with pytest.raises(DayBeforeRaising):
        advance(cast, bridge, "approved", -1)


def test_works_of_a_closed_need_stand_still(cast, bridge):
    close_need(bridge, outcome="withdrawn", by=cast.coordinator, on=DAY)

    with pytest.raises(NeedAlreadyClosed):
        advance(cast, bridge, "approved")


def test_another_need_has_no_works(cast, method):
    with pytest.raises(NeedAsksForNoWorks):
        advance(cast, make_need(cast.a), "approved")
