from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from doorstep.kit.errors import NotVisible
from doorstep.needs.actions import (
    close_need,
    confirm_need,
    escalate_need,
    place_member,
    raise_need,
    record_errand,
    reopen_need,
    see_need,
)
from doorstep.needs.choices import DeadlineState
from doorstep.needs.models import Need
from doorstep.needs.queries import (
    count_sealed,
    get_need_for,
    get_placement_for,
    need_rows,
    needs_for,
    needs_of,
    steps_of,
    unconfirmed,
    urgent_unseen,
)
from doorstep.people.queries import scope_of
from tests.factories import DAY, make_need

NEXT = DAY + timedelta(days=1)


def of_village(cast, place, **fields):
    fields = {"kind": "hazard", "text": "护栏松了", "by": cast.coordinator, "on": DAY} | fields
    return raise_need(place, **fields)


def seen(account, on=DAY):
    return set(needs_for(account, on))


def test_each_sees_the_needs_of_their_own_households_and_villages(cast, method):
    a, c, d = make_need(cast.a), make_need(cast.c), make_need(cast.d)
    village, other = of_village(cast, cast.caoba), of_village(cast, cast.xiagou)

    assert seen(cast.tashi_account) == {a, village}
    assert seen(cast.coordinator) == {a, c, village}
    assert seen(cast.second) == {village}
    assert seen(cast.other_coordinator) == {d, other}
    assert seen(cast.town_account) == seen(cast.auditor) == set()


def test_the_town_sees_an_escalated_need_and_no_other_of_that_household(cast, method):
    escalated, _other = make_need(cast.a), make_need(cast.a, kind="mediation")
    escalate_need(escalated, text="请受理", by=cast.coordinator, on=DAY)
    assert seen(cast.town_account) == {escalated}

    close_need(escalated, outcome="done", by=cast.coordinator, on=NEXT)

    assert seen(cast.town_account, NEXT) == set()


def test_the_town_sees_an_escalated_need_of_a_village(cast, method):
    need = of_village(cast, cast.caoba)

    escalate_need(need, text="请派人看", by=cast.coordinator, on=DAY)

    assert seen(cast.town_account) == {need}


def test_a_sealed_need_comes_out_for_nobody_and_is_a_count_alone(cast, method):
    need = make_need(cast.a, kind="care", urgency="urgent", sealed=True)
    scope = scope_of(cast.caoba)

    assert seen(cast.coordinator) == seen(cast.tashi_account) == set()
    assert list(urgent_unseen(scope, DAY)) == []
    assert (count_sealed(scope, DAY), count_sealed(scope_of(cast.xiagou), DAY)) == (1, 0)
    with pytest.raises(NotVisible):
        get_need_for(cast.coordinator, need.pk, DAY)


def test_a_need_of_another_helpers_household_is_not_found(cast, method):
    need = make_need(cast.c)

    assert get_need_for(cast.coordinator, need.pk, DAY) == need
    with pytest.raises(NotVisible):
        get_need_for(cast.tashi_account, need.pk, DAY)


def test_an_owner_outside_the_pair_finds_the_need(cast, method):
    need = make_need(cast.c, owner=cast.tashi)

    assert get_need_for(cast.tashi_account, need.pk, DAY) == need


def test_a_placement_is_found_by_those_who_see_the_household(cast):
    member = cast.c.members.get()
    placement = place_member(
        member, employer="施工队", kind="temporary", start_on=DAY, by=cast.coordinator, on=DAY
    )

    assert get_placement_for(cast.coordinator, placement.pk, DAY) == placement
    with pytest.raises(NotVisible):
        get_placement_for(cast.tashi_account, placement.pk, DAY)


def test_a_households_needs_come_open_first_then_the_latest_closed(cast, method):
    first, second, third = (make_need(cast.a, text=text) for text in ("一", "二", "三"))
    close_need(first, outcome="done", by=cast.coordinator, on=DAY)
    close_need(second, outcome="done", by=cast.coordinator, on=NEXT)

    assert list(needs_of(cast.coordinator, cast.a, NEXT)) == [third, second, first]


def test_open_on_a_day_is_recomputed_for_days_past(cast, method):
    need, days = make_need(cast.a), [DAY + timedelta(days=n) for n in range(6)]
    close_need(need, outcome="done", by=cast.coordinator, on=days[1])
    reopen_need(need, text="又坏了", by=cast.coordinator, on=days[3])
    close_need(need, outcome="done", by=cast.coordinator, on=days[4])
    reopen_need(need, text="又坏了", by=cast.coordinator, on=days[4])

    assert [Need.objects.open_on(day).exists() for day in days] == [
        True, False, False, True, True, True,
    ]  # fmt: skip
    assert not Need.objects.open_on(DAY - timedelta(days=1)).exists()


def test_overdue_is_open_past_the_deadline(cast, method):
    need = make_need(cast.a)
    late = need.deadline_on + timedelta(days=1)

    assert list(Need.objects.overdue_on(need.deadline_on)) == []
    assert list(Need.objects.overdue_on(late)) == [need]

    close_need(need, outcome="done", by=cast.coordinator, on=late)
    assert list(Need.objects.overdue_on(late)) == []


def test_an_urgent_need_waits_until_the_coordinator_has_seen_it(cast, method):
    scope, need = scope_of(cast.caoba), make_need(cast.a, urgency="urgent")
    make_need(cast.b)
    assert list(urgent_unseen(scope, DAY)) == [need]

    see_need(need, by=cast.coordinator, on=NEXT)

    assert list(urgent_unseen(scope, DAY)) == [need]
    assert list(urgent_unseen(scope, NEXT)) == []


def test_a_closed_need_waits_for_the_households_word_but_an_errand_does_not(cast, method):
    need, withdrawn = make_need(cast.a), make_need(cast.a, text="不用了")
    record_errand(cast.a, owner=cast.tashi, visit_id=None, by=cast.coordinator, on=DAY)
    close_need(need, outcome="done", by=cast.coordinator, on=DAY)
    close_need(withdrawn, outcome="withdrawn", by=cast.coordinator, on=DAY)
    assert list(unconfirmed(Need.objects.all(), DAY)) == [need]

    confirm_need(need, confirmed=False, by=cast.coordinator, on=DAY)

    assert list(unconfirmed(Need.objects.all(), DAY)) == []


def test_a_line_of_a_list_says_how_the_need_stands(cast, method):
    need = make_need(cast.a, owner=cast.tashi)

    (row,) = need_rows(Need.objects.all(), need.deadline_on + timedelta(days=3))

    assert (row.household_code, row.head_name, row.owner_name) == ("A-001", "央金", "扎西")
    assert (row.days_overdue, row.deadline, row.is_open) == (3, DeadlineState.OVERDUE, True)


def test_a_closed_line_is_not_overdue(cast, method):
    need = make_need(cast.a)
    close_need(need, outcome="done", by=cast.coordinator, on=DAY)

    (row,) = need_rows(Need.objects.all(), need.deadline_on + timedelta(days=3))

    assert (row.days_overdue, row.deadline, row.is_open, row.outcome) == (0, None, False, "done")


def test_lists_take_as_many_queries_for_three_needs_as_for_one(cast, method):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as taken:
            need_rows(needs_for(cast.coordinator, DAY), DAY)
            for step in steps_of(first):
                str(step.by)
            for need in needs_of(cast.coordinator, cast.a, DAY):
                str(need.owner)
        return len(taken)

    first = make_need(cast.a, owner=cast.tashi)
    for_one = queries()
    make_need(cast.a, owner=cast.pema)
    make_need(cast.b, owner=cast.tashi)

    assert queries() == for_one
