"""Which row of a sheet names its columns; and many things told in one sentence."""

import pytest
from django.utils import translation

from doorstep.kit.sheets import Row, Sheet
from doorstep.kit.sheets.headings import headings_of, texts_of
from doorstep.kit.text import few

KNOWN = {"日期", "金额"}


def found(*lines):
    rows = tuple(Row(number, values) for number, values in enumerate(lines, start=1))
    return headings_of(
        Sheet("一", rows),
        lambda line: KNOWN.intersection(texts_of(line)),
        is_whole=lambda columns: columns == KNOWN,
        count=len,
    )


def test_the_first_row_that_names_all_is_taken():
    best = found(("明细", "二月", "三月"), ("日期", "金额"), ("金额", "日期"))

    assert (best.line.number, best.is_whole) == (2, True)


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        ((("明细", "二月", "三月"), ("日期", "数额")), 2),
        ((("时间", "数额"), ("时刻", "数额", "摘要"), ("票据", "数额", "摘要")), 2),
        ((("时间", "数额"), ("央金", 5, "贷款"), ("央金", "2026-03-02", "贷款")), 1),
    ],
)
def test_else_the_one_that_names_most_and_never_one_with_a_number_or_a_day(lines, number):
    best = found(*lines)

    assert (best.line.number, best.is_whole) == (number, False)


def test_a_sheet_without_such_a_row_names_nothing():
    assert found(("明细",), ("甲", 1), (None, None)) is None


def test_of_many_things_a_handful_is_named():
    with translation.override("en"):
        told = [few("甲乙丙丁戊己庚"[:count]) for count in (0, 1, 5, 7)]

    assert told == ["", "甲", "甲, 乙, 丙, 丁, 戊", "甲, 乙, 丙, 丁, 戊 and 2 more"]
