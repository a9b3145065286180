import pytest

from doorstep.categories.actions import propose_by_rules
from doorstep.categories.models import Proposal
from doorstep.categories.queries import preview_method
from doorstep.method.files import read_method
from doorstep.register.actions import state_circumstance
from tests.factories import DAY, METHOD, make_category, make_member
from tests.method.folders import four_colours_with


@pytest.fixture
def stricter(tmp_path):
    """Four children at school instead of three."""
    return read_method(four_colours_with(tmp_path, "categories.toml", "value = 3", "value = 4"))


def pupils(household, count):
    for number in range(count):
        make_member(household, f"孩{number}", at_school=True)


def changes(files, place):
    return [
        (change.code, change.kind, change.before, change.after)
        for change in preview_method(files, place, DAY)
    ]


def test_the_same_files_change_nobody(cast, method):
    pupils(cast.b, 3)

    assert changes(read_method(METHOD), cast.caoba) == []


def test_it_says_which_households_would_change(cast, method, stricter):
    pupils(cast.b, 3)
    pupils(cast.c, 4)
    pupils(cast.d, 3)

    assert changes(stricter, cast.caoba) == [("A-002", "blue", ("many_pupils",), ())]


def test_a_reason_less_is_a_change_even_where_another_holds(cast, method, stricter):
    pupils(cast.b, 3)
    state_circumstance(
        cast.b, "sudden_event", since_on=DAY, source="visit", by=cast.coordinator, on=DAY
    )

    assert changes(stricter, cast.caoba) == [
        ("A-002", "blue", ("sudden_event", "many_pupils"), ("sudden_event",))
    ]


def test_what_runs_or_waits_now_does_not_hide_a_change(cast, method, stricter):
    pupils(cast.a, 2)  # and Losang
    pupils(cast.b, 3)
    make_category(cast.a, cast.second)
    propose_by_rules(cast.caoba, by=cast.coordinator, on=DAY)

    assert [row[0] for row in changes(stricter, cast.caoba)] == ["A-001", "A-002"]


def test_a_town_is_compared_with_what_its_villages_follow(cast, method, stricter):
    pupils(cast.b, 3)
    pupils(cast.d, 3)

    assert changes(read_method(METHOD), cast.town) == []
    assert [row[0] for row in changes(stricter, cast.town)] == ["A-002", "X-001"]


def test_a_place_without_a_method_has_no_reasons_before(cast):
    pupils(cast.b, 3)

    assert changes(read_method(METHOD), cast.caoba) == [("A-002", "blue", (), ("many_pupils",))]


def test_a_preview_writes_nothing(cast, method, stricter):
    pupils(cast.b, 3)

    preview_method(stricter, cast.caoba, DAY)

    assert Proposal.objects.count() == 0
