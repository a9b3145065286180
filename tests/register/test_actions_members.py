from datetime import timedelta

import pytest

from doorstep.register.actions import add_member, change_member, end_member, move_member
from doorstep.register.actions.members import (
    HeadStays,
    HouseholdHasAHead,
    MemberLeftAlready,
    MemberNameMissing,
)
from doorstep.register.choices import Relation
from doorstep.register.queries import members_of
from tests.factories import make_member


def names(household, on):
    return [member.name for member in members_of(household, on)]


def test_a_child_under_14_keeps_a_number_and_the_year_alone(cast):
    child = make_member(cast.b, "桑珠", birth_year=2023, birth_month=2)

    assert (child.name, child.birth_year, child.birth_month) == ("孩子1", 2023, None)


def test_the_next_child_takes_the_next_number(cast):
    child = make_member(cast.a, "桑珠", birth_year=2023, birth_month=2)

    assert child.name == "孩子2"


def test_a_child_mark_as_name_changes_nothing(cast):
    grown = cast.a.members.get(name="旦增")

    changed = change_member(grown, name="孩子1", by=cast.coordinator, on=cast.day)

    assert changed == []
    assert names(cast.a, cast.day) == ["央金", "旦增", "孩子1"]


def test_a_household_has_one_head(cast):
    with pytest.raises(HouseholdHasAHead):
        make_member(cast.a, "边巴", relation=Relation.HEAD)


def test_a_new_head_takes_the_place_of_the_former(cast):
    grown = cast.a.members.get(name="旦增")

    change_member(grown, relation=Relation.HEAD, by=cast.coordinator, on=cast.day)

    heads = cast.a.members.filter(relation=Relation.HEAD)
    assert [head.name for head in heads] == ["旦增"]


def test_the_head_cannot_leave(cast):
    with pytest.raises(HeadStays):
        end_member(cast.a.members.get(name="央金"), by=cast.coordinator, on=cast.day)


def test_somebody_who_moves_ends_here_and_begins_there(cast):
    day = cast.day + timedelta(days=30)

    moved = move_member(cast.a.members.get(name="旦增"), cast.b, by=cast.coordinator, on=day)

    assert names(cast.a, day) == ["央金", "孩子1"]
    assert names(cast.a, cast.day) == ["央金", "旦增", "孩子1"]
    assert names(cast.b, day) == ["巴桑", "旦增"]
    assert (moved.birth_year, moved.birth_month) == (1996, 5)


def test_a_member_leaves_once(cast):
    grown = cast.a.members.get(name="旦增")
    end_member(grown, by=cast.coordinator, on=cast.day)

    with pytest.raises(MemberLeftAlready):
        end_member(grown, by=cast.coordinator, on=cast.day)


def test_a_member_without_a_name_is_refused(cast):
    with pytest.raises(MemberNameMissing):
        add_member(cast.a, name=" ", relation="member", by=cast.coordinator, on=cast.day)
