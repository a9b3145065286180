"""Every write of sync: applying an imported roster, undoing it, and taking one out."""

from doorstep.sync.actions.erasing import erase_rows
from doorstep.sync.actions.exporting import Exported, export_roster
from doorstep.sync.actions.imports import import_roster, preview_roster
from doorstep.sync.actions.places import follow_newest
from doorstep.sync.actions.undoing import drop_old_undos, undo_import

__all__ = [
    "Exported",
    "drop_old_undos",
    "erase_rows",
    "export_roster",
    "follow_newest",
    "import_roster",
    "preview_roster",
    "undo_import",
]
