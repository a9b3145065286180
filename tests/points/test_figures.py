"""Numbers of points open their rows, and no row says who has how many."""

from datetime import timedelta

import pytest

from doorstep.figures.queries import ALL_FIGURES, get_figure, measure, rows_of
from doorstep.kit.periods import Period
from doorstep.people.queries import scope_of
from doorstep.points import actions
from doorstep.points.figures import FIGURES
from tests.factories import DAY
from tests.points.made import give, rule_of, shelf, swap

LATER = DAY + timedelta(days=3)
PERIOD = Period(DAY, LATER)


def value(key, place, period=PERIOD):
    return measure(get_figure(key), scope_of(place), period).value


@pytest.fixture
def lived(cast, scheme, yangjin, basang):
    """Two awards of two people, one taken back; two swaps, one taken back; two disputes."""
    given = give(scheme, yangjin, basang, by=cast.coordinator)
    give(scheme, yangjin, by=cast.coordinator, text="参加培训")
    price = shelf(scheme, by=cast.coordinator, points=1)
    swap(yangjin, price, by=cast.coordinator, quantity=2)
    actions.undo_swap(
        swap(yangjin, price, by=cast.coordinator), why="坏了", by=cast.coordinator, on=DAY
    )
    told = {"made_on": DAY, "by": cast.coordinator, "on": DAY}
    wrong = next(one for one in given if one.consent.member == basang)
    first = actions.dispute_points(scheme, basang, award=wrong, text="没去", **told)
    actions.dispute_points(scheme, yangjin, text="漏记", **told)
    actions.answer_dispute(
        first, outcome="taken_back", answer="核对过", is_relative=False, by=cast.second, on=LATER
    )
    return price


def test_the_numbers_of_a_village(cast, lived):
    found = {one.key: value(one.key, cast.caoba) for one in FIGURES}

    assert found == {
        "points_people": 2,
        "points_given": 5,
        "points_swaps": 1,
        "points_disputes_open": 1,
        "points_disputes_answered": 1,
    }
    assert {one.key: value(one.key, cast.xiagou) for one in FIGURES} == dict.fromkeys(found, 0)


def test_a_closed_window_does_not_change_when_something_is_taken_back_later(cast, lived):
    assert value("points_given", cast.caoba, Period(DAY, DAY)) == 7
    assert value("points_disputes_open", cast.caoba, Period(DAY, DAY)) == 2


def test_every_figure_of_points_is_guarded_and_opens_its_rows(cast, lived):
    assert all(ALL_FIGURES[one.key].is_guarded for one in FIGURES)
    names = {"央金", "巴桑"}
    for figure in FIGURES:
        for row in rows_of(figure, scope_of(cast.caoba), PERIOD):
            assert not any(name in str(figure.label(row)) for name in names)
            assert figure.household_of(row) in {cast.a.pk, cast.b.pk}


def test_no_row_is_in_the_order_of_points(cast, lived):
    for figure in FIGURES:
        ordered = rows_of(figure, scope_of(cast.caoba), PERIOD).query.order_by
        assert not any("points" in str(one) for one in ordered)


def test_what_is_nobodys_has_no_household(cast, lived):
    from doorstep.points.models import Award

    Award.objects.update(consent=None)
    [row, *_more] = rows_of(get_figure("points_given"), scope_of(cast.caoba), PERIOD)

    assert get_figure("points_given").household_of(row) is None


def test_a_rule_says_how_many(cast, scheme):
    assert (rule_of(scheme).points, rule_of(scheme, "参加培训").points) == (2, 3)
