"""Every write of sync: applying an imported roster, undoing it, and taking one out."""

from doorstep.sync.actions.devices import give_device, revoke_device, see_device
from doorstep.sync.actions.erasing import erase_rows
from doorstep.sync.actions.exporting import Exported, export_roster
from doorstep.sync.actions.imports import import_roster, preview_roster
from doorstep.sync.actions.incoming import Incoming, Receipt
from doorstep.sync.actions.keying import KeyedRow, NoSuchRow, key_row
from doorstep.sync.actions.merging import (
    keep_apart,
    merge_households,
    put_back_household,
    undo_merge,
)
from doorstep.sync.actions.opening import open_sent_words, open_submission
from doorstep.sync.actions.places import add_place, follow_newest
from doorstep.sync.actions.proposing import accept_alone, accept_proposal, decline_proposal
from doorstep.sync.actions.publishing import publish_forms
from doorstep.sync.actions.receiving import receive
from doorstep.sync.actions.retention import empty_counter_forms, empty_old_forms
from doorstep.sync.actions.settling import (
    apply_again,
    choose_correction,
    choose_first,
    choose_other,
    discard,
    mend,
)
from doorstep.sync.actions.tables import (
    FilledTable,
    ask_table,
    end_column_set,
    fetch_table,
    fill_table,
    make_column_set,
    settle_ask,
)
from doorstep.sync.actions.templates import drop_column, keep_columns
from doorstep.sync.actions.undoing import drop_old_undos, undo_import

__all__ = [
    "Exported",
    "FilledTable",
    "Incoming",
    "KeyedRow",
    "NoSuchRow",
    "Receipt",
    "accept_alone",
    "accept_proposal",
    "add_place",
    "apply_again",
    "ask_table",
    "choose_correction",
    "choose_first",
    "choose_other",
    "decline_proposal",
    "discard",
    "drop_column",
    "drop_old_undos",
    "empty_counter_forms",
    "empty_old_forms",
    "end_column_set",
    "erase_rows",
    "export_roster",
    "fetch_table",
    "fill_table",
    "follow_newest",
    "give_device",
    "import_roster",
    "keep_apart",
    "keep_columns",
    "key_row",
    "make_column_set",
    "mend",
    "merge_households",
    "open_sent_words",
    "open_submission",
    "preview_roster",
    "publish_forms",
    "put_back_household",
    "receive",
    "revoke_device",
    "see_device",
    "settle_ask",
    "undo_import",
    "undo_merge",
]
