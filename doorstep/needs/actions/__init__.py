"""Every write of needs."""

from doorstep.needs.actions.access import let_owner_see
from doorstep.needs.actions.closing import close_need, confirm_need, reopen_need
from doorstep.needs.actions.erasing import erase_rows
from doorstep.needs.actions.guards import NeedAlreadyClosed, NeedStillOpen
from doorstep.needs.actions.joining import confirm_served, join_works
from doorstep.needs.actions.mediating import name_mediator, open_sealed_need
from doorstep.needs.actions.merging import take_over_needs
from doorstep.needs.actions.naming import appoint_mediator
from doorstep.needs.actions.placements import end_placement, place_member
from doorstep.needs.actions.raising import (
    ViolenceIsNotMediated,
    raise_need,
    record_errand,
    record_request,
)
from doorstep.needs.actions.retention import empty_old_needs
from doorstep.needs.actions.sealing import open_need_words, reseal_words, switch_on_sealed_fields
from doorstep.needs.actions.working import escalate_need, free_needs, hand_over, note_need, see_need
from doorstep.needs.actions.works import add_served, advance_works

__all__ = [
    "NeedAlreadyClosed",
    "NeedStillOpen",
    "ViolenceIsNotMediated",
    "add_served",
    "advance_works",
    "appoint_mediator",
    "close_need",
    "confirm_need",
    "confirm_served",
    "empty_old_needs",
    "end_placement",
    "erase_rows",
    "escalate_need",
    "free_needs",
    "hand_over",
    "join_works",
    "let_owner_see",
    "name_mediator",
    "note_need",
    "open_need_words",
    "open_sealed_need",
    "place_member",
    "raise_need",
    "record_errand",
    "record_request",
    "reopen_need",
    "reseal_words",
    "see_need",
    "switch_on_sealed_fields",
    "take_over_needs",
]
