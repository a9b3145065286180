"""The register as sheets of a ledger that re-imports unchanged: no coordinates, no colours."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from doorstep.kit.sheets import Column, SheetOut, Value
from doorstep.people.choices import PlaceKind
from doorstep.people.models import Place
from doorstep.register import roster
from doorstep.register.roster.report import CONSENT_NAMES, language_name
from doorstep.sync.queries.stated import stated_at

SEXES = {"f": "女", "m": "男", "": ""}
HOUSEHOLD_COLUMNS: tuple[tuple[str, int, Callable[[roster.Household], Value]], ...] = (
    ("户编号", 12, lambda home: home.code),
    ("村民小组", 12, lambda home: home.group),
    ("户主（联系人）", 14, lambda home: home.head),
    ("常住人口数", 11, lambda home: home.resident_count),
    ("联系电话", 15, lambda home: home.phone),
    ("语言偏好", 12, lambda home: language_name(home.languages)),
    ("方便联系时间", 16, lambda home: home.best_time),
    ("结对联系人", 16, lambda home: "、".join(home.helpers)),
    ("需求简述", 30, lambda home: home.need_note),
    ("登记日期", 12, lambda home: home.registered_on),
    ("复核日期", 12, lambda home: home.review_on),
    ("知情同意日期", 14, lambda home: home.consent_on),
    ("同意方式", 12, lambda home: CONSENT_NAMES.get(home.consent_how, "")),
    ("备注", 30, lambda home: home.note),
)
MEMBER_COLUMNS: tuple[tuple[str, int, Callable[[roster.Member], Value]], ...] = (
    ("户编号", 12, lambda one: one.code),
    ("成员姓名", 14, lambda one: one.name),
    ("与户主关系", 12, lambda one: one.relation),
    ("性别", 8, lambda one: SEXES[one.sex]),
    ("出生年月", 12, lambda one: one.born),
    ("是否在校", 10, lambda one: _yes(one.in_school, "是", "否")),
    ("有无劳动力", 12, lambda one: _yes(one.labour, "有", "无")),
)
VILLAGE = ("行政村", 14, lambda one: one.village)


def ledger_sheets(place: Place, on: date, *, lines: Sequence[str]) -> list[SheetOut]:
    """The active households of a village or town and their members; `lines` stand under titles."""
    villages = {"": place}
    if place.kind != PlaceKind.VILLAGE:
        villages = {one.name: one for one in place.children.filter(kind=PlaceKind.VILLAGE)}
    stated = [one for _key, one in sorted(stated_at(villages, on).items())]
    first: tuple[Any, ...] = () if place.kind == PlaceKind.VILLAGE else (VILLAGE,)
    members = [member for one in stated for member in one.members]
    homes = [one.household for one in stated]
    return [
        _sheet("农牧户台账", place, (*first, *HOUSEHOLD_COLUMNS), homes, lines),
        _sheet("家庭成员", place, (*first, *MEMBER_COLUMNS), members, lines),
    ]


def _sheet(
    name: str,
    place: Place,
    columns: Sequence[tuple[str, int, Callable[[Any], Value]]],
    entries: Sequence[Any],
    lines: Sequence[str],
) -> SheetOut:
    return SheetOut(
        name=name,
        title=f"{place.name} {name}",
        columns=[Column(label, width) for label, width, _of in columns],
        rows=[[of(entry) for _label, _width, of in columns] for entry in entries],
        lines=lines,
    )


def _yes(held: bool | None, yes: str, no: str) -> str:
    return "" if held is None else yes if held else no
