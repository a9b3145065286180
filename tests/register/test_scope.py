"""Who sees which household: one row scope, and nothing around it."""

from datetime import date

import pytest

from doorstep.kit.errors import NotVisible
from doorstep.people.choices import Duty, Role
from doorstep.people.models import Account
from doorstep.people.queries import keep_reach
from doorstep.register.actions import close_household, end_access, grant_access
from doorstep.register.queries import get_household_for, households_for, search_households
from tests.factories import DAY, make_member

LATER = date(2026, 4, 1)


def codes(account, on=DAY):
    return sorted(households_for(account, on).values_list("code", flat=True))


def test_each_sees_what_the_work_needs(cast):
    assert codes(cast.coordinator) == ["A-001", "A-002", "A-003"]
    assert codes(cast.other_coordinator) == ["X-001", "X-002"]
    assert codes(cast.tashi_account) == ["A-001", "A-002"]
    assert codes(cast.second) == []
    assert codes(cast.town_account) == []
    assert codes(cast.auditor) == []


def test_nothing_is_seen_before_a_role_or_an_access_began(cast):
    yesterday = date(2026, 3, 1)

    assert codes(cast.coordinator, yesterday) == []
    assert codes(cast.tashi_account, yesterday) == []


def test_an_ended_access_shows_the_household_no_more(cast):
    access = cast.a.access.get()

    end_access(access, by=cast.coordinator, on=LATER)

    assert codes(cast.tashi_account, date(2026, 3, 31)) == ["A-001", "A-002"]
    assert codes(cast.tashi_account, LATER) == ["A-002"]


def test_an_escalated_need_opens_the_household_to_the_town_above_it(cast):
    grant_access(cast.d, via="escalation", role=Role.TOWN, from_on=DAY, by=cast.other_coordinator)

    assert codes(cast.town_account) == ["X-001"]
    assert codes(cast.coordinator) == ["A-001", "A-002", "A-003"]


def test_an_open_proposal_shows_the_household_to_those_who_decide_there(cast):
    for household in (cast.b, cast.d):
        grant_access(
            household,
            via="proposal",
            duty=Duty.DECIDES_CATEGORIES,
            from_on=DAY,
            by=cast.coordinator,
        )

    assert codes(cast.second) == ["A-002"]


def test_a_grant_to_an_account_shows_that_household_alone(cast):
    grant_access(cast.e, via="sealed", account=cast.second, from_on=DAY, by=cast.coordinator)

    assert codes(cast.second) == ["X-002"]


def test_what_one_may_not_see_is_not_found(cast):
    assert get_household_for(cast.tashi_account, cast.a.pk, DAY) == cast.a
    for account, household in (
        (cast.tashi_account, cast.c),
        (cast.coordinator, cast.d),
        (cast.town_account, cast.a),
    ):
        with pytest.raises(NotVisible):
            get_household_for(account, household.pk, DAY)


def test_search_stays_inside_the_scope(cast):
    assert [row.code for row in search_households(cast.tashi_account, "A-00", DAY, 9)] == [
        "A-001",
        "A-002",
    ]
    assert [row.head_name for row in search_households(cast.coordinator, "次仁", DAY, 9)] == [
        "次仁"
    ]
    assert search_households(cast.coordinator, "尼玛", DAY, 9).count() == 0


@pytest.mark.parametrize("looked_up", [0, 5_000])
def test_the_first_found_by_code_are_told_however_many_there_are(cast, monkeypatch, looked_up):
    monkeypatch.setattr("doorstep.register.queries.scope.MOST_LOOKED_UP", looked_up)
    asked = [
        (cast.coordinator, "A-00", 2),
        (cast.coordinator, "a-003", 9),
        (cast.coordinator, "金", 9),
        (cast.other_coordinator, "A-00", 9),
        (cast.tashi_account, "-00", 1),
    ]

    found = [
        [row.code for row in search_households(account, text, DAY, most)]
        for account, text, most in asked
    ]

    assert found == [["A-001", "A-002"], ["A-003"], ["A-001"], [], ["A-001"]]


def test_several_of_a_household_who_fit_leave_no_other_household_out(cast, monkeypatch):
    monkeypatch.setattr("doorstep.register.queries.scope.MOST_LOOKED_UP", 1)
    for household in (cast.a, cast.b, cast.c):
        for name in ("旺堆一", "旺堆二", "旺堆三"):
            make_member(household, name)

    found = search_households(cast.coordinator, "旺堆", DAY, 9)

    assert [row.code for row in found] == ["A-001", "A-002", "A-003"]


def test_what_left_the_register_is_not_found(cast):
    close_household(cast.a, because="moved", by=cast.coordinator, on=LATER)

    found = [len(search_households(cast.coordinator, "A-001", day, 9)) for day in (DAY, LATER)]

    assert found == [1, 0]


def test_the_town_finds_nobody_by_a_name(cast):
    grant_access(cast.a, via="escalation", role=Role.TOWN, from_on=DAY, by=cast.coordinator)

    assert codes(cast.town_account) == ["A-001"]
    assert search_households(cast.town_account, "央金", DAY, 9).count() == 0


def test_the_scope_asks_as_often_for_few_households_as_for_many(cast, django_assert_num_queries):
    with django_assert_num_queries(4):  # helpers, roles, duties, households
        list(households_for(cast.coordinator, DAY))
    with django_assert_num_queries(5):  # and the villages of the town
        list(households_for(cast.town_account, DAY))


def test_a_kept_reach_is_asked_for_once_and_belongs_to_one_object(cast, django_assert_num_queries):
    account = Account.objects.get(pk=cast.coordinator.pk)
    keep_reach(account)
    list(households_for(account, DAY))

    with django_assert_num_queries(1):
        list(households_for(account, DAY))
    fresh = Account.objects.get(pk=account.pk)
    with django_assert_num_queries(4):
        list(households_for(fresh, DAY))
