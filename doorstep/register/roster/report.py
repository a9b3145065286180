"""A roster in the names and shapes of the samples' expected.json."""

from collections import Counter
from typing import Any

from doorstep.register.roster.value import Remark, Roster

LANGUAGE_NAMES = {
    ("bo",): "藏语",
    ("zh",): "汉语",
    ("bo", "zh"): "藏汉双语",
    ("en",): "英语",
}
CONSENT_NAMES = {"signed": "签字", "thumb": "指印", "spoken": "口头+见证"}
COLOURS = ("green", "blue", "orange", "red")


def as_json(roster: Roster) -> dict[str, Any]:
    """Counts, maps and remarks of a roster, ready for JSON; no name and no phone but in remarks."""
    homes, table = roster.households, roster.household_table
    report: dict[str, Any] = {
        "sheets": _sheets(roster),
        "header_row": _header_row(table.header_rows),
        "first_data_row": table.first_data_row,
        "last_data_row": table.last_data_row,
        "column_map": dict(table.column_map),
        "households": len(homes),
        "members": len(roster.members),
        "categories": _categories(roster),
        "groups": _counted(home.group for home in homes),
        "languages": _counted(language_name(home.languages) for home in homes),
        "consent_how": _counted(CONSENT_NAMES.get(home.consent_how, "") for home in homes),
        "resident_count_sum": sum(home.resident_count or 0 for home in homes),
        "winter_homes": sum(home.winter is not None for home in homes),
        "summer_homes": sum(home.summer is not None for home in homes),
        "with_helper": sum(bool(home.helpers) for home in homes),
        "helpers": len(roster.helpers),
        "helper_roles": _counted(helper.role for helper in roster.helpers),
        "health_needs": sum(member.has_health_need for member in roster.members),
        "villages": list(roster.villages),
        "refused_columns": [
            {"sheet": column.sheet, "column": column.column} for column in roster.refused_columns
        ],
        "unmapped_columns": list(roster.unmapped_columns),
        "unused_columns": [
            {"sheet": column.sheet, "column": column.column} for column in roster.unused_columns
        ],
        "unread_sheets": list(roster.unread_sheets),
        "errors": [remark_as_json(remark) for remark in roster.errors],
        "warnings": [remark_as_json(remark) for remark in roster.warnings],
        "rows_rejected": list(roster.rows_rejected),
        "rows_skipped": list(roster.rows_skipped),
    }
    if roster.layout:
        report["layout"] = roster.layout
    else:
        report["data_rows"] = len(homes) + len(roster.rows_rejected)
        if roster.member_table:
            report["member_column_map"] = dict(roster.member_table.column_map)
            if roster.member_table.header_rows != table.header_rows:
                report["member_header_row"] = _header_row(roster.member_table.header_rows)
    if roster.helper_table:
        report["helper_column_map"] = dict(roster.helper_table.column_map)
    return report


def remark_as_json(remark: Remark) -> dict[str, Any]:
    """A remark with the keys that say something; `column` is null for a whole row."""
    always = {
        "sheet": remark.sheet,
        "row": remark.row,
        "column": remark.column,
        "reason": remark.reason,
        "level": remark.level,
        "action": remark.action,
    }
    maybe = {
        "value": remark.value,
        "after": remark.after,
        "same_as_row": remark.same_as_row,
        "shown_as": remark.shown_as,
    }
    return always | {key: value for key, value in maybe.items() if value is not None}


def language_name(codes: tuple[str, ...]) -> str:
    """The ledger's word for some languages; "" for none."""
    known = LANGUAGE_NAMES.get(tuple(sorted(codes)))
    return known or "、".join(LANGUAGE_NAMES[code,] for code in codes)


def _sheets(roster: Roster) -> dict[str, str]:
    tables = {
        "households": roster.household_table,
        "members": roster.member_table,
        "helpers": roster.helper_table,
    }
    return {name: table.sheet for name, table in tables.items() if table}


def _header_row(rows: tuple[int, ...]) -> int | list[int]:
    return rows[0] if len(rows) == 1 else list(rows)


def _categories(roster: Roster) -> dict[str, int]:
    counted = Counter(home.category for home in roster.households)
    categories = {colour: counted[colour] for colour in COLOURS}
    return categories | ({"none": counted[None]} if counted[None] else {})


def _counted(values: Any) -> dict[str, int]:
    """How often each value comes, blanks apart, in order of first appearance."""
    return dict(Counter(value for value in values if value))
