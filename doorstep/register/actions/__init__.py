"""Every write of the register."""

from doorstep.register.actions.access import (
    end_access,
    grant_access,
    let_helpers_see,
    touch_caseload,
    touch_caseloads,
)
from doorstep.register.actions.bulk import NewHousehold, add_households
from doorstep.register.actions.circumstances import end_circumstance, state_circumstance
from doorstep.register.actions.consents import give_consent, publish_consent_text, withdraw_consent
from doorstep.register.actions.erasing import erase_rows
from doorstep.register.actions.exports import record_export
from doorstep.register.actions.homes import end_home, set_absence, set_home
from doorstep.register.actions.households import (
    add_household,
    change_household,
    close_household,
    reopen_household,
    restate_closing,
)
from doorstep.register.actions.looks import look_at_household
from doorstep.register.actions.members import add_member, change_member, end_member, move_member
from doorstep.register.actions.merging import (
    end_people,
    take_over_household,
    take_over_leavers,
    take_over_people,
)
from doorstep.register.actions.own_names import open_names_of_14, seal_own_names
from doorstep.register.actions.retention import forget_ended, forget_withdrawn
from doorstep.register.actions.sealing import (
    clean_reason,
    end_sealed_field,
    let_open_sealed,
    open_sealed_field,
    open_sealed_fields,
    seal_field,
)

__all__ = [
    "NewHousehold",
    "add_household",
    "add_households",
    "add_member",
    "change_household",
    "change_member",
    "clean_reason",
    "close_household",
    "end_access",
    "end_circumstance",
    "end_home",
    "end_member",
    "end_people",
    "end_sealed_field",
    "erase_rows",
    "forget_ended",
    "forget_withdrawn",
    "give_consent",
    "grant_access",
    "let_helpers_see",
    "let_open_sealed",
    "look_at_household",
    "move_member",
    "open_names_of_14",
    "open_sealed_field",
    "open_sealed_fields",
    "publish_consent_text",
    "record_export",
    "reopen_household",
    "restate_closing",
    "seal_field",
    "seal_own_names",
    "set_absence",
    "set_home",
    "state_circumstance",
    "take_over_household",
    "take_over_leavers",
    "take_over_people",
    "touch_caseload",
    "touch_caseloads",
    "withdraw_consent",
]
