"""Attacks on what was printed: by trying every story, and by linear programming.

The same attacks break two weaker hiders, so that a test which finds nothing says something.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doorstep.figures.disclose import INSIDE_TOWN, PUBLIC
from tests.figures.attack import (
    leaks_by_bounds,
    leaks_by_trying,
    primary_only,
    printed,
    printed_twice,
    table_of,
    without_reprinting,
    worlds,
)
from tests.share import IS_WHOLE

pytestmark = pytest.mark.sweep

ONE, TWO, THREE = "n", ("all", ("a", "b")), ("all", ("a", "b", "c"))
NESTED = ("all", ("a", ("b", ("c", "d"))))
DEEP = ("all", (("p", ("a", "b")), ("q", ("c", "d"))))
VILLAGE = ("all", ("green", "blue", "orange", "red"))
BOTH, PUBLIC_ALONE = slice(None), slice(1, None)
EXAMPLES = 10_000 if IS_WHOLE else 1_000


@pytest.mark.parametrize(
    ("shape", "count", "months", "most", "threshold"),
    [
        (ONE, 1, 3, 14, 3),
        (TWO, 2, 2, 14, 3),
        pytest.param(TWO, 2, 3, 8, 2, marks=pytest.mark.long),
        (THREE, 3, 1, 14, 3),
        (THREE, 3, 2, 9, 3),
        (NESTED, 3, 2, 10, 3),
        (DEEP, 4, 1, 14, 3),
    ],
)
def test_whoever_knows_the_rule_finds_no_small_cell_and_no_small_move(
    shape, count, months, most, threshold
):
    stories = worlds(shape, count, months, most)

    found = leaks_by_trying(stories, threshold, lambda story: printed(story, threshold))

    assert list(found) == []


@pytest.mark.parametrize(
    ("reader", "threshold"),
    [pytest.param(BOTH, 2, id="town"), pytest.param(PUBLIC_ALONE, 3, id="public")],
)
@pytest.mark.parametrize(
    ("shape", "count", "months", "most"),
    [
        (ONE, 1, 3, 14),
        (TWO, 2, 2, 14),
        pytest.param(TWO, 2, 3, 9, marks=pytest.mark.long),
        (NESTED, 3, 2, 9),
        pytest.param(DEEP, 4, 2, 7, marks=pytest.mark.long),
    ],
)
def test_two_prints_for_two_circles_tell_neither_more(
    shape, count, months, most, reader, threshold
):
    stories = worlds(shape, count, months, most)

    found = leaks_by_trying(stories, threshold, lambda story: printed_twice(story, 2, 3), reader)

    assert list(found) == []


def test_the_attack_breaks_a_hider_that_hides_small_cells_alone():
    [table] = tables = [table_of(VILLAGE, iter((178, 4, 2, 13)))]
    told = printed(tables, PUBLIC, hide=primary_only)

    found = {leak.what: leak.left for leak in leaks_by_bounds(tables, told, PUBLIC)}

    assert table.value == 197
    assert found == {"blue in 0": (0, 6), "orange in 0": (0, 6)}


def test_the_attack_finds_nothing_in_the_print_of_178_4_2_13():
    tables = [table_of(VILLAGE, iter((178, 4, 2, 13)))]

    found = leaks_by_bounds(tables, printed(tables, PUBLIC), PUBLIC)

    assert list(found) == []


def test_the_attack_breaks_a_hider_that_forgets_earlier_months():
    tables = [table_of(TWO, iter(atoms)) for atoms in ((178, 19), (177, 20))]
    told = printed(tables, PUBLIC, hide=without_reprinting)

    found = {leak.what: leak.left for leak in leaks_by_bounds(tables, told, PUBLIC)}

    assert found == {"a from 0": (-1, -1), "b from 0": (1, 1)}


@pytest.mark.parametrize("hide", [primary_only, without_reprinting])
def test_trying_every_story_breaks_the_weaker_hiders_too(hide):
    stories = worlds(TWO, 2, 2, 9)

    found = leaks_by_trying(stories, 3, lambda story: printed(story, 3, hide=hide))

    assert next(found, None) is not None


def shapes(depth=3):
    """Trees up to county, town, village and group; keys are set by `named`."""
    if depth == 0:
        return st.none()
    below = st.one_of(st.none(), shapes(depth - 1))
    return st.lists(below, min_size=2, max_size=4).map(tuple)


def named(shape, key="all"):
    """(the shape with a key for each cell, how many leaves it has)."""
    if shape is None:
        return key, 1
    parts = [named(part, f"{key}.{number}") for number, part in enumerate(shape)]
    return (key, tuple(part for part, _count in parts)), sum(count for _part, count in parts)


@st.composite
def stories(draw):
    """A random hierarchy over some months: leaves that stay, move a little, or move much."""
    shape, count = named(draw(shapes()))
    size = st.one_of(st.integers(0, 12), st.integers(0, 60), st.integers(100, 300))
    move = st.one_of(st.just(0), st.integers(-3, 3), st.integers(-40, 40))
    atoms = [draw(size) for _leaf in range(count)]
    tables = [table_of(shape, iter(atoms))]
    for _month in range(draw(st.integers(0, 4))):
        atoms = [max(0, one + draw(move)) for one in atoms]
        tables.append(table_of(shape, iter(atoms)))
    return [table for table in tables if table.value >= PUBLIC]


@pytest.mark.long
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(tables=stories())
def test_no_bound_on_a_small_cell_or_a_small_move_is_tight(tables):
    told = printed_twice(tables, INSIDE_TOWN, PUBLIC)

    for_town = leaks_by_bounds(tables, told, INSIDE_TOWN)
    for_everybody = leaks_by_bounds(tables, [prints[PUBLIC_ALONE] for prints in told], PUBLIC)

    assert [*for_town, *for_everybody] == []
