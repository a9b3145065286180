"""Reads of sync: the register as a roster would state it, and rows as they stand."""

from doorstep.sync.queries.caseload import (
    Caseload,
    caseload_of,
    cursor_of,
    form_choices,
    households_with,
)
from doorstep.sync.queries.devices import devices_for, find_device, get_device_for
from doorstep.sync.queries.duplicates import Suspect, suspects_at
from doorstep.sync.queries.envelopes import RECORD, TOKEN, key_for_devices, opened
from doorstep.sync.queries.held import (
    count_kept_back,
    get_submission_for,
    given_up,
    given_up_among,
    held_about,
    held_for,
    holds_sealed,
    may_open_sent,
    other_content_of,
    settled_lately,
    submissions_for,
    why_held,
)
from doorstep.sync.queries.imports import (
    get_import,
    get_import_for,
    imports_at,
    imports_past_undo,
    later_rows,
)
from doorstep.sync.queries.ledger import ledger_sheets
from doorstep.sync.queries.merging import (
    get_merge_for,
    later_than,
    merged_rows,
    mergers_of,
    merges_past_undo,
    people_of_both,
    picks_of,
    rows_of_two,
)
from doorstep.sync.queries.proposing import (
    Proposed,
    as_proposed,
    get_register_proposal_for,
    register_proposals_for,
)
from doorstep.sync.queries.room import has_room
from doorstep.sync.queries.snapshot import Snapshot, changes_since, snapshot
from doorstep.sync.queries.stated import on_record, stated_at
from doorstep.sync.queries.table_rows import table_sheet
from doorstep.sync.queries.tables import (
    Asked,
    asked_by_office,
    asks_to_release,
    column_sets_at,
    get_ask_for,
    get_column_set_for,
    last_ask,
    needs_second_person,
    tables_with,
)
from doorstep.sync.queries.templates import get_meaning_for, meanings_at, template_of, town_of

__all__ = [
    "RECORD",
    "TOKEN",
    "Asked",
    "Caseload",
    "Proposed",
    "Snapshot",
    "Suspect",
    "as_proposed",
    "asked_by_office",
    "asks_to_release",
    "caseload_of",
    "changes_since",
    "column_sets_at",
    "count_kept_back",
    "cursor_of",
    "devices_for",
    "find_device",
    "form_choices",
    "get_ask_for",
    "get_column_set_for",
    "get_device_for",
    "get_import",
    "get_import_for",
    "get_meaning_for",
    "get_merge_for",
    "get_register_proposal_for",
    "get_submission_for",
    "given_up",
    "given_up_among",
    "has_room",
    "held_about",
    "held_for",
    "holds_sealed",
    "households_with",
    "imports_at",
    "imports_past_undo",
    "key_for_devices",
    "last_ask",
    "later_rows",
    "later_than",
    "ledger_sheets",
    "may_open_sent",
    "meanings_at",
    "merged_rows",
    "mergers_of",
    "merges_past_undo",
    "needs_second_person",
    "on_record",
    "opened",
    "other_content_of",
    "people_of_both",
    "picks_of",
    "register_proposals_for",
    "rows_of_two",
    "settled_lately",
    "snapshot",
    "stated_at",
    "submissions_for",
    "suspects_at",
    "table_sheet",
    "tables_with",
    "template_of",
    "town_of",
    "why_held",
]
