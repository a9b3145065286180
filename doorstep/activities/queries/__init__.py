"""Reads of activities."""

from doorstep.activities.queries.sessions import (
    activities_for,
    find_door,
    get_activity_for,
    households_at,
    old_attendees,
)
from doorstep.activities.queries.sheets import (
    GoodsLine,
    get_material_for,
    get_sheet_for,
    goods_of,
    old_sign_rows,
    rows_of_sheet,
    sheets_of,
    wishes_for,
    worth_handed_out,
)

__all__ = [
    "GoodsLine",
    "activities_for",
    "find_door",
    "get_activity_for",
    "get_material_for",
    "get_sheet_for",
    "goods_of",
    "households_at",
    "old_attendees",
    "old_sign_rows",
    "rows_of_sheet",
    "sheets_of",
    "wishes_for",
    "worth_handed_out",
]
