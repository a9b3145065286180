from datetime import timedelta
from uuid import uuid4

import pytest

from doorstep.kit.periods import Period
from doorstep.needs.actions import (
    add_served,
    advance_works,
    close_need,
    place_member,
    record_errand,
    reopen_need,
)
from doorstep.needs.figures import FIGURES
from doorstep.people.queries import scope_of
from tests.factories import DAY, make_need

FIGURE = {figure.key: figure for figure in FIGURES}


def day(number):
    return DAY + timedelta(days=number)


def rows(cast, key, first=0, last=30, place=None):
    found = FIGURE[key].rows(scope_of(place or cast.caoba), Period(day(first), day(last)))
    return set(found)


def count(cast, key, first=0, last=30, place=None):
    return len(rows(cast, key, first, last, place))


def close(cast, need, number, outcome="done"):
    told = {"is_relative": False} if outcome == "agreed" else {}
    close_need(need, outcome=outcome, by=cast.coordinator, on=day(number), **told)


def test_a_stock_is_as_of_the_last_day_whatever_came_later(cast, method):
    need = make_need(cast.a)
    close(cast, need, 5)
    reopen_need(need, text="又坏了", by=cast.coordinator, on=day(8))

    assert [count(cast, "needs_open", 0, last) for last in (0, 4, 5, 7, 8, 30)] == [
        1, 1, 0, 0, 1, 1,
    ]  # fmt: skip


def test_overdue_on_a_past_day_does_not_change_by_closing_later(cast, method):
    need = make_need(cast.a)
    late = (need.deadline_on - DAY).days + 1
    assert count(cast, "needs_overdue", 0, late) == 1

    close(cast, need, late + 1)

    assert count(cast, "needs_overdue", 0, late) == 1
    assert count(cast, "needs_overdue", 0, late + 1) == 0


def test_what_was_closed_in_a_week_stays_closed_in_that_week(cast, method):
    need = make_need(cast.a)
    close(cast, need, 5)
    reopen_need(need, text="又坏了", by=cast.coordinator, on=day(8))
    close(cast, need, 12)

    assert count(cast, "needs_closed", 0, 6) == 1
    assert count(cast, "needs_closed", 7, 11) == 0
    assert count(cast, "needs_closed", 7, 13) == 1
    assert count(cast, "needs_closed", 0, 13) == 1  # one need, counted once


def test_needs_are_counted_where_they_are_and_when_raised(cast, method):
    make_need(cast.a, urgency="urgent")
    make_need(cast.d, on=day(9))

    assert count(cast, "needs_raised", 0, 6) == 1
    assert count(cast, "needs_raised", 0, 6, cast.xiagou) == 0
    assert count(cast, "needs_raised", 7, 13, cast.xiagou) == 1
    assert count(cast, "needs_raised", 0, 13, cast.town) == 2
    assert count(cast, "needs_urgent", 0, 13, cast.town) == 1


def test_hazards_found_and_put_right_are_two_counts(cast, method):
    fixed, passed_on, _open = (make_need(cast.a, kind="hazard") for _ in range(3))
    close(cast, fixed, 3)
    close(cast, passed_on, 3, "passed_on")

    assert rows(cast, "hazards_closed") == {fixed}
    assert count(cast, "hazards_found") == 3


def test_a_dispute_counts_as_mediated_once_it_is_agreed(cast, method):
    agreed, withdrawn = (make_need(cast.a, kind="mediation") for _ in range(2))
    close(cast, agreed, 3, "agreed")
    close(cast, withdrawn, 3, "withdrawn")

    assert rows(cast, "disputes_mediated") == {agreed}


def test_errands_count_when_done_on_the_spot_or_later(cast, method):
    spot = record_errand(cast.a, owner=cast.tashi, visit_id=None, by=cast.coordinator, on=DAY)
    later, _open = make_need(cast.a, kind="errand"), make_need(cast.b, kind="errand")
    close(cast, later, 3)

    assert rows(cast, "errands_done") == {spot, later}
    assert rows(cast, "errands_done", 1, 30) == {later}


def test_an_errand_that_a_wrong_tick_recorded_counts_nowhere_once_taken_back(cast, method):
    visit_id = uuid4()
    errand = record_errand(cast.a, owner=cast.tashi, visit_id=visit_id, by=cast.coordinator, on=DAY)
    wish = make_need(cast.b, kind="errand")
    assert (count(cast, "needs_raised"), count(cast, "needs_closed")) == (2, 1)

    reopen_need(errand, text="勾错了", by=cast.coordinator, on=DAY)
    close(cast, errand, 0, outcome="withdrawn")
    close(cast, wish, 0, outcome="withdrawn")

    assert (rows(cast, "needs_raised"), rows(cast, "needs_closed")) == ({wish}, {wish})


def test_a_person_in_temporary_work_counts_once(cast):
    def place(member, employer, number, kind="temporary"):
        return place_member(
            member, employer=employer, kind=kind, start_on=day(number), by=cast.coordinator, on=DAY
        )

    adult, head = cast.a.members.get(name="旦增"), cast.b.members.get()
    first, second = place(adult, "电网", 1), place(adult, "步道", 9)
    other = place(head, "电网", 1)
    place(head, "牧场", 1, kind="lasting")

    assert rows(cast, "temporary_jobs") == {first, other}
    assert rows(cast, "temporary_jobs", 5, 30) == {second}


def test_a_bridge_serves_its_households_once_it_is_accepted(cast, method):
    need = make_need(cast.a, kind="works", works_kind="bridge")
    add_served(need, [cast.b, cast.c], by=cast.coordinator, on=DAY)
    for number, state in enumerate(("approved", "built"), 1):
        advance_works(need, state=state, by=cast.coordinator, on=day(number))
    assert rows(cast, "bridge.households") == set()

    advance_works(need, state="accepted", accepted_by="镇", by=cast.coordinator, on=day(9))

    assert rows(cast, "bridge.households") == {cast.a, cast.b, cast.c}
    assert rows(cast, "bridge.households", 0, 8) == set()


@pytest.mark.parametrize("key", list(FIGURE))
def test_a_sealed_need_is_in_no_figure(cast, method, key):
    kinds = ("hazard", "errand", "works")
    for kind in kinds:
        make_need(cast.a, kind=kind, urgency="urgent", sealed=True)
    for need in (make_need(cast.a, kind=kind, sealed=True) for kind in ("hazard", "errand")):
        close(cast, need, 1)
    agreed = make_need(cast.a, kind="mediation", sealed=True)
    close(cast, agreed, 1, "agreed")
    job, head = make_need(cast.a, kind="job", sealed=True), cast.a.members.get(relation="head")
    known = {"employer": "电网", "kind": "temporary", "start_on": DAY, "need": job}
    place_member(head, by=cast.coordinator, on=DAY, **known)
    bridge = make_need(cast.a, kind="works", works_kind="bridge", sealed=True)
    for state in ("approved", "built", "accepted"):
        advance_works(bridge, state=state, accepted_by="镇", by=cast.coordinator, on=DAY)

    assert rows(cast, key, 0, 90) == set()


def test_every_row_has_a_label_without_a_name_or_the_needs_words(cast, method):
    need = make_need(cast.a, kind="hazard", text="央金家烟道松动")

    label = FIGURE["needs_open"].label(need)

    assert label.split(" · ")[::2] == ["A-001", str(DAY)]
    assert "央金" not in label
