"""A county's file of offers with its own columns: all of it, or nothing and every row's reason."""

from datetime import date

import pytest

from doorstep.jobs import actions
from doorstep.jobs.models import JobOffer
from doorstep.jobs.queries.words import WagePerUnknown, WageUnreadable, crafts_in, kind_in, wage_in
from doorstep.jobs.queries.workbook import OfferColumnsMissing, OfferFileEmpty, OfferFileTooLong
from doorstep.kit.money import AmountNotPositive
from doorstep.kit.sheets import NotAWorkbook
from tests.jobs.rows import DAY, HEADS, file_of

GOOD = [
    [
        1, "峡谷水电站", "绑钢筋", "临时用工", "加查镇", date(2026, 3, 9), "200元/天", "3人",
        "会泥瓦工", "王工", "包住",
    ],
    [
        2, "雪巴酒店", "客房", "长期", "雪巴乡", "2026年4月1日", "3,500-4,500元/月", 2, "保洁",
        None, None,
    ],
    [3, "合作社", "采摘", "季节性", "念村", "2026.6.1", "面议", 10, None, None, None],
]  # fmt: skip


def read(cast, data, place=None):
    return actions.read_job_offers(place or cast.caoba, data=data, by=cast.coordinator, on=DAY)


def test_rows_become_offers_and_what_was_not_read_is_told(cast, method):
    done = read(cast, file_of(*GOOD))
    again = read(cast, file_of(*GOOD))

    told = {
        (one.employer, one.kind, one.places, one.wage, one.wage_most, one.wage_per)
        for one in done.offers
    }
    assert told == {
        ("峡谷水电站", "temporary", 3, 20_000, None, "day"),
        ("雪巴酒店", "lasting", 2, 350_000, 450_000, "month"),
        ("合作社", "seasonal", 10, None, None, ""),
    }
    first = JobOffer.objects.get(employer="峡谷水电站")
    assert (first.crafts, first.note, first.contact_name) == (["building"], "会泥瓦工", "王工")
    assert (first.start_on, first.open_until) == (date(2026, 3, 9), date(2026, 5, 8))
    assert done.unread == ("住宿",)
    assert (len(again.offers), again.known) == (0, 3)


def test_one_bad_row_keeps_the_whole_file_out_and_every_bad_row_is_told(cast, method):
    bad = [
        [4, "甲", "绑钢筋", "临时", "加查镇", "下周", "200元/天", 1, None, None, None],
        [5, "乙", "绑钢筋", "临时", "加查镇", "2026-03-09", "不少", 1, None, None, None],
        [6, "丙", "绑钢筋", "临时", "加查镇", "2026-03-09", "200", 1, None, None, None],
        [7, "丁", "绑钢筋", "外包", "加查镇", "2026-03-09", None, 1, None, None, None],
        [8, "戊", "绑钢筋", "临时", "加查镇", "2026-03-09", None, "若干", None, None, None],
        [9, None, "绑钢筋", "临时", "加查镇", "2026-03-09", None, 1, None, None, None],
        [10, "己", "绑钢筋", "临时", "加查镇", "2026-03-09", None, 0, None, None, None],
        [11, "庚", "绑钢筋", "临时", "加查镇", "9999-12-31", None, 1, None, None, None],
        [12, "辛", "绑钢筋", "临时" * 9_000, "镇", "长" * 30_000, None, 1, None, None, None],
    ]

    with pytest.raises(actions.OfferRowsRefused) as refused:
        read(cast, file_of(*GOOD, *bad))

    assert [line.split(":")[0] for line in refused.value.lines] == [
        f"Sheet “岗位”, row {number}" for number in range(6, 15)
    ]
    assert max(map(len, refused.value.lines)) < 200
    assert "下周" in refused.value.lines[0]
    assert JobOffer.objects.count() == 0


def test_of_many_bad_rows_the_first_are_told_and_the_rest_counted(cast, method):
    bad = [["", "甲", "活", "临时", "镇", "下周", None, 1, None, None, None]] * 25

    with pytest.raises(actions.OfferRowsRefused) as refused:
        read(cast, file_of(*bad))

    assert "25 rows" in str(refused.value)
    assert (len(refused.value.lines), refused.value.lines[-1]) == (21, "… and 5 more rows.")


def test_other_columns_are_named_and_nothing_is_kept(cast, method):
    heads = ["序号", "户编号", "户主", "电话"]

    with pytest.raises(OfferColumnsMissing) as refused:
        read(cast, file_of([1, "A-001", "央金", "1990"], heads=heads))

    assert "Employer" in str(refused.value)
    assert JobOffer.objects.count() == 0


def test_files_without_rows_too_long_ones_and_what_is_no_workbook_are_refused(cast, method):
    with pytest.raises(OfferFileEmpty):
        read(cast, file_of())
    with pytest.raises(OfferFileTooLong):
        read(cast, file_of(*([GOOD[2]] * 501)))
    with pytest.raises(NotAWorkbook):
        read(cast, b"%PDF-1.7")


def test_a_heading_may_say_what_the_wage_is_paid_for(cast, method):
    heads = [*HEADS[:6], "月工资（元）", *HEADS[7:]]
    row = [1, "甲", "文员", "长期", "镇上", date(2026, 3, 9), 3_800, 1, None, None, None]

    (offer,) = read(cast, file_of(row, heads=heads)).offers

    assert (offer.wage, offer.wage_per) == (380_000, "month")


@pytest.mark.parametrize(
    ("text", "beside", "wage"),
    [
        ("", "", (None, None, "")),
        ("面议", "月工资", (None, None, "")),
        ("200元/天", "", (20_000, None, "day")),
        ("¥4,500.50 元/月", "", (450_050, None, "month")),
        ("4000至6000", "元/月", (400_000, 600_000, "month")),
        ("4000-4000元每月", "", (400_000, None, "month")),
        ("25元/小时", "", (2_500, None, "hour")),
        ("1.5元/件", "", (150, None, "piece")),
        ("200元/天（8小时）", "", (20_000, None, "day")),
        ("4500元/月，每月休4天", "", (450_000, None, "month")),
        ("5000元/个月", "", (500_000, None, "month")),
        ("180元/人/天", "", (18_000, None, "day")),
    ],
)
def test_wages_are_read_as_offices_write_them(text, beside, wage):
    found = wage_in(text, beside)

    assert (found.least, found.most, found.per) == wage


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("高薪", WageUnreadable),
        ("-200元/天", WageUnreadable),
        ("200", WagePerUnknown),
        ("200元/公斤粮", WageUnreadable),
        ("0元/天", AmountNotPositive),
        ("1.2万元/月", WageUnreadable),
        ("8千-1万/月", WageUnreadable),
        ("5k-8k/月", WageUnreadable),
        ("200/300元/天", WageUnreadable),
        ("5" + " " * 30_000 + "x\nx", WageUnreadable),
    ],
)
def test_wages_that_say_nothing_certain_are_refused(text, error):
    with pytest.raises(error):
        wage_in(text, "")


def test_words_of_kinds_and_crafts():
    assert kind_in("临时用工") == "temporary"
    assert kind_in("外包") is None
    assert crafts_in("有驾照、会电焊优先") == ("driving", "welding")
    assert crafts_in("能吃苦") == ()


def test_a_row_that_stands_twice_is_taken_once_and_one_like_it_is_told(cast, method):
    row = ["", "甲", "绑钢筋", "临时", "一号工地", "2026-03-09", "200元/天", 1, None, None, None]
    other = [*row[:4], "二号工地", *row[5:]]

    with pytest.raises(actions.OfferRowsRefused) as refused:
        read(cast, file_of(row, other))
    done = read(cast, file_of(row, row))

    assert "row 3 offers" in refused.value.lines[0]
    assert (len(done.offers), done.known) == (1, 1)


def test_a_heading_may_say_more_in_brackets(cast, method):
    heads = [*HEADS[:6], "工资（元/天）", "招聘人数（人）", *HEADS[8:]]
    row = [1, "甲", "绑钢筋", "临时", "镇", "2026-03-09", 200, 3, None, None, None]

    done = read(cast, file_of(row, heads=heads))

    assert [(one.wage, one.wage_per, one.places) for one in done.offers] == [(20_000, "day", 3)]
    assert done.unread == ("住宿",)
