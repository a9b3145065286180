"""A roster in the names and shapes of the samples' expected.json."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from doorstep.register.roster.diff import Diff, Move
from doorstep.register.roster.shown import CONSENT_NAMES, language_name
from doorstep.register.roster.value import Remark, Roster

COLOURS = ("green", "blue", "orange", "red")
MATCH_ON = "户编号"


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


def diff_as_json(diff: Diff, *, compared_with: str) -> dict[str, Any]:
    """A diff in the shape of expected.json. One split or merger is an object, several a list."""
    moved = [change for change in diff.changes if change.field == "group"]
    phones = [change.code for change in diff.changes if change.field == "phone"]
    events: dict[str, Any] = {
        "phone_changed": phones,
        "group_moved": [[change.code, change.old, change.new] for change in moved],
        "split": _one_or_all([_move(move, "source", "created") for move in diff.splits]),
        "merged": _one_or_all([_move(move, "gone", "into") for move in diff.merges]),
        "new": list(diff.new),
    }
    report = {
        "compared_with": compared_with,
        "match_on": MATCH_ON,
        "added": [{"code": home.code, "row": home.row} for home in diff.added],
        "removed": [home.code for home in diff.removed],
        "changed_fields": [
            {
                "code": change.code,
                "row": change.row,
                "field": change.field,
                "old": change.old,
                "new": change.new,
            }
            for change in diff.changes
        ],
        "unchanged": diff.unchanged,
        "events": events,
        "members_added": [[one.code, one.name, one.born] for one in diff.members_added],
        "members_removed": [[one.code, one.name, one.born] for one in diff.members_removed],
    }
    if diff.member_changes:
        report["members_changed"] = [
            [change.code, change.name, change.field, change.old, change.new]
            for change in diff.member_changes
        ]
    return report


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


def _counted(values: Iterable[str]) -> dict[str, int]:
    """How often each value comes, blanks apart, in order of first appearance."""
    return dict(Counter(value for value in values if value))


def _move(move: Move, source: str, into: str) -> dict[str, Any]:
    names = [member.name for member in move.members]
    return {source: move.source, into: move.into, "moved_members": names}


def _one_or_all(moves: list[dict[str, Any]]) -> Any:
    return moves[0] if len(moves) == 1 else moves or None
