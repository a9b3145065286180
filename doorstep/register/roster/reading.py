"""A ledger into a Roster."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from doorstep.kit.sheets import Sheet, Workbook, read_workbook
from doorstep.register.roster.columns import KINDS, fields_of, is_known
from doorstep.register.roster.errors import NoHouseholds, NoHouseholdTable, UnknownField
from doorstep.register.roster.header import Head, Template, heads_of, rows_of_headings
from doorstep.register.roster.lists import (
    read_helpers,
    read_households,
    read_members,
    read_persons,
)
from doorstep.register.roster.refused import is_refused
from doorstep.register.roster.rows import TableRows
from doorstep.register.roster.value import Helper, Household, Member, Roster, SheetColumn

PER_PERSON = "one row per person"
FEWEST_HEADINGS = 3  # of a sheet that a person is asked about


@dataclass(frozen=True, slots=True)
class _Lists:
    """The tables of a workbook, by what they list."""

    households: TableRows
    members: TableRows | None
    helpers: TableRows | None
    per_person: bool

    def all(self) -> list[TableRows]:
        return [rows for rows in (self.households, self.members, self.helpers) if rows]


def read_roster(
    source: bytes | Path,
    *,
    columns: Mapping[str, str] | None = None,
    template: Template | None = None,
    today: date | None = None,
) -> Roster:
    """The roster in a workbook or CSV.

    `columns` maps headings by hand: heading as typed, or `sheet/heading` → a field of
    `column_map`, or "" to leave the column out. It cannot bring in a column that is refused or
    sealed. `template` is what a town once said of headings, by the kind of list; `columns` go
    before it. `today` is needed only to turn an age into a year of birth.
    Raises what `read_workbook` raises, NoHouseholdTable, NoHouseholds or UnknownField.
    """
    columns = columns or {}
    _check_columns(columns)
    book = read_workbook(source)
    lists = _find_lists(book, columns, template or {})
    if lists.per_person:
        households, members = read_persons(lists.households, today)
    else:
        households = read_households(lists.households)
        members = []
        if lists.members:
            members = read_members(lists.members, _villages_by_code(households), today)
    helpers = read_helpers(lists.helpers) if lists.helpers else []
    if not lists.households.seen:
        raise NoHouseholds(sheet=lists.households.sheet.name)
    return _roster(book, lists, tuple(households), tuple(members), tuple(helpers))


def headings_of(source: bytes | Path) -> dict[str, tuple[str, ...]]:
    """The likely headings of each sheet in which nobody found a list, for a person to say what they
    mean; without refused and sealed ones. Raises what `read_workbook` raises."""
    found = {}
    for sheet in read_workbook(source).sheets:
        if sheet.visible and sheet.rows:
            headings = rows_of_headings(sheet)
            labels = [one.label for one in headings if not (one.refused or one.sealed)]
            if len(labels) >= FEWEST_HEADINGS:
                found[sheet.name] = tuple(dict.fromkeys(labels))
    return found


def _find_lists(book: Workbook, columns: Mapping[str, str], template: Template) -> _Lists:
    found: dict[str, tuple[Sheet, Head]] = {}
    for sheet in book.sheets:
        if not sheet.visible:
            continue
        heads = heads_of(sheet, columns, template)
        for kind in _kinds(heads):
            if kind not in found or heads[kind].score[0] > found[kind][1].score[0]:
                found[kind] = (sheet, heads[kind])
    households = found.get("households")
    if households is not None and found.get("members", (None,))[0] is households[0]:
        del found["members"]
    per_person = households is None
    if households is None:
        households = found.get("persons")
        found.pop("members", None)
    if households is None:
        raise NoHouseholdTable
    needed = ("code", "name") if per_person else ("code", "head")
    members, helpers = found.get("members"), found.get("helpers")
    return _Lists(
        TableRows(*households, needed),
        TableRows(*members, ("code", "name")) if members else None,
        TableRows(*helpers, ("name", "phone")) if helpers else None,
        per_person,
    )


def _kinds(heads: Mapping[str, Head]) -> Iterable[str]:
    """What a sheet with these heads can be used as. A column of relations means one row a person,
    even where each row repeats the head's name."""
    if "persons" in heads:
        return tuple(kind for kind in ("persons", "members") if kind in heads)
    if "households" in heads:
        return ("households",)
    return tuple(kind for kind in ("members", "helpers") if kind in heads)


def _villages_by_code(households: Iterable[Household]) -> dict[str, list[str]]:
    villages: dict[str, list[str]] = {}
    for home in households:
        villages.setdefault(home.code, []).append(home.village)
    return villages


def _roster(
    book: Workbook,
    lists: _Lists,
    households: tuple[Household, ...],
    members: tuple[Member, ...],
    helpers: tuple[Helper, ...],
) -> Roster:
    first, second, third = lists.households, lists.members, lists.helpers
    order = {sheet.name: place for place, sheet in enumerate(book.sheets)}
    remarks = [remark for rows in lists.all() for remark in rows.remarks]
    read = {rows.sheet.name for rows in lists.all()}
    return Roster(
        kind=book.kind,
        layout=PER_PERSON if lists.per_person else None,
        household_table=first.table,
        member_table=first.table if lists.per_person else second.table if second else None,
        helper_table=third.table if third else None,
        villages=tuple(dict.fromkeys(home.village for home in households if home.village)),
        households=households,
        members=members,
        helpers=helpers,
        refused_columns=tuple(_refused(lists)),
        unmapped_columns=tuple(_unmapped(lists)),
        unused_columns=tuple(_unused(lists)),
        unread_sheets=tuple(sheet.name for sheet in book.sheets if sheet.name not in read),
        remarks=tuple(sorted(remarks, key=lambda remark: (order[remark.sheet], remark.row))),
        rows_rejected=tuple(sorted(first.rejected)),
        rows_skipped=tuple(first.skipped),
    )


def _refused(lists: _Lists) -> Iterable[SheetColumn]:
    for rows in lists.all():
        for heading in rows.head.headings:
            if heading.refused:
                bottom = heading.path[-1]
                yield SheetColumn(rows.sheet.name, bottom if is_refused(bottom) else heading.label)


def _left_out(rows: TableRows, known: bool) -> list[str]:
    return [
        heading.label
        for heading in rows.head.headings
        if not heading.refused
        and heading.column not in rows.head.fields
        and is_known(heading.path[-1]) is known
    ]


def _unmapped(lists: _Lists) -> Iterable[str]:
    """Columns that no list of a roster knows; the sheet stands before one not found on all."""
    tables = lists.all()
    everywhere = set.intersection(*(set(_left_out(rows, known=False)) for rows in tables))
    yield from (label for label in _left_out(tables[0], known=False) if label in everywhere)
    for rows in tables:
        for label in _left_out(rows, known=False):
            if label not in everywhere:
                yield f"{rows.sheet.name}/{label}"


def _unused(lists: _Lists) -> Iterable[SheetColumn]:
    """Columns a roster knows, but not on this list, or a second time."""
    for rows in lists.all():
        for label in _left_out(rows, known=True):
            yield SheetColumn(rows.sheet.name, label)


def _check_columns(columns: Mapping[str, str]) -> None:
    allowed = {name for kind in KINDS for name in fields_of(kind)}
    for column, fields in columns.items():
        for field in filter(None, fields.split(",")):
            if field not in allowed:
                raise UnknownField(field=field, column=column)
