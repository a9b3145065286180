"""Every write of activities."""

from doorstep.activities.actions.door import close_door, open_door, sign_at_door
from doorstep.activities.actions.goods import buy_goods
from doorstep.activities.actions.leaving import erase_rows, forget_attendees
from doorstep.activities.actions.planning import (
    add_material,
    cancel_activity,
    hold_activity,
    plan_activity,
    tick_material,
)
from doorstep.activities.actions.sessions import (
    CHANGEABLE,
    ActivityNotHeld,
    ActivityRecordedAlready,
    AttendeeNotActive,
    AttendeeOfAnotherPlace,
    CountRefused,
    LeaderNotInTeam,
    TextTooLong,
    TitleMissing,
    change_activity,
    record_activity,
)
from doorstep.activities.actions.sheets import key_rows, make_sign_sheet
from doorstep.activities.actions.wishes import note_wish

__all__ = [
    "CHANGEABLE",
    "ActivityNotHeld",
    "ActivityRecordedAlready",
    "AttendeeNotActive",
    "AttendeeOfAnotherPlace",
    "CountRefused",
    "LeaderNotInTeam",
    "TextTooLong",
    "TitleMissing",
    "add_material",
    "buy_goods",
    "cancel_activity",
    "change_activity",
    "close_door",
    "erase_rows",
    "forget_attendees",
    "hold_activity",
    "key_rows",
    "make_sign_sheet",
    "note_wish",
    "open_door",
    "plan_activity",
    "record_activity",
    "sign_at_door",
    "tick_material",
]
