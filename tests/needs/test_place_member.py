from datetime import timedelta

import pytest

from doorstep.needs.actions import end_placement, place_member
from doorstep.needs.actions.placements import (
    EmployerMissing,
    MemberNotThere,
    NeedIsNoJob,
    PlacedAlready,
    PlacementEndedAlready,
    PlacementEndsBeforeStart,
)
from doorstep.needs.choices import StepKind
from doorstep.needs.models import Placement
from doorstep.people.models import AuditEntry
from doorstep.register import actions as register
from doorstep.register.actions.guards import HouseholdClosedAlready
from tests.factories import DAY, make_need
from tests.needs.telling import story

LATER = DAY + timedelta(days=30)


@pytest.fixture
def worker(cast):
    return cast.a.members.get(name="旦增")


def place(cast, member, **fields):
    fields = {"employer": "电网施工队", "kind": "temporary", "start_on": DAY} | fields
    return place_member(member, by=cast.coordinator, on=DAY, **fields)


def test_a_placement_keeps_employer_kind_start_and_end(cast, worker):
    placement = place(cast, worker, end_on=LATER)

    kept = Placement.objects.get(pk=placement.pk)
    assert (kept.employer, kept.kind) == ("电网施工队", "temporary")
    assert (kept.start_on, kept.end_on, kept.household) == (DAY, LATER, cast.a)
    assert AuditEntry.objects.filter(act="place_member").count() == 1


def test_work_that_answers_a_need_stands_in_its_story(cast, method, worker):
    need = make_need(cast.a, kind="job", member=worker)

    placement = place(cast, worker, need=need)

    assert placement.need == need
    assert story(need) == [StepKind.RAISED, StepKind.PLACED]


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"employer": "  "}, EmployerMissing),
        ({"employer": "长" * 101}, EmployerMissing),
        ({"end_on": DAY - timedelta(days=1)}, PlacementEndsBeforeStart),
    ],
)
def test_bad_input_is_refused_and_nothing_is_written(cast, worker, fields, error):
    with pytest.raises(error):
        place(cast, worker, **fields)

    assert Placement.objects.count() == 0


def test_a_double_click_places_once(cast, worker):
    place(cast, worker)

    with pytest.raises(PlacedAlready):
        place(cast, worker)


def test_work_answers_a_job_of_the_same_household(cast, method, worker):
    for need in (make_need(cast.a, kind="care"), make_need(cast.b, kind="job")):
        with pytest.raises(NeedIsNoJob):
            place(cast, worker, need=need)


def test_somebody_who_left_the_household_is_not_placed(cast, worker):
    register.end_member(worker, by=cast.coordinator, on=DAY)

    with pytest.raises(MemberNotThere):
        place(cast, worker)


def test_a_household_that_left_has_nobody_to_place(cast, worker):
    register.close_household(cast.a, because="moved", by=cast.coordinator, on=DAY)

    with pytest.raises(HouseholdClosedAlready):
        place(cast, worker)


def test_ending_a_placement_keeps_its_day(cast, worker):
    placement = place(cast, worker)

    end_placement(placement, by=cast.coordinator, on=LATER)

    assert Placement.objects.get(pk=placement.pk).end_on == LATER


def test_a_placement_ends_once_and_not_before_it_starts(cast, worker):
    placement = place(cast, worker)
    with pytest.raises(PlacementEndsBeforeStart):
        end_placement(placement, by=cast.coordinator, on=DAY - timedelta(days=1))

    end_placement(placement, by=cast.coordinator, on=DAY)

    with pytest.raises(PlacementEndedAlready):
        end_placement(placement, by=cast.coordinator, on=LATER)


def test_a_planned_end_can_come_earlier(cast, worker):
    placement = place(cast, worker, end_on=LATER)

    end_placement(placement, by=cast.coordinator, on=DAY + timedelta(days=3))

    assert placement.end_on == DAY + timedelta(days=3)
