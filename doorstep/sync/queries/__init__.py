"""Reads of sync: the register as a roster would state it, and rows as they stand."""

from doorstep.sync.queries.imports import (
    get_import,
    get_import_for,
    imports_at,
    imports_past_undo,
    later_rows,
)
from doorstep.sync.queries.ledger import ledger_sheets
from doorstep.sync.queries.snapshot import Snapshot, changes_since, snapshot
from doorstep.sync.queries.stated import on_record, stated_at

__all__ = [
    "Snapshot",
    "changes_since",
    "get_import",
    "get_import_for",
    "imports_at",
    "imports_past_undo",
    "later_rows",
    "ledger_sheets",
    "on_record",
    "snapshot",
    "stated_at",
]
