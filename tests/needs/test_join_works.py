"""Several households ask for the same works; those served say whether they are there."""

from datetime import timedelta

import pytest

from doorstep.jobs.queries import joinable
from doorstep.needs.actions import (
    add_served,
    advance_works,
    close_need,
    confirm_need,
    confirm_served,
    join_works,
)
from doorstep.needs.actions.guards import NeedAlreadyClosed
from doorstep.needs.actions.joining import (
    NotServedByThese,
    ServedSaidAlready,
    WorksBegunAlready,
    WorksNotYetAccepted,
    WorksOfAnotherKind,
    WorksOverAlready,
)
from doorstep.needs.actions.works import NeedAsksForNoWorks, WorksGoWithAnother
from doorstep.needs.models import Served, Works
from tests.factories import DAY, make_household, make_need
from tests.needs.telling import acts


@pytest.fixture
def bridges(cast, method):
    """Asked for by a, by b and by c, who each named somebody else."""
    return [
        make_need(household, kind="works", works_kind="bridge", text="架桥")
        for household in (cast.a, cast.b, cast.c)
    ]


def join(cast, need, into):
    join_works(need, into, by=cast.coordinator, on=DAY)


def build(cast, need, until="accepted"):
    for days, state in enumerate(("approved", "built", "accepted"), start=1):
        on = DAY + timedelta(days=days)
        advance_works(need, state=state, accepted_by="镇项目办", by=cast.coordinator, on=on)
        if state == until:
            return


def test_joined_requests_are_one_works_that_serve_all_who_asked(cast, bridges):
    first, second, third = bridges
    join(cast, second, first)
    join(cast, third, second)  # leads to the one that was asked for first

    assert {one.household for one in Served.objects.filter(need=first)} == {cast.b, cast.c}
    assert {one.need for one in Works.objects.filter(joined=first.works)} == {second, third}
    assert acts(second)[-1] == "join_works"


def test_a_joined_request_comes_along_and_ends_for_itself(cast, bridges):
    first, second, third = bridges
    join(cast, second, first)
    with pytest.raises(WorksGoWithAnother):
        build(cast, second)

    build(cast, first)

    joined, alone = Works.objects.get(need=second), Works.objects.get(need=third)
    assert (joined.state, joined.accepted_by) == ("accepted", "镇项目办")
    assert (joined.accepted_on, alone.state) == (DAY + timedelta(days=3), "requested")
    later = DAY + timedelta(days=4)
    close_need(second, outcome="done", by=cast.coordinator, on=later)
    confirm_need(second, confirmed=True, by=cast.coordinator, on=later)
    first.refresh_from_db()
    assert (first.state, second.confirmed) == ("open", True)


def test_a_request_that_joins_late_stands_where_the_works_stand(cast, bridges):
    first, second, _ = bridges
    build(cast, first, until="built")

    join(cast, second, first)

    assert Works.objects.get(need=second).state == "built"


def test_what_is_withdrawn_stays_as_it_was(cast, bridges):
    first, second, _ = bridges
    join(cast, second, first)
    close_need(second, outcome="withdrawn", by=cast.coordinator, on=DAY)

    build(cast, first)

    assert Works.objects.get(need=second).state == "requested"


def test_only_the_same_works_are_joined(cast, bridges):
    first, second, _ = bridges
    road = make_need(cast.b, kind="works", works_kind="road", text="修路")
    elsewhere = make_need(cast.d, kind="works", works_kind="bridge", text="架桥")

    for need in (road, elsewhere, first):
        with pytest.raises(WorksOfAnotherKind):
            join(cast, need, first)
    with pytest.raises(NeedAsksForNoWorks):
        join(cast, make_need(cast.b, kind="care"), first)
    build(cast, second, until="approved")
    with pytest.raises(WorksBegunAlready):
        join(cast, second, first)
    close_need(first, outcome="withdrawn", by=cast.coordinator, on=DAY)
    with pytest.raises(NeedAlreadyClosed):
        join(cast, bridges[2], first)
    assert not Works.objects.exclude(joined=None).exists()


def test_a_request_joins_once(cast, bridges):
    first, second, third = bridges
    join(cast, second, first)

    with pytest.raises(WorksBegunAlready):
        join(cast, second, third)


def test_the_households_served_say_so_after_acceptance(cast, bridges):
    first = bridges[0]
    add_served(first, [cast.b], by=cast.coordinator, on=DAY)
    told = {"by": cast.coordinator, "on": DAY + timedelta(days=5)}
    with pytest.raises(WorksNotYetAccepted):
        confirm_served(first, cast.b, confirmed=True, **told)
    build(cast, first)

    confirm_served(first, cast.b, confirmed=False, **told)
    confirm_served(first, cast.b, confirmed=True, **told)

    row = Served.objects.get(need=first)
    assert (row.confirmed, row.confirmed_on) == (True, told["on"])
    with pytest.raises(ServedSaidAlready):
        confirm_served(first, cast.b, confirmed=False, **told)
    with pytest.raises(NotServedByThese):
        confirm_served(first, cast.c, confirmed=True, **told)


def test_where_the_first_is_withdrawn_the_next_takes_its_place(cast, bridges):
    first, second, third = bridges
    join(cast, second, first)
    join(cast, third, first)
    served = make_household(cast.caoba, "A-009")
    add_served(first, [served], by=cast.coordinator, on=DAY)
    build(cast, first, until="approved")

    close_need(first, outcome="withdrawn", by=cast.coordinator, on=DAY + timedelta(days=2))

    heir, other = sorted((second, third), key=lambda need: need.pk)
    states = {one.need: (one.state, one.joined) for one in Works.objects.exclude(need=first)}
    works = Works.objects.get(need=heir)
    assert states == {heir: ("approved", None), other: ("approved", works)}
    now_served = {one.household for one in Served.objects.filter(need=heir)}
    assert now_served == {other.household, served}
    on = DAY + timedelta(days=3)
    advance_works(heir, state="built", by=cast.coordinator, on=on)
    assert Works.objects.get(need=other).built_on == on


def test_where_the_works_are_there_who_goes_with_them_stays_with_them(cast, bridges):
    first, second, _ = bridges
    join(cast, second, first)
    build(cast, first)

    close_need(first, outcome="done", by=cast.coordinator, on=DAY + timedelta(days=4))

    assert Works.objects.get(need=second).joined == first.works


def test_what_is_asked_for_after_acceptance_are_other_works(cast, bridges):
    first, second, third = bridges
    build(cast, first)

    assert [one.need for one in joinable(cast.coordinator, second.works, DAY)] == [third]
    with pytest.raises(WorksOverAlready):
        join_works(second, first, by=cast.coordinator, on=DAY + timedelta(days=4))
