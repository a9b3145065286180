"""Reading an employer's or a county's workbook of offers: columns by what offices call them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.jobs.queries.words import KINDS, crafts_in, kind_in, wage_in
from doorstep.jobs.rules import OfferFields
from doorstep.kit.errors import Refused
from doorstep.kit.periods import FIRST_DAY, LAST_DAY
from doorstep.kit.sheets import Row, Sheet, read_workbook
from doorstep.kit.sheets.cells import day_in, folded, text_of
from doorstep.needs.choices import PlacementKind

LOOKED_AT = 30  # rows in which the headings stand
MOST_ROWS = 500
MOST_QUOTED = 60  # letters of a cell that an answer repeats
OPEN_DAYS = 60  # so long an offer is open whose file names no day
HEADINGS: dict[str, tuple[str, ...]] = {  # what offices call a column, folded
    "employer": (
        "用人单位", "单位", "单位名称", "用工单位", "企业", "企业名称", "公司", "公司名称",
        "招聘单位", "雇主", "employer", "company",
    ),
    "title": (
        "岗位", "岗位名称", "招聘岗位", "工种", "职位", "工作内容", "工作", "title", "job", "work",
    ),
    "kind": ("用工性质", "用工类型", "用工形式", "岗位性质", "性质", "类型", "kind", "type"),
    "where": ("工作地点", "地点", "工作地址", "地址", "务工地点", "where", "place", "location"),
    "km": ("距离", "距离公里", "距村公里", "距村里程公里", "路程公里", "公里", "km", "distancekm"),
    "lat": ("纬度", "lat", "latitude"),
    "lon": ("经度", "lon", "lng", "longitude"),
    "start_on": (
        "上岗时间", "开始时间", "开工时间", "开始日期", "上岗日期", "到岗时间", "start", "from",
    ),
    "end_on": ("结束时间", "结束日期", "截止上岗", "完工时间", "end", "to"),
    "wage": (
        "工资", "工资元", "薪资", "薪酬", "薪资待遇", "工资待遇", "待遇", "月工资", "月薪",
        "日工资", "日薪", "月工资元", "日工资元", "工资标准", "wage", "pay",
    ),
    "wage_per": ("计薪方式", "工资单位", "计酬方式", "计薪单位", "per", "paidper"),
    "places": ("人数", "招聘人数", "用工人数", "需求人数", "名额", "places", "number"),
    "crafts": ("技能", "技能要求", "岗位要求", "要求", "skills", "skill"),
    "open_until": (
        "截止日期", "报名截止", "有效期至", "招聘截止", "截止时间", "openuntil", "until",
    ),
    "contact_name": ("联系人", "负责人", "contact"),
    "contact_at": ("联系电话", "电话", "联系方式", "手机", "phone", "tel", "telephone"),
    "note": ("备注", "说明", "其他", "note", "notes"),
}  # fmt: skip
MUST = ("employer", "title", "where", "start_on", "places")
IGNORED = ("序号", "no", "编号")
WORDS: dict[str, Any] = {
    "employer": pgettext_lazy("job", "Employer"),
    "title": pgettext_lazy("job", "Work"),
    "where": pgettext_lazy("job", "Place of work"),
    "start_on": pgettext_lazy("job", "First day"),
    "end_on": pgettext_lazy("job", "Last day"),
    "open_until": pgettext_lazy("job", "Open until"),
    "places": _("Places"),
    "km": _("Km from the village"),
    "lat": _("Latitude"),
    "lon": _("Longitude"),
}


class OfferColumnsMissing(Refused):
    message = _(
        "No row of this file names a column for %(missing)s. The first filled row says: %(found)s. "
        "Name the columns 用人单位, 岗位, 工作地点, 上岗时间 and 人数, and send it again. "
        "Nothing was kept."
    )


class OfferFileEmpty(Refused):
    message = _("This file has headings and nothing below them. Nothing was kept.")


class OfferFileTooLong(Refused):
    message = _("This file has %(count)s rows; at most %(most)s are read at once.")


class CellUnreadable(Refused):
    message = _("“%(text)s” cannot be read as “%(field)s”")


class KindUnknown(Refused):
    message = _("“%(text)s” is no kind of work that is known here; known are %(known)s")


@dataclass(frozen=True)
class OfferRow:
    """A row of the file: what it offers, or why it cannot be taken."""

    sheet: str
    number: int
    told: OfferFields | None
    why: str = ""


@dataclass(frozen=True)
class OfferFile:
    """The rows of a file, and the headings that nothing was read from."""

    rows: tuple[OfferRow, ...]
    unread: tuple[str, ...]


def read_offer_file(data: bytes, on: date) -> OfferFile:
    """Every row of the first sheet that names its columns; a row without a day until which it is
    open is so for OPEN_DAYS. OfferColumnsMissing, OfferFileEmpty, OfferFileTooLong, and what
    `read_workbook` refuses."""
    sheets = [one for one in read_workbook(data).sheets if one.rows]
    best: dict[str, int] = {}
    for sheet in sheets:
        for at, row in enumerate(sheet.rows[:LOOKED_AT]):
            columns = _columns(row)
            if all(key in columns for key in MUST):
                return _read(sheet, at, columns, on)
            best = max(best, columns, key=len)
    missing = "、".join(str(WORDS[key]) for key in MUST if key not in best)
    first = sheets[0].rows[0]
    found = "、".join(text_of(value) for value in first.values if value is not None)
    raise OfferColumnsMissing(missing=missing, found=found[:200])


def _read(sheet: Sheet, at: int, columns: dict[str, int], on: date) -> OfferFile:
    below = [row for row in sheet.rows[at + 1 :] if any(v is not None for v in row.values)]
    if not below:
        raise OfferFileEmpty
    if len(below) > MOST_ROWS:
        raise OfferFileTooLong(count=len(below), most=MOST_ROWS)
    unread = tuple(
        text_of(value)
        for column, value in enumerate(sheet.rows[at].values)
        if value is not None and column not in columns.values() and folded(value) not in IGNORED
    )
    head = folded(sheet.rows[at].at(columns["wage"])) if "wage" in columns else ""
    return OfferFile(tuple(_row(sheet.name, row, columns, head, on) for row in below), unread)


def _row(sheet: str, row: Row, columns: dict[str, int], head: str, on: date) -> OfferRow:
    try:
        told = _fields(row, columns, head, on)
    except Refused as refused:
        return OfferRow(sheet, row.number, None, str(refused))
    return OfferRow(sheet, row.number, told)


def _fields(row: Row, columns: dict[str, int], head: str, on: date) -> OfferFields:
    def text(key: str) -> str:
        return text_of(row.at(columns[key])) if key in columns else ""

    def read(key: str, reader: Callable[[], Any], *, is_required: bool = False) -> Any:
        if not text(key) and not is_required:
            return None
        found = reader()
        if found is None:
            raise CellUnreadable(text=text(key)[:MOST_QUOTED] or now("blank"), field=WORDS[key])
        return found

    def day(key: str, *, is_required: bool = False) -> date | None:
        made: date | None = read(key, lambda: day_in(row.at(columns[key])), is_required=is_required)
        if made is not None and not FIRST_DAY <= made <= LAST_DAY:
            raise CellUnreadable(text=text(key), field=WORDS[key])
        return made

    for key in ("employer", "title", "where"):
        read(key, lambda key=key: text(key) or None, is_required=True)
    kind = kind_in(text("kind")) or (None if text("kind") else PlacementKind.TEMPORARY)
    if kind is None:
        raise KindUnknown(
            text=text("kind")[:MOST_QUOTED], known="、".join(words[0] for words in KINDS.values())
        )
    start_on = day("start_on", is_required=True)
    assert start_on is not None  # noqa: S101 - `read` refuses it
    wage = wage_in(text("wage"), text("wage_per") or head)
    return OfferFields(
        employer=text("employer"),
        title=text("title"),
        kind=kind,
        where=text("where"),
        start_on=start_on,
        end_on=day("end_on"),
        places=read("places", lambda: _whole(text("places")), is_required=True),
        open_until=day("open_until") or max(on, start_on) + timedelta(days=OPEN_DAYS),
        contact_name=text("contact_name"),
        contact_at=text("contact_at"),
        lat=read("lat", lambda: _degrees(text("lat"))),
        lon=read("lon", lambda: _degrees(text("lon"))),
        km=read("km", lambda: _whole(text("km").lower().removesuffix("km").removesuffix("公里"))),
        wage=wage.least,
        wage_most=wage.most,
        wage_per=wage.per,
        crafts=crafts_in(text("crafts")),
        note=_note(text("crafts"), text("note")),
    )


def _note(asked: str, note: str) -> str:
    """What the file asks for, in its own words: the closed list does not hold all of it."""
    return "；".join(filter(None, [asked, note]))


def _columns(row: Row) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, value in enumerate(row.values):
        plain = folded(text_of(value).split("(")[0])  # 工资（元/月） is the column 工资
        for key, names in HEADINGS.items():
            if plain in names or folded(value) in names:
                found.setdefault(key, column)
    return found


def _whole(text: str) -> int | None:
    digits = text.removesuffix("人").removesuffix("名").strip()
    return int(digits) if digits.isdecimal() and len(digits) < 7 else None


def _degrees(text: str) -> Decimal | None:
    try:
        degrees = Decimal(text)
    except InvalidOperation:
        return None
    return degrees if degrees.is_finite() else None
