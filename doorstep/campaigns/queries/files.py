"""Reading a workbook of targets or of states: the columns it must have, and its rows as texts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.kit.sheets import Row, Sheet, Value, read_workbook
from doorstep.kit.sheets.cells import columns_named, day_at_start
from doorstep.register.roster import fold

LOOKED_AT = 30  # rows in which the headings stand
MOST_ROWS = 20_000
HEADINGS = {  # what ledgers call a column
    "code": ("户编号", "户号", "户编码", "家庭编号", "householdcode", "code"),
    "village": ("行政村", "村", "村名", "所属村", "village"),
    "name": ("姓名", "成员", "成员姓名", "name"),
    "state": ("状态", "进度", "完成情况", "建设状态", "state"),
    "on": ("日期", "办结日期", "完成日期", "完工日期", "验收日期", "date", "day"),
    "because": ("原因", "未完成原因", "剩余原因", "reason"),
    "note": ("备注", "说明", "note"),
}
NAMES = {
    "code": pgettext_lazy("column", "household code"),
    "village": pgettext_lazy("column", "village"),
    "name": pgettext_lazy("column", "name"),
    "state": pgettext_lazy("column", "state"),
    "on": pgettext_lazy("column", "day"),
}
LEDGER_WORDS = {  # the words a ledger heads each of them with
    "code": "户编号",
    "village": "行政村",
    "name": "姓名",
    "state": "状态",
    "on": "日期",
}
_NOT_HEADED = ("序号", "合计", "总计", "小计")


class ColumnsMissing(Refused):
    message = _(
        "This file has no column for: %(missing)s. Its headings in row %(row)s are: %(found)s. "
        "Name the columns as a ledger does (%(words)s) and read it again. Nothing was kept."
    )


class HeadingsMissing(Refused):
    message = _(
        "No row of this file names its columns. In one of the first %(rows)s rows the headings "
        "stand as in a ledger: %(words)s. Nothing was kept."
    )


class ListEmpty(Refused):
    message = _("This file has headings and no row below them. Nothing was kept.")


class ListTooLong(Refused):
    message = _("This file has %(count)s rows; at most %(most)s are read at once.")


@dataclass(frozen=True)
class StateLine:
    """A row of a file: who is meant, and what is said of the unit; blank is "". `sheet` is its name
    where a file has several tables."""

    number: int
    code: str
    village: str = ""
    name: str = ""
    state: str = ""
    on: date | None = None
    day_text: str = ""  # as it stands there, where it is no day
    because: str = ""
    note: str = ""
    sheet: str = ""
    is_faulty: bool = False  # a cell holds an error, or a formula without its value


@dataclass(frozen=True)
class ListFile:
    """The rows of a file, and the headings that were not read."""

    lines: tuple[StateLine, ...]
    unread: tuple[str, ...]


def read_list(data: bytes, *, needs: tuple[str, ...]) -> ListFile:
    """The targets of a workbook. `needs` names the columns of HEADINGS that it must have.
    HeadingsMissing, ColumnsMissing, ListEmpty, ListTooLong, and what `read_workbook` refuses."""
    return _read(data, needs=needs, also=("village", "name"))


def read_states(data: bytes, *, needs: tuple[str, ...]) -> ListFile:
    """The states of a workbook; refuses as `read_list`."""
    return _read(data, needs=(*needs, "state", "on"), also=("village", "name", "because", "note"))


def _read(data: bytes, *, needs: tuple[str, ...], also: tuple[str, ...]) -> ListFile:
    """Every table of the file whose headings name enough, sheet by sheet; hidden ones are left."""
    tables = _tables([one for one in read_workbook(data).sheets if one.visible], needs)
    lines: list[StateLine] = []
    unread: dict[str, None] = {}
    for sheet, row, columns in tables:
        wanted = {name: at for name, at in columns.items() if name in needs or name in also}
        lines += _lines(sheet, row.number, wanted, sheet.name if len(tables) > 1 else "")
        unread |= dict.fromkeys(_unread(row, set(wanted.values())))
    if not lines:
        raise ListEmpty
    if len(lines) > MOST_ROWS:
        raise ListTooLong(count=len(lines), most=MOST_ROWS)
    return ListFile(tuple(lines), tuple(unread))


def _unread(row: Row, read: set[int]) -> Iterator[str]:
    for at, value in enumerate(row.values):
        is_read = at in read or value in (None, "")
        if not is_read and fold(str(value)) not in _NOT_HEADED:
            yield str(value).strip()


def _tables(
    sheets: Iterable[Sheet], needs: tuple[str, ...]
) -> list[tuple[Sheet, Row, dict[str, int]]]:
    """Each sheet with its row of headings and what stands in which column."""
    tables, best = [], None
    for sheet in sheets:
        for line in sheet.rows[:LOOKED_AT]:
            found = columns_named(line, HEADINGS, fold)
            if all(name in found for name in needs):
                tables.append((sheet, line, found))
                break
            if found and (best is None or len(found) > len(best[1])):
                best = line, found
    if tables:
        return tables
    words = gettext(", ").join(LEDGER_WORDS[name] for name in needs)
    if best is None:
        raise HeadingsMissing(rows=LOOKED_AT, words=words)
    line, found = best
    raise ColumnsMissing(
        missing=gettext(", ").join(str(NAMES[name]) for name in needs if name not in found),
        row=line.number,
        found=gettext(", ").join(str(value) for value in line.values if value not in (None, "")),
        words=words,
    )


def _lines(
    sheet: Sheet, below: int, columns: dict[str, int], told_sheet: str
) -> Iterator[StateLine]:
    faults = sheet.faults
    for line in sheet.rows_and_faults():
        texts = {name: _text(line.at(at)) for name, at in columns.items()}
        is_total = any(_text(value).startswith(_NOT_HEADED[1:]) for value in line.values[:3])
        is_faulty = any((line.number, at) in faults for at in columns.values())
        if line.number <= below or is_total or not (is_faulty or any(texts.values())):
            continue
        day = day_at_start(line.at(columns["on"])) if "on" in columns else None
        told = {name: text for name, text in texts.items() if name != "on"}
        yield StateLine(
            number=line.number, on=day, day_text="" if day else texts.get("on", ""),
            sheet=told_sheet, is_faulty=is_faulty, **{"code": "", **told},
        )  # fmt: skip


def _text(value: Value) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else " ".join(str(value).split())
