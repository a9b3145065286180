"""Lists on the notice board: masked, without numbers and illness, down in time."""

from datetime import timedelta
from decimal import Decimal

import pytest

from doorstep.figures.actions import NewLine, make_notice, take_down_notice
from doorstep.figures.actions.boards import (
    HouseholdNotHere,
    IllnessOnNotice,
    NoticeDownAlready,
    NoticeEmpty,
    NoticeTextTooLong,
    NumberOnNotice,
    SumRefused,
    TakeDownTooEarly,
)
from doorstep.figures.choices import NoticeColumn
from doorstep.figures.models import Notice, NoticeLine
from doorstep.figures.queries import BoardLine, board_lines, late_notices
from doorstep.figures.rules import holds_long_number, masked, speaks_of_illness
from doorstep.register.choices import ClosedBecause
from doorstep.register.models import Household
from tests.factories import DAY

LATER = DAY + timedelta(days=7)


def post(cast, lines=None, **more):
    lines = [NewLine(cast.a, "取暖补助", Decimal(300))] if lines is None else lines
    given = {"title": "临时救助公示", "take_down_on": LATER} | more
    return make_notice(cast.caoba, lines=lines, by=cast.coordinator, on=DAY, **given)


def test_a_name_is_masked_and_the_chosen_columns_stand_beside_it(cast):
    notice = post(cast)

    assert board_lines(notice, DAY) == [BoardLine("央**", ("一组", "取暖补助", "300"))]


def test_a_column_that_was_not_chosen_is_not_kept(cast):
    notice = post(cast, columns=[NoticeColumn.GROUP], shows_names=False)

    assert board_lines(notice, DAY) == [BoardLine("A-001", ("一组",))]
    assert NoticeLine.objects.values_list("item", "sum").get() == ("", None)


@pytest.mark.parametrize(
    ("refused", "line", "more"),
    [
        (NumberOnNotice, {"item": "卡号 6222 0212 3456 7890"}, {}),
        (NumberOnNotice, {"item": "13800000000"}, {}),
        (NumberOnNotice, {}, {"title": "540127199001011234"}),
        (IllnessOnNotice, {"item": "大病救助"}, {}),
        (IllnessOnNotice, {"item": "Cancer aid"}, {}),
        (NoticeTextTooLong, {"item": "长" * 41}, {}),
        (SumRefused, {"sum": Decimal(-1)}, {}),
        (TakeDownTooEarly, {}, {"take_down_on": DAY}),
        (NoticeEmpty, {}, {"title": "  "}),
    ],
)
def test_what_may_not_hang_is_refused_and_nothing_is_kept(cast, refused, line, more):
    with pytest.raises(refused):
        post(cast, [NewLine(cast.a, **line)], **more)

    assert not Notice.objects.exists()


def test_a_household_of_another_village_is_refused(cast):
    with pytest.raises(HouseholdNotHere):
        post(cast, [NewLine(cast.d)])


def test_a_list_without_households_is_refused(cast):
    with pytest.raises(NoticeEmpty):
        post(cast, [])


def test_a_list_is_late_from_its_day_on_until_somebody_says_it_is_down(cast):
    notice = post(cast)

    before = list(late_notices(cast.caoba, LATER - timedelta(days=1)))
    on_the_day = list(late_notices(cast.caoba, LATER))
    take_down_notice(notice, by=cast.coordinator, on=LATER)

    assert (before, on_the_day) == ([], [notice])
    assert not late_notices(cast.caoba, LATER).exists()
    assert not late_notices(cast.xiagou, LATER).exists()


def test_a_list_comes_down_without_who_is_kept_for_the_law(cast):
    notice = post(cast, [NewLine(cast.a), NewLine(cast.b)])
    kept = {"closed_on": DAY, "closed_because": ClosedBecause.KEPT}
    Household.objects.filter(pk=cast.a.pk).update(**kept)

    assert list(late_notices(cast.caoba, DAY)) == [notice]
    assert [line.who for line in board_lines(notice, DAY)] == ["巴**"]


def test_a_list_comes_down_once(cast):
    notice = post(cast)
    take_down_notice(notice, by=cast.coordinator, on=LATER)

    with pytest.raises(NoticeDownAlready):
        take_down_notice(notice, by=cast.second, on=LATER)

    assert notice.taken_down_by == cast.coordinator


@pytest.mark.parametrize(
    ("name", "shown"), [("央金", "央**"), ("阿旺江措", "阿**"), ("卓", "卓**"), ("", "")]
)
def test_a_mask_tells_neither_the_name_nor_its_length(name, shown):
    assert masked(name) == shown


@pytest.mark.parametrize(
    ("text", "is_number", "is_illness"),
    [
        ("2026年3月取暖补助", False, False),
        ("300元", False, False),
        ("138 0000 0000", True, False),
        ("0891-6323456", True, False),
        ("残疾人补贴", False, True),
        ("Hospital bill", False, True),
        ("pregnant", False, True),
        ("shiver, hospitable", False, False),
        ("ནད་པ", False, True),
        ("肝炎药费", False, True),
        ("集中风险排查", False, False),
        ("教育资助", False, False),
    ],
)
def test_long_numbers_and_illness_are_seen(text, is_number, is_illness):
    assert (holds_long_number(text), speaks_of_illness(text)) == (is_number, is_illness)
