"""Reading a laboratory's table: a row for each value, or a row for each sample with a column for
each thing that was measured. What a heading means the laboratory's own list says first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.kit.sheets import Row, Sheet, Value, read_workbook
from doorstep.kit.sheets.headings import Headings, headings_of, texts_of
from doorstep.kit.text import printable
from doorstep.samples.choices import ColumnMeaning
from doorstep.samples.norms import parameters
from doorstep.samples.rules.units import fold, unit_of

MOST_ROWS = 20_000
MOST_HEADING = 100
HEADINGS = {  # what laboratories call a column, folded
    ColumnMeaning.CODE: (
        "样品编号", "样品号", "样品标识", "样品编码", "样品原编号", "原编号", "采样编号",
        "样品原标识", "samplecode", "sampleid", "samplenumber", "code",
    ),
    ColumnMeaning.PARAMETER: (
        "检测项目", "检验项目", "监测项目", "项目", "分析项目", "参数", "parameter", "analyte",
    ),
    ColumnMeaning.VALUE: (
        "检测结果", "检验结果", "监测结果", "结果", "实测值", "测定值", "检测值", "result", "value",
    ),
    ColumnMeaning.UNIT: ("单位", "计量单位", "结果单位", "unit"),
    ColumnMeaning.MEASURED_ON: (
        "检测日期", "检验日期", "分析日期", "测定日期", "检测时间", "测试日期", "dateofanalysis",
        "measuredon",
    ),
}  # fmt: skip
UNIT_ROWS = ("单位", "unit")  # below the headings of a wide table, in the column of the codes
SKIPPED = ("标准限值", "限值", "标准值", "limit", "检出限", "方法", "检测方法", "合计", "备注")
EXAMPLE = "示例"


class LabColumnsMissing(Refused):
    message = _(
        "No table of this file has a column for %(missing)s. Its headings are: %(found)s. Say on "
        "the laboratory's page what they mean, then send the file again. Nothing was taken."
    )

    def __init__(self, *, headings: Sequence[str], **params: object) -> None:
        self.headings = tuple(headings)
        super().__init__(**params)


class LabFileWithoutTable(Refused):
    message = _(
        "No table of results was found in this file: no row names a column for the sample's code. "
        "Ask the laboratory for a table with code, what was measured, result and unit. Nothing was "
        "taken."
    )


class LabFileEmpty(Refused):
    message = _("This file has headings and no row below them. Nothing was taken.")


class LabFileTooLong(Refused):
    message = _(
        "This file has %(count)s values; at most %(most)s are read at once. Send it in parts."
    )


@dataclass(frozen=True)
class LabRow:
    """A value as it stands in a file; texts as typed, the day as 2026-05-28 where it is one."""

    sheet: str
    number: int
    code: str
    parameter: str
    value: str
    unit: str
    measured_on: str
    is_faulty: bool = False


@dataclass(frozen=True)
class LabTable:
    """All values of a file, and the headings of columns that are not kept."""

    rows: tuple[LabRow, ...]
    dropped: tuple[str, ...]


@dataclass
class _Columns:
    """Where a table's headings stand and what they mean: `wide` is column → (parameter, unit)."""

    below: int
    at: dict[ColumnMeaning, int] = field(default_factory=dict)
    wide: dict[int, tuple[str, str]] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        is_long = {ColumnMeaning.PARAMETER, ColumnMeaning.VALUE} <= self.at.keys()
        return ColumnMeaning.CODE in self.at and (is_long or bool(self.wide))


def read_lab_file(data: bytes, meanings: Mapping[str, str]) -> LabTable:
    """The values of a laboratory's file (xlsx, xls or CSV), sheet by sheet in their order; sheets
    without such a table are passed over. `meanings`: by folded heading a ColumnMeaning or the key
    of a parameter. LabFileWithoutTable, LabColumnsMissing, LabFileEmpty, LabFileTooLong, and what
    `read_workbook` refuses."""
    rows: list[LabRow] = []
    dropped: list[str] = []
    nearest: Headings[_Columns] | None = None
    is_found = False
    for sheet in read_workbook(data).sheets:
        if not sheet.visible:
            continue
        found = headings_of(
            sheet,
            lambda line: _read_headings(line, meanings),
            is_whole=lambda columns: columns.is_whole,
            count=lambda columns: len(columns.at) + len(columns.wide),
        )
        if found is None or not found.is_whole:
            if found is not None and (nearest is None or found.named > nearest.named):
                nearest = found
            continue
        is_found = True
        dropped += found.columns.dropped
        rows += _rows_of(sheet, found.columns)
    if not is_found:
        raise _why_not(nearest)
    if not rows:
        raise LabFileEmpty
    if len(rows) > MOST_ROWS:
        raise LabFileTooLong(count=len(rows), most=MOST_ROWS)
    return LabTable(tuple(rows), tuple(dict.fromkeys(dropped)))


@cache
def parameter_named(text: str) -> str:
    """The key of the parameter that a laboratory calls so; "" for none."""
    return _names().get(fold(text), "")


def parameter_and_unit(heading: str) -> tuple[str, str]:
    """Of a wide table's heading: 氟化物(mg/L) is (fluoride, mg/L); ("", "") for another."""
    if key := parameter_named(heading):
        return key, ""
    for mark, end in (("(", ")"), ("（", "）"), ("/", ""), ("[", "]")):
        name, found, unit = heading.partition(mark)
        key = parameter_named(name)
        if found and key and unit_of(unit.rstrip(end)) is not None:
            return key, unit.removesuffix(end).strip() if end else unit.strip()
    return "", ""


@cache
def _names() -> dict[str, str]:
    found = {}
    for one in parameters().values():
        for name in (one.key, *one.names.values(), *one.also):
            found[fold(name)] = one.key
    return found


def _why_not(nearest: Headings[_Columns] | None) -> Refused:
    if nearest is None:
        return LabFileWithoutTable()
    columns = nearest.columns
    if ColumnMeaning.CODE not in columns.at:
        missing = ColumnMeaning.CODE
    elif ColumnMeaning.VALUE in columns.at:
        missing = ColumnMeaning.PARAMETER
    else:
        missing = ColumnMeaning.VALUE
    known = {*columns.at.values(), *columns.wide}
    return LabColumnsMissing(
        headings=texts_of(nearest.line, without=known),
        missing=missing,
        found=now(", ").join(texts_of(nearest.line)),
    )


def _read_headings(line: Row, meanings: Mapping[str, str]) -> _Columns:
    columns = _Columns(below=line.number)
    for at, value in enumerate(line.values):
        heading = _text(value)[:MOST_HEADING]
        meaning = meanings.get(fold(heading), "") or _shipped(heading)
        if not heading:
            continue
        if meaning == ColumnMeaning.NOTHING or not meaning:
            columns.dropped.append(heading)
        elif meaning in ColumnMeaning.values:
            columns.at.setdefault(ColumnMeaning(meaning), at)
        else:
            columns.wide[at] = meaning, parameter_and_unit(heading)[1]
    if {ColumnMeaning.PARAMETER, ColumnMeaning.VALUE} <= columns.at.keys():
        columns.wide = {}  # a table of the long kind: each row says what was measured
    return columns


def _shipped(heading: str) -> str:
    folded = fold(heading)
    for meaning, words in HEADINGS.items():
        if folded in words:
            return meaning
    return parameter_and_unit(heading)[0]


def _rows_of(sheet: Sheet, columns: _Columns) -> Iterator[LabRow]:
    code = ""
    units = {at: unit for at, (_key, unit) in columns.wide.items()}
    merged = _merged_down(sheet, columns.at[ColumnMeaning.CODE])
    faults = sheet.faults
    for line in sheet.rows_and_faults():
        if line.number <= columns.below:
            continue
        written = _cell(line, columns, ColumnMeaning.CODE)
        if fold(written) in UNIT_ROWS and columns.wide:
            units = {at: _text(line.at(at)) or unit for at, unit in units.items()}
            continue
        if fold(written) in SKIPPED or EXAMPLE in written:
            continue
        code = written or (code if line.number in merged else "")
        if columns.wide:
            yield from _wide_row(sheet, line, columns, code, units, faults)
            continue
        is_faulty = _is_faulty(faults, line, columns.at.values())
        if is_faulty or any(
            _cell(line, columns, one)
            for one in (ColumnMeaning.CODE, ColumnMeaning.PARAMETER, ColumnMeaning.VALUE)
        ):
            yield LabRow(
                sheet.name[:60],
                line.number,
                code,
                _cell(line, columns, ColumnMeaning.PARAMETER),
                _cell(line, columns, ColumnMeaning.VALUE),
                _cell(line, columns, ColumnMeaning.UNIT),
                _cell(line, columns, ColumnMeaning.MEASURED_ON),
                is_faulty,
            )


def _wide_row(
    sheet: Sheet,
    line: Row,
    columns: _Columns,
    code: str,
    units: Mapping[int, str],
    faults: frozenset[tuple[int, int]],
) -> Iterator[LabRow]:
    for at, (key, _unit) in columns.wide.items():
        value = _text(line.at(at))
        is_faulty = _is_faulty(faults, line, (at,))
        if value or is_faulty:
            yield LabRow(
                sheet.name[:60],
                line.number,
                code,
                parameters()[key].names["zh-hans"],
                value,
                units[at],
                _cell(line, columns, ColumnMeaning.MEASURED_ON),
                is_faulty,
            )


def _merged_down(sheet: Sheet, column: int) -> set[int]:
    """The rows whose code stands in a cell merged with those above."""
    return {
        number
        for merge in sheet.merges
        if merge.left <= column <= merge.right
        for number in range(merge.top + 1, merge.bottom + 1)
    }


def _is_faulty(faults: frozenset[tuple[int, int]], line: Row, columns: Iterable[int]) -> bool:
    return any((line.number, at) in faults for at in columns)


def _cell(line: Row, columns: _Columns, meaning: ColumnMeaning) -> str:
    at = columns.at.get(meaning)
    return "" if at is None else _text(line.at(at))


def _text(value: Value) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, float):
        return f"{value:.12g}" if 1e-4 <= abs(value) < 1e15 else f"{Decimal(f'{value:.12g}'):f}"
    return " ".join(printable("" if value is None else str(value)).split())
