"""A laboratory's file: what fits becomes results, and nothing else is lost."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from doorstep.kit.errors import NotVisible
from doorstep.kit.sheets import EmptyWorkbook, NotAWorkbook
from doorstep.people.actions import system_account
from doorstep.people.models import AuditEntry
from doorstep.register.actions import close_household
from doorstep.samples import actions as samples
from doorstep.samples.actions.labs import LabDaysRefused, LabTaken, MeaningUnknown
from doorstep.samples.actions.reading import LabFileReadAlready, NothingLeft
from doorstep.samples.choices import ColumnMeaning, Verdict
from doorstep.samples.models import LabFile, LeftRow, Result
from doorstep.samples.queries import (
    LabColumnsMissing,
    LabFileEmpty,
    LabFileWithoutTable,
    get_result_for,
    late_samples,
    read_lab_file,
    samples_for,
    standing_of,
)
from tests.factories import DAY
from tests.samples.made import make_lab, make_trip, measure, receive, sheet_of, take

LATER = DAY + timedelta(days=6)


@pytest.fixture
def lab(cast):
    return make_lab(cast.caoba)


@pytest.fixture
def at_lab(cast, lab):
    """Two samples at the laboratory, a third still on the way."""
    trip = make_trip(cast.caoba)
    one = take(trip, cast.tashi, "W-01", household=cast.a)
    two = take(trip, cast.tashi, "W-02")
    out = take(trip, cast.pema, "W-03")
    receive(one, lab)
    receive(two, lab)
    return one, two, out


def read(lab, data, *, on=LATER, name="报告.xlsx"):
    return samples.read_lab_results(lab, name=name, data=data, by=system_account(), on=on)


def left_of(file):
    return [(one.number, one.code, one.because) for one in file.left_rows.filter(settled_on=None)]


def results():
    rows = Result.objects.filter(taken_back_on=None).order_by("sample__code", "parameter")
    return [(one.sample.code, one.parameter, one.bound, one.value, one.unit) for one in rows]


def test_a_table_with_a_row_for_each_value_is_read(lab, at_lab):
    file = read(lab, sheet_of(
        ("W-01", "氟化物", 1.6, "mg/L", "2026-03-05"),
        ("W-01", "砷", "<5", "μg/L", "2026/3/5"),
        ("w-02", "大肠埃希氏菌", "未检出", "MPN/100mL", None),
        ("W-02", "pH值", "7.3", "无量纲", "2026年3月5日"),
    ))  # fmt: skip

    assert results() == [
        ("W-01", "arsenic", "below", Decimal("0.005"), "mg/L"),
        ("W-01", "fluoride", "exact", Decimal("1.6"), "mg/L"),
        ("W-02", "e_coli", "none", None, "MPN/100mL"),
        ("W-02", "ph", "exact", Decimal("7.3"), ""),
    ]
    assert left_of(file) == []
    assert AuditEntry.objects.filter(act="read_lab_results").count() == 2  # the file, household a


def test_a_table_with_a_column_for_each_thing_is_read(lab, at_lab):
    read(lab, sheet_of(
        ("单位", None, "mg/L", "μg/L"),
        ("限值", "6.5-8.5", "1.0", "10"),
        ("W-01", "7.1", "0.4", "3"),
        ("W-02", "8.9", None, "12"),
        headings=("样品编号", "pH", "氟化物", "砷"),
    ))  # fmt: skip

    assert [(code, key, value) for code, key, _bound, value, _unit in results()] == [
        ("W-01", "arsenic", Decimal("0.003")),
        ("W-01", "fluoride", Decimal("0.4")),
        ("W-01", "ph", Decimal("7.1")),
        ("W-02", "arsenic", Decimal("0.012")),
        ("W-02", "ph", Decimal("8.9")),
    ]


def test_every_row_that_is_not_taken_is_kept_with_its_reason(lab, at_lab):
    file = read(lab, sheet_of(
        ("W-01", "氟化物", "0.8", "mg/L", "2026-03-05"),
        ("W-03", "氟化物", "0.9", "mg/L", "2026-03-05"),
        ("W-99", "氟化物", "0.9", "mg/L", "2026-03-05"),
        (None, "氟化物", "0.9", "mg/L", None),
        ("W-01", "灵气", "0.9", "mg/L", None),
        ("W-01", None, "0.9", "mg/L", None),
        ("W-01", "砷", "合格", "mg/L", None),
        ("W-01", "铅", None, "mg/L", None),
        ("W-01", "镉", "0.001", "mg/kg 干基", None),
        ("W-01", "汞", "0.001", None, None),
        ("W-01", "铁", "0.1", "mg/L", "2026-03-01"),
        ("W-01", "锰", "0.1", "mg/L", "2027-03-01"),
        ("W-01", "锌", "0.1", "mg/L", "上周"),
        ("W-01", "氟化物", "1.8", "mg/L", "2026-03-05"),
        ("W-01", "氟化物", "0.80", "mg/L", "2026-03-05"),
    ))  # fmt: skip

    assert [because for _row, _code, because in left_of(file)] == [
        "not_received", "unknown_sample", "no_code", "unknown_parameter", "no_parameter",
        "unreadable_value", "no_value", "unknown_unit", "no_unit", "before_received", "in_future",
        "unreadable_day", "differs",
    ]  # fmt: skip
    assert left_of(file)[0][:2] == (5, "W-03")
    assert file.seen_count == 1
    assert len(results()) == 1


def test_what_was_left_is_read_again_once_the_chain_is_whole(cast, lab, at_lab):
    _one, _two, out = at_lab
    file = read(lab, sheet_of(("W-03", "氟化物", "0.9", "mg/L", None)))
    assert left_of(file) == [(4, "W-03", "not_received")]

    receive(out, lab)
    made = samples.read_left_rows(file, by=cast.coordinator, on=LATER)

    assert made == 1
    assert left_of(file) == []
    assert [code for code, *_rest in results()] == ["W-03"]
    with pytest.raises(NothingLeft):
        samples.read_left_rows(file, by=cast.coordinator, on=LATER)


def test_another_laboratory_that_never_had_it_gives_no_result(cast, at_lab):
    file = read(make_lab(cast.caoba, "别处化验室"), sheet_of(("W-01", "氟化物", "1", "mg/L", None)))

    assert left_of(file) == [(4, "W-01", "not_received")]
    assert results() == []


def test_a_code_merged_down_holds_for_its_rows(lab, at_lab):
    book = load_workbook(BytesIO(sheet_of(
        ("W-01", "氟化物", "0.8", "mg/L", None),
        (None, "硝酸盐", "3", "mg/L", None),
        ("W-02", "氟化物", "0.7", "mg/L", None),
    )))  # fmt: skip
    book.active.merge_cells("A4:A5")
    stream = BytesIO()
    book.save(stream)

    read(lab, stream.getvalue())

    assert [row[:2] for row in results()] == [
        ("W-01", "fluoride"), ("W-01", "nitrate"), ("W-02", "fluoride"),
    ]  # fmt: skip


def test_a_heading_that_is_never_held_is_not_asked_about(cast, lab):
    new = samples.note_headings(lab, ["民族", "氟含量"], by=cast.coordinator, on=DAY)

    assert (new, [one.heading for one in lab.columns.all()]) == (1, ["氟含量"])


def test_a_file_with_other_columns_says_which_is_missing_and_keeps_nothing(lab, at_lab):
    data = sheet_of(("W-01", "氟化物", "0.8", "mg/L"), headings=("流水", "名目", "数", "单位"))

    with pytest.raises(LabColumnsMissing) as refused:
        read(lab, data)

    assert refused.value.params["missing"] == ColumnMeaning.CODE
    assert refused.value.headings == ("流水", "名目", "数")  # 单位 is known
    assert (LabFile.objects.count(), Result.objects.count(), LeftRow.objects.count()) == (0, 0, 0)


def test_once_its_headings_are_explained_the_same_file_is_read(cast, lab, at_lab):
    by = cast.coordinator
    data = sheet_of(
        ("W-01", "氟化物", "0.8", "mg/L", "张工"), headings=("流水", "名目", "数", "单位", "审核人")
    )
    with pytest.raises(LabColumnsMissing) as refused:
        read(lab, data)
    samples.note_headings(lab, refused.value.headings, by=by, on=DAY)
    assert samples.note_headings(lab, refused.value.headings, by=by, on=DAY) == 0
    for heading, meaning in {"流水": "code", "名目": "parameter", "数": "value"}.items():
        column = lab.columns.get(heading=heading)
        samples.name_heading(column, meaning, by=by, on=DAY)

    file = read(lab, data)

    assert [row[:2] for row in results()] == [("W-01", "fluoride")]
    assert file.dropped == ["审核人"]
    with pytest.raises(MeaningUnknown):
        samples.name_heading(lab.columns.first(), "colour of hair", by=by, on=DAY)


def test_what_a_person_took_back_does_not_stand_again_when_its_file_is_read_again(
    cast, lab, at_lab
):
    by, headings = cast.coordinator, ("样品编号", "检测项目", "结果", "单位", "Measured")
    data = sheet_of(
        ("W-01", "氟化物", "1.6", "mg/L", "2026-03-05"),
        ("W-02", "氟化物", "0.8", "mg/L", "2026-03-05"),
        headings=headings, above=(),
    )  # fmt: skip
    read(lab, data)
    wrong = Result.objects.get(sample=at_lab[0])
    samples.take_back_result(wrong, reason="小数点错位", by=by, on=LATER)
    samples.name_heading(lab.columns.get(heading="Measured"), "measured_on", by=by, on=LATER)

    read(lab, data)

    assert [row[0] for row in results()] == ["W-02"]


def test_a_file_whose_rows_were_left_for_a_heading_is_read_again_once_that_is_explained(
    cast, lab, at_lab
):
    headings = ("样品编号", "检测项目", "结果", "Units")
    data = sheet_of(("W-01", "氟化物", "0.8", "mg/L"), headings=headings, above=())
    before = read(lab, data)
    left_before = left_of(before)
    samples.name_heading(lab.columns.get(heading="Units"), "unit", by=cast.coordinator, on=DAY)

    again = read(lab, data)

    assert again == before
    assert (len(left_before), left_of(again), len(results())) == (1, [], 1)
    assert again.dropped == []
    with pytest.raises(LabFileReadAlready):
        read(lab, data)


def test_a_file_is_not_read_again_for_a_heading_that_means_nothing(cast, lab, at_lab):
    headings = ("样品编号", "检测项目", "结果", "单位", "审核人")
    data = sheet_of(("W-01", "氟化物", "0.8", "mg/L", "甲"), headings=headings, above=())
    read(lab, data)
    column = lab.columns.get(heading="审核人")
    samples.name_heading(column, ColumnMeaning.NOTHING, by=cast.coordinator, on=DAY)

    with pytest.raises(LabFileReadAlready):
        read(lab, data)


def test_the_same_file_is_read_once(lab, at_lab):
    data = sheet_of(("W-01", "氟化物", "0.8", "mg/L", None))
    read(lab, data)

    with pytest.raises(LabFileReadAlready):
        read(lab, data)

    assert len(results()) == 1


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyWorkbook),
        (b"\x89PNG\r\n\x1a\n", NotAWorkbook),
        (sheet_of(above=()), LabFileEmpty),
        (sheet_of(headings=("样品编号", "检测项目"), above=()), LabColumnsMissing),
        ("备注\n只有一句话\n".encode(), NotAWorkbook),
    ],
)
def test_what_is_no_table_of_results_is_refused_whole(lab, data, error):
    with pytest.raises(error):
        read(lab, data)

    assert LabFile.objects.count() == 0


def test_a_file_without_any_heading_asks_for_a_table():
    with pytest.raises((LabFileWithoutTable, LabColumnsMissing)):
        read_lab_file(sheet_of(headings=("1", "2"), above=()), {})


def test_a_text_table_is_read_as_well(lab, at_lab):
    read(lab, "样品编号,检测项目,检测结果,单位\nW-01,氟化物,0.8,mg/L\n".encode("gb18030"))

    assert [row[:2] for row in results()] == [("W-01", "fluoride")]


def test_the_verdict_is_computed_from_the_norm_of_the_sample(cast, lab, at_lab):
    one, two, _out = at_lab
    measure(one, "fluoride", "1100", "μg/L")
    measure(two, "fluoride", "1.1", "mg/L")
    samples.choose_norm(two, "gb5749_2022_small", by=cast.coordinator, on=DAY)

    assert standing_of(one, DAY).verdict == Verdict.OVER
    assert standing_of(two, DAY).verdict == Verdict.WITHIN
    [finding] = standing_of(one, DAY).findings
    assert (finding.value, finding.unit, str(finding.limit.most)) == (Decimal("1.1"), "mg/L", "1.0")


def test_samples_that_wait_too_long_are_told_to_who_sees_them(cast, lab, at_lab):
    one, _two, _out = at_lab
    measure(one)
    late = DAY + timedelta(days=16)

    found = late_samples(cast.coordinator, cast.caoba, late)

    assert {one.sample.code: str(one.late[0]) for one in found} == {
        "W-01": "to_tell",
        "W-02": "result",
        "W-03": "to_lab",
    }
    assert late_samples(cast.coordinator, cast.caoba, DAY) == []
    assert late_samples(cast.other_coordinator, cast.caoba, late) == []


def test_a_laboratory_is_named_once_and_answers_in_some_days(cast, lab):
    by = cast.coordinator
    with pytest.raises(LabTaken):
        make_lab(cast.caoba)
    with pytest.raises(LabDaysRefused):
        make_lab(cast.caoba, "另一家", days=0)

    samples.change_lab(lab, name="市化验室", days=20, reach="0891-6300000", by=by, on=DAY)

    lab.refresh_from_db()
    assert (lab.name, lab.days) == ("市化验室", 20)


@pytest.mark.parametrize("day", ["2026-99999999999-1", "2026-1-" + "9" * 5000, "2026/²/3"])
def test_a_day_that_no_calendar_has_leaves_its_row_and_reads_the_others(at_lab, lab, day):
    data = sheet_of(("W-01", "氟化物", "0.8", "mg/L", day), ("W-02", "氟化物", "0.7", "mg/L", ""))

    file = read(lab, data)

    assert [one[0] for one in results()] == ["W-02"]
    assert [one[2] for one in left_of(file)] == ["unreadable_day"]


def test_a_value_beyond_what_can_be_kept_leaves_its_row(at_lab, lab):
    data = sheet_of(
        ("W-01", "氟化物", "9999999999999", "g/L", ""), ("W-02", "氟化物", "0.7", "mg/L", "")
    )

    file = read(lab, data)

    assert [one[0] for one in results()] == ["W-02"]
    assert [one[2] for one in left_of(file)] == ["unreadable_value"]


def test_what_comes_after_the_telling_is_to_be_told_too(at_lab, lab):
    first, by = at_lab[0], system_account()
    read(lab, sheet_of(("W-01", "氟化物", "0.8", "mg/L", "")))
    samples.tell_result(first, how="read_out", told_on=LATER, by=by, on=LATER)

    read(lab, sheet_of(("W-01", "氟化物", "0.8", "mg/L", ""), ("W-01", "砷", "0.9", "mg/L", "")))

    first.refresh_from_db()
    assert (first.told_on, standing_of(first, LATER).state) == (None, "measured")


def test_the_same_values_again_are_no_news(at_lab, lab):
    first, by = at_lab[0], system_account()
    read(lab, sheet_of(("W-01", "氟化物", "0.8", "mg/L", "")))
    samples.tell_result(first, how="read_out", told_on=LATER, by=by, on=LATER)

    read(lab, sheet_of(("W-01", "氟化物", "0.80", "mg/L", "")))

    first.refresh_from_db()
    assert first.told_on == LATER


def test_the_sample_of_a_household_out_of_use_is_on_no_list(cast, at_lab, lab):
    result = measure(at_lab[0])
    close_household(cast.a, because="erasing", by=cast.coordinator, on=DAY)

    seen = samples_for(cast.coordinator, LATER).order_by("code").values_list("code", flat=True)

    assert list(seen) == ["W-02", "W-03"]
    assert list(samples_for(cast.tashi.account, LATER).filter(code="W-01")) == []
    with pytest.raises(NotVisible):
        get_result_for(cast.coordinator, result.pk, LATER)


def test_a_row_whose_cells_are_formulas_without_a_value_is_kept_as_a_left_one(at_lab, lab):
    data = sheet_of(
        ("W-01", "氟化物", "0.8", "mg/L", ""),
        ('="W-"&"02"', '="氟化物"', "=1-0.2", '="mg/L"', "=TODAY()"),
        ('="W-"&"02"', '="砷"', "=1-0.2", "mg/L", ""),
    )

    file = read(lab, data)

    assert [one[0] for one in results()] == ["W-01"]
    assert left_of(file) == [(5, "", "faulty_cell"), (6, "", "faulty_cell")]
