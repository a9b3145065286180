"""The four lists a roster is made of: households, members, helpers, or one row per person."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from doorstep.register.roster import words
from doorstep.register.roster.cells import Cell, Trouble, clean, plain
from doorstep.register.roster.entries import helper_of, household_of, member_of
from doorstep.register.roster.rows import Cells, TableRows
from doorstep.register.roster.value import Helper, Household, HouseholdKey, Member


def read_households(rows: TableRows) -> list[Household]:
    """One household a row, without those rejected."""
    households: list[Household] = []
    used: dict[HouseholdKey, Cell] = {}
    for row, cells in rows:
        code, trouble = clean(cells["code"], words.code, "")
        home = household_of(rows, cells, code)
        if trouble is not None:
            rows.tell(row, cells["code"].column, trouble)
        if not code:
            reason = "text_too_long" if trouble else "missing_code"
            rows.reject(row, "code", reason, cells["code"].value if trouble else None)
        elif not home.head:
            rows.reject(row, "head", "missing_head")
        elif (first := used.get((home.village, code))) is not None:
            same = plain(first.value) == plain(cells["code"].value)
            reason = "duplicate_code" if same else "duplicate_code_after_normalising"
            rows.reject(row, "code", reason, cells["code"].value, first.row)
        else:
            used[home.village, code] = cells["code"]
            households.append(home)
    return households


def read_members(
    rows: TableRows, villages: Mapping[str, list[str]], today: date | None
) -> list[Member]:
    """One member a row. `villages` are those in which each household number is used."""
    members: list[Member] = []
    seen: dict[tuple[str, ...], int] = {}
    code, heads = "", 0
    for row, cells in rows:
        member = member_of(rows, cells, "", today)
        stated, trouble = clean(cells["code"], words.code, "")
        if trouble is not None:
            rows.tell(row, cells["code"].column, trouble)
        code, heads = _whose(stated, member, code, heads)
        if not code:
            rows.reject(row, "code", "missing_code")
            continue
        where = villages.get(code, [])
        if not member.village and len(where) == 1:
            member = replace(member, village=where[0])
        if not member.name:
            rows.reject(row, "name", "missing_name")
        elif member.village not in where and not (len(where) == 1 and where[0] == ""):
            rows.reject(row, "code", "unknown_household", code)
        else:
            _keep(rows, replace(member, code=code), members, seen)
    return members


def read_helpers(rows: TableRows) -> list[Helper]:
    """One helper a row; two of one name cannot be told apart where a household names one."""
    helpers: dict[str, Helper] = {}
    for row, cells in rows:
        helper = helper_of(rows, cells)
        if not helper.name:
            rows.reject(row, "name", "missing_name")
        elif helper.name in helpers:
            first = helpers[helper.name].row
            rows.reject(row, "name", "duplicate_helper", helper.name, first)
        else:
            helpers[helper.name] = helper
    return list(helpers.values())


def read_persons(rows: TableRows, today: date | None) -> tuple[list[Household], list[Member]]:
    """One person a row: what a household states is the first filled cell among its rows."""
    homes: dict[str, Cells] = {}
    people: dict[str, list[Member]] = {}
    code, heads = "", 0
    for row, cells in rows:
        stated, trouble = clean(cells["code"], words.code, "")
        member = member_of(rows, cells, "", today)
        code, heads = _whose(stated, member, code, heads)
        if trouble is not None:
            rows.tell(row, cells["code"].column, trouble)
        if not code:
            rows.reject(row, "code", "missing_code")
        elif not member.name:
            rows.reject(row, "name", "missing_name")
        else:
            first = homes.setdefault(code, cells)
            for name, cell in cells.items():
                if first[name].blank and not cell.blank:
                    first[name] = cell
            people.setdefault(code, []).append(replace(member, code=code))
    households: list[Household] = []
    members: list[Member] = []
    for code, own in people.items():
        _gather(rows, homes[code], own, households, members)
    return households, members


def _gather(
    rows: TableRows,
    cells: Cells,
    own: list[Member],
    households: list[Household],
    members: list[Member],
) -> None:
    heads = [member for member in own if member.is_head]
    known: dict[str, object] = {"row": own[0].row}
    if not rows.has("resident_count"):
        known["resident_count"] = len(own)
    if heads:
        known["head"] = heads[0].name
    home = household_of(rows, cells, own[0].code, **known)
    if not home.head:
        rows.reject(own[0].row, "relation", "missing_head")
        rows.rejected += [member.row for member in own[1:]]
        return
    for second in heads[1:]:
        trouble = Trouble("second_head", "import_and_tell", second.name)
        rows.tell(second.row, rows.label("relation"), trouble, heads[0].row)
    households.append(home)
    seen: dict[tuple[str, ...], int] = {}
    for member in own:
        _keep(rows, replace(member, village=home.village), members, seen)


def _whose(stated: str, member: Member, code: str, heads: int) -> tuple[str, int]:
    """Whose row it is: a blank number is the one above, unless a second head begins here."""
    if stated and stated != code:
        return stated, int(member.is_head)
    if not stated and member.is_head and heads:
        return "", 0
    return code, heads + member.is_head


def _keep(
    rows: TableRows, member: Member, members: list[Member], seen: dict[tuple[str, ...], int]
) -> None:
    same = (member.village, member.code, member.name, member.born)
    if same in seen:
        trouble = Trouble("duplicate_member", "skip_row", member.name)
        rows.tell(member.row, rows.label("name"), trouble, seen[same])
        return
    seen[same] = member.row
    members.append(member)
