"""Reading a partner's workbook of what was done together: columns by what offices call them."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.kit.errors import Refused
from doorstep.kit.money import fen_of
from doorstep.kit.sheets import Row, Sheet, read_workbook
from doorstep.kit.sheets.cells import day_in, folded, text_of
from doorstep.partners.choices import JointActKind

LOOKED_AT = 30  # rows in which the headings stand
MOST_ROWS = 1_000
MOST_DIGITS = 9
HEADINGS = {  # what offices call a column, folded as `kit.sheets.cells` does
    "on": ("日期", "时间", "活动日期", "活动时间", "开展时间", "date", "day"),
    "title": ("事项", "内容", "活动", "活动名称", "活动内容", "项目", "title", "activity"),
    "kind": ("类别", "类型", "形式", "kind", "type"),
    "where": ("地点", "活动地点", "where", "place"),
    "people": ("人数", "参加人数", "参与人数", "受益人数", "people", "participants"),
    "households": ("户数", "受益户数", "覆盖户数", "households"),
    "villages": ("村数", "覆盖村数", "villages"),
    "amount": ("金额", "采购金额", "金额元", "amount"),
    "seen": ("所见", "情况", "成效", "备注", "说明", "seen", "note"),
    "agreed": ("议定事项", "商定事项", "下步打算", "agreed"),
}
SUMS = ("合计", "总计", "小计", "共计", "total", "sum")
IGNORED = ("序号", "no", "编号")
KINDS = {
    JointActKind.PURCHASE: ("采购", "购买", "消费帮扶", "purchase"),
    JointActKind.STUDY_TRIP: ("考察", "学习", "study"),
    JointActKind.OPEN_DAY: ("开放日", "open"),
    JointActKind.JOBS: ("就业", "招聘", "录用", "job"),
    JointActKind.VISIT: ("走访", "调研", "座谈", "慰问", "visit"),
}
WORDS = {
    "on": pgettext_lazy("partner", "the day"),
    "title": pgettext_lazy("partner", "what was done"),
    "people": pgettext_lazy("partner", "a number of people"),
    "households": pgettext_lazy("partner", "a number of households"),
    "villages": pgettext_lazy("partner", "a number of villages"),
    "amount": pgettext_lazy("partner", "an amount in yuan"),
}


class PartnerColumnsMissing(Refused):
    message = _(
        "No row of this file names a column for %(missing)s. The first filled row says: %(found)s. "
        "Name the columns 日期 and 事项, and send it again. Nothing was kept."
    )


class PartnerRowUnreadable(Refused):
    message = _(
        "Sheet “%(sheet)s”, row %(number)s: “%(text)s” is not %(what)s. Mend it and send the file "
        "again. Nothing was kept."
    )


class PartnerFileEmpty(Refused):
    message = _("This file has headings and nothing below them. Nothing was kept.")


class PartnerFileTooLong(Refused):
    message = _("This file has %(count)s rows; at most %(most)s are read at once.")


@dataclass(frozen=True)
class ActRow:
    """A row of the file as a joint act; amount in fen."""

    sheet: str
    number: int
    kind: JointActKind
    title: str
    on: date
    where: str
    people: int
    households: int
    villages: int
    amount: int | None
    seen: str
    agreed: str


@dataclass(frozen=True)
class PartnerFile:
    """The rows of a partner's file, and the headings and sheets that nothing was read from."""

    rows: tuple[ActRow, ...]
    unread: tuple[str, ...]
    unread_sheets: tuple[str, ...]


def read_partner_file(data: bytes) -> PartnerFile:
    """Every row of the sheets that name their columns; no hidden sheet. PartnerColumnsMissing,
    PartnerRowUnreadable, PartnerFileEmpty, PartnerFileTooLong, and what `read_workbook` refuses."""
    sheets = [one for one in read_workbook(data).sheets if one.rows]
    read = {one.name: _read(one, *heads) for one in sheets if (heads := _heads(one))}
    if not read:
        raise _without_columns(sheets)
    rows = tuple(row for found, _unread in read.values() for row in found)
    if not rows:
        raise PartnerFileEmpty
    if len(rows) > MOST_ROWS:
        raise PartnerFileTooLong(count=len(rows), most=MOST_ROWS)
    unread = dict.fromkeys(head for _rows, heads in read.values() for head in heads)
    return PartnerFile(rows, tuple(unread), tuple(o.name for o in sheets if o.name not in read))


def _heads(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """Where the headings of a sheet stand, and its columns by what they hold."""
    for at, row in enumerate(sheet.rows[:LOOKED_AT] if sheet.visible else ()):
        columns = _columns(row)
        if {"on", "title"} <= set(columns):
            return at, columns
    return None


def _without_columns(sheets: list[Sheet]) -> PartnerColumnsMissing:
    first = sheets[0].rows[0]
    named = {key for sheet in sheets for row in sheet.rows[:LOOKED_AT] for key in _columns(row)}
    missing = "、".join(str(WORDS[key]) for key in ("on", "title") if key not in named)
    found = "、".join(text_of(value) for value in first.values if value is not None)
    return PartnerColumnsMissing(missing=missing or str(WORDS["title"]), found=found)


def _read(
    sheet: Sheet, at: int, columns: dict[str, int]
) -> tuple[tuple[ActRow, ...], tuple[str, ...]]:
    """The rows of a sheet, and its headings that nothing is read from. Blank rows and sums are
    passed over."""
    told = [row for row in sheet.rows[at + 1 :] if _tells(row, columns)]
    if len(told) > MOST_ROWS:
        raise PartnerFileTooLong(count=len(told), most=MOST_ROWS)
    heads = enumerate(sheet.rows[at].values)
    unread = tuple(
        text_of(value)
        for column, value in heads
        if value is not None and column not in columns.values() and folded(value) not in IGNORED
    )
    return tuple(_act(sheet.name, row, columns) for row in told), unread


def _act(sheet: str, row: Row, columns: dict[str, int]) -> ActRow:
    def text(key: str) -> str:
        return text_of(row.at(columns[key])) if key in columns else ""

    def unreadable(key: str) -> PartnerRowUnreadable:
        return PartnerRowUnreadable(
            sheet=sheet, number=row.number, text=text(key) or now("blank"), what=WORDS[key]
        )

    day = day_in(row.at(columns["on"]))
    if day is None:
        raise unreadable("on")
    if not text("title"):
        raise unreadable("title")
    counts = {key: _count(text(key)) for key in ("people", "households", "villages")}
    for key, count in counts.items():
        if count is None:
            raise unreadable(key)
    people, households, villages = (count or 0 for count in counts.values())
    kind = _kind(text("kind")) or _kind(text("title")) or JointActKind.OTHER
    if not people and kind != JointActKind.PURCHASE:
        kind = JointActKind.OTHER  # how many took part is not told
    amount = None
    if kind == JointActKind.PURCHASE:
        try:
            amount = fen_of(text("amount"))
        except Refused as refused:
            raise unreadable("amount") from refused
    return ActRow(
        sheet=sheet,
        number=row.number,
        kind=kind,
        title=text("title"),
        on=day,
        where=text("where"),
        people=people,
        households=households,
        villages=villages,
        amount=amount,
        seen=text("seen"),
        agreed=text("agreed"),
    )


def _tells(row: Row, columns: dict[str, int]) -> bool:
    if any(folded(value) in SUMS for value in row.values):
        return False
    return any(row.at(column) is not None for column in columns.values())


def _count(text: str) -> int | None:
    """How many, from 1,200, 30余人, 8户 or a blank; None for anything else, or far too many."""
    digits = text.rstrip("余人户个村").replace(",", "") or "0"
    return int(digits) if digits.isdecimal() and len(digits) <= MOST_DIGITS else None


def _columns(row: Row) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, value in enumerate(row.values):
        for key, names in HEADINGS.items():
            if folded(value) in names:
                found.setdefault(key, column)
    return found


def _kind(words: str) -> JointActKind | None:
    said = folded(words)
    return next((kind for kind, known in KINDS.items() if any(w in said for w in known)), None)
