"""What one table may show, alone and after earlier prints."""

from datetime import date

import pytest

from doorstep.figures.disclose import (
    INSIDE_TOWN,
    PUBLIC,
    Cell,
    Number,
    disclose,
    disclose_to_both,
)

JANUARY, FEBRUARY, MARCH = date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)


def village(green, blue, orange, red):
    need = Cell("need", blue + orange + red, (Cell("b", blue), Cell("o", orange), Cell("r", red)))
    return Cell("all", green + need.value, (Cell("green", green), need))


def values(made):
    return {key: number.value for key, number in made.shown.items()} if made else {}


@pytest.mark.parametrize("threshold", [PUBLIC, INSIDE_TOWN])
def test_of_178_4_2_13_neither_4_nor_2_nor_their_complement_is_shown(threshold):
    made = disclose(village(178, 4, 2, 13), on=JANUARY, threshold=threshold, earlier=())

    assert values(made) == {"all": 197, "green": 178, "need": 19}


@pytest.mark.parametrize(
    ("cells", "threshold", "shown"),
    [
        ((178, 4, 2, 3), PUBLIC, {"all": 187}),  # 9 together: no split
        ((178, 3, 0, 1), INSIDE_TOWN, {"all": 182}),
        (
            (178, 10, 11, 12),
            PUBLIC,
            {"all": 211, "green": 178, "need": 33, "b": 10, "o": 11, "r": 12},
        ),
        ((178, 30, 0, 30), PUBLIC, {"all": 238, "green": 178, "need": 60}),  # zero is small
        ((9, 30, 0, 30), PUBLIC, {"all": 69}),
        ((3, 1, 2, 3), PUBLIC, {}),
        ((3, 1, 2, 3), INSIDE_TOWN, {"all": 9}),
    ],
)  # fmt: skip
def test_a_split_is_shown_whole_or_not_at_all(cells, threshold, shown):
    made = disclose(village(*cells), on=JANUARY, threshold=threshold, earlier=())

    assert values(made) == shown


@pytest.mark.parametrize(
    ("green", "red", "is_fresh"),
    [
        (178, 19, False),  # nothing moved
        (177, 20, False),
        (169, 28, False),  # nine
        (168, 29, True),
        (168, 31, True),  # the total may move less than its split
        (200, 20, False),  # one of the two cells moved
        (188, 9, False),  # what was shown cannot be shown again
    ],
)
def test_a_print_stands_until_each_of_its_cells_has_moved_by_the_threshold(green, red, is_fresh):
    def two(green, red):
        return Cell("all", green + red, (Cell("green", green), Cell("need", red)))

    first = disclose(two(178, 19), on=JANUARY, threshold=PUBLIC, earlier=())
    second = disclose(two(green, red), on=FEBRUARY, threshold=PUBLIC, earlier=[first])

    assert second.on == (FEBRUARY if is_fresh else JANUARY)
    assert (second == first) is not is_fresh


def test_a_number_may_not_come_back_near_any_earlier_print():
    log = []
    for on, value in ((JANUARY, 100), (FEBRUARY, 112), (MARCH, 101)):
        made = disclose(Cell("n", value), on=on, threshold=PUBLIC, earlier=log)
        log.append(made)

    assert [made.on for made in log] == [JANUARY, FEBRUARY, FEBRUARY]


def test_the_old_total_stands_with_the_old_split():
    first = disclose(village(178, 20, 20, 20), on=JANUARY, threshold=PUBLIC, earlier=())

    second = disclose(village(300, 20, 20, 20), on=FEBRUARY, threshold=PUBLIC, earlier=[first])

    assert values(second)["all"] == 238


def test_money_is_hidden_with_its_recipients():
    paid = Cell("aid", 9000, (Cell("heat", 6000, behind=12), Cell("school", 3000, behind=9)), 21)

    public = disclose(paid, on=JANUARY, threshold=PUBLIC, earlier=())
    inside = disclose(paid, on=JANUARY, threshold=INSIDE_TOWN, earlier=())

    assert values(public) == {"aid": 9000}
    assert inside.shown["school"] == Number(3000, 9)


def test_the_overlap_of_several_needs_is_a_cell_like_any_other():
    needs = Cell("needs", 40, (Cell("households", 36), Cell("further", 4)))

    made = disclose(needs, on=JANUARY, threshold=PUBLIC, earlier=())

    assert values(made) == {"needs": 40}


def test_a_table_without_a_split_is_the_same_for_both():
    few, many = (
        disclose_to_both(Cell("n", value), on=JANUARY, earlier=((), ())) for value in (7, 10)
    )

    assert few == (None, None)
    assert [values(made) for made in many] == [{"n": 10}, {"n": 10}]


def test_everybody_reads_a_part_of_what_the_town_reads():
    town, public = disclose_to_both(village(178, 5, 6, 7), on=JANUARY, earlier=((), ()))

    assert values(town) == {"all": 196, "green": 178, "need": 18, "b": 5, "o": 6, "r": 7}
    assert values(public) == {"all": 196, "green": 178, "need": 18}


def test_parts_that_do_not_make_their_whole_are_no_table():
    with pytest.raises(ValueError, match="the parts of all make 3, not 4"):
        Cell("all", 4, (Cell("a", 1), Cell("b", 2)))


def test_nothing_is_below_zero():
    with pytest.raises(ValueError, match="below zero"):
        Cell("n", -1)
