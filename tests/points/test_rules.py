"""What a rule may speak of, the time a limit counts in, and the balance from rows alone."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstep.points.rules import (
    Earned,
    Used,
    is_sealed_matter,
    lapse_day,
    reckon,
    refused_word,
    window_of,
)

START = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("不上访", "上访"),
        ("不 上 访", "上访"),
        ("迟到－２分", "-2分"),
        ("迟到扣 ２ 分", "扣 2"),
        ("无信访记录", "信访"),
        ("不投诉村干部", "投诉"),
        ("举报邻居", "举报"),
        ("红白事不请客不送人情", "人情"),
        ("不去寺庙烧香", "烧香"),
        ("一票否决", "否决"),
        ("排名前三", "排名"),
        ("上红黑榜", "红黑榜"),
        ("乱倒垃圾 -2", "-2"),
        ("乱倒垃圾扣分", "扣分"),
        ("没参加的倒扣", "倒扣"),
        ("党员带头", "党员"),
        ("每天打卡", "打卡"),
        ("拍照上传", "拍照"),
        ("领低保的", "低保"),
        ("No complaints this month", "complain"),
        ("A favour for the cadre", "favour"),
        ("vetoed", "veto"),
        ("top 10 of the village", "top 1"),
        ("petitioning", "petition"),
    ],
)
def test_words_that_have_no_place_in_points(text, word):
    assert refused_word(text) == word


@pytest.mark.parametrize(
    "text",
    [
        "清理河道",
        "参加培训得分",
        "7-9 月清洁",
        "积分：帮邻居收青稞",
        "Clean-up of the river",
        "植树 3 棵",
    ],
)
def test_what_is_done_together_may_be_thanked_for(text):
    assert (refused_word(text), is_sealed_matter(text)) == (None, False)


def test_illness_is_no_matter_of_points():
    assert is_sealed_matter("残疾人参加")


@pytest.mark.parametrize(
    ("per", "first", "last"),
    [
        ("week", date(2026, 3, 9), date(2026, 3, 15)),
        ("month", date(2026, 3, 1), date(2026, 3, 31)),
        ("year", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_limit_counts_in_whole_weeks_months_and_years(per, first, last):
    assert window_of(per, date(2026, 3, 11)) == (first, last)


@pytest.mark.parametrize(
    ("earned_on", "months", "lapses_on"),
    [
        (date(2026, 3, 2), 12, date(2027, 3, 2)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_an_award_lapses_on_the_same_day_of_a_later_month(earned_on, months, lapses_on):
    assert lapse_day(earned_on, months) == lapses_on


def earned(number, points, on=0, good=100):
    day = START + timedelta(days=on)
    return Earned(UUID(int=number), day, day + timedelta(days=good), points)


def used(number, points, on):
    return Used(UUID(int=number), START + timedelta(days=on), points)


def test_the_oldest_is_used_first_and_what_is_left_lapses():
    awards = [earned(1, 3, good=10), earned(2, 5, on=2, good=30)]
    swaps = [used(9, 2, on=5)]

    soon = reckon(awards, swaps, START + timedelta(days=9))
    later = reckon(awards, swaps, START + timedelta(days=10))

    assert [(one.used, one.lapsed, one.left) for one in soon.shares] == [(2, 0, 1), (0, 0, 5)]
    assert [(one.used, one.lapsed, one.left) for one in later.shares] == [(2, 1, 0), (0, 0, 5)]
    assert (soon.left, later.left, later.short) == (6, 5, 0)


def test_a_swap_takes_nothing_of_what_is_earned_later_or_has_lapsed():
    awards = [earned(1, 3, good=4), earned(2, 5, on=9)]

    assert reckon(awards, [used(9, 2, on=6)], START + timedelta(days=20)).short == 2


AWARDS = st.lists(st.tuples(st.integers(1, 9), st.integers(0, 60), st.integers(1, 40)), max_size=12)
ASKED = st.lists(st.tuples(st.integers(1, 15), st.integers(0, 80)), max_size=12)


def played(awards, asked):
    """Swaps are taken in their order, each only where enough is left."""
    rows = [earned(at, points, on, good) for at, (points, on, good) in enumerate(awards, 1)]
    swaps = []
    for at, (points, on) in enumerate(sorted(asked, key=lambda one: one[1]), 100):
        if reckon(rows, swaps, START + timedelta(days=on)).left >= points:
            swaps.append(used(at, points, on))
    return rows, swaps


@given(awards=AWARDS, asked=ASKED, day=st.integers(0, 120))
def test_a_balance_is_its_rows_and_never_below_zero(awards, asked, day):
    rows, swaps = played(awards, asked)
    on = START + timedelta(days=day)

    found = reckon(rows, swaps, on)

    assert found.short == 0
    assert all(min(one.used, one.lapsed, one.left) >= 0 for one in found.shares)
    assert all(one.used + one.lapsed + one.left == one.earned.points for one in found.shares)
    assert sum(one.used for one in found.shares) == sum(s.points for s in swaps if s.on <= on)
    lapsed = sum(one.lapsed for one in found.shares)
    given_by_then = sum(one.points for one in rows if one.on <= on)
    assert found.left == given_by_then - lapsed - sum(s.points for s in swaps if s.on <= on)


@given(awards=AWARDS, asked=ASKED, more=st.tuples(st.integers(1, 9), st.integers(0, 60)))
def test_an_award_that_is_written_later_takes_nothing_from_anybody(awards, asked, more):
    rows, swaps = played(awards, asked)
    points, on = more

    with_it = [*rows, earned(77, points, on, good=40)]

    for day in range(0, 121, 7):
        before = reckon(rows, swaps, START + timedelta(days=day))
        after = reckon(with_it, swaps, START + timedelta(days=day))
        assert after.short == 0
        assert after.left >= before.left


@given(awards=AWARDS, asked=ASKED, other=AWARDS, other_asked=ASKED)
def test_two_rows_that_were_one_person_owe_nothing_together(awards, asked, other, other_asked):
    rows, swaps = played(awards, asked)
    rest, more = played(other, other_asked)
    rest = [Earned(UUID(int=one.id.int + 1000), one.on, one.lapses_on, one.points) for one in rest]
    more = [Used(UUID(int=one.id.int + 1000), one.on, one.points) for one in more]

    assert reckon([*rows, *rest], [*swaps, *more], date.max).short == 0


@given(awards=AWARDS, asked=ASKED, at=st.integers(0, 11))
def test_a_swap_taken_back_leaves_no_less(awards, asked, at):
    rows, swaps = played(awards, asked)
    kept = [one for number, one in enumerate(swaps) if number != at]

    for day in range(0, 121, 7):
        on = START + timedelta(days=day)
        assert reckon(rows, kept, on).short == 0
        assert reckon(rows, kept, on).left >= reckon(rows, swaps, on).left
