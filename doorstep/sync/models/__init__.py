"""What came in, with what it changed; and which tables went out."""

from doorstep.sync.models.devices import Device, PublishedForm
from doorstep.sync.models.imports import ColumnMeaning, ImportedChange, RosterImport
from doorstep.sync.models.merges import HouseholdMerge, KeptApart, MergedRow
from doorstep.sync.models.proposals import RegisterProposal
from doorstep.sync.models.submissions import (
    EMPTIED,
    SETTLED,
    Attachment,
    Submission,
    kept_name,
    sealed,
    unsealed,
)
from doorstep.sync.models.tables import ColumnSet, TableAsk

__all__ = [
    "EMPTIED",
    "SETTLED",
    "Attachment",
    "ColumnMeaning",
    "ColumnSet",
    "Device",
    "HouseholdMerge",
    "ImportedChange",
    "KeptApart",
    "MergedRow",
    "PublishedForm",
    "RegisterProposal",
    "RosterImport",
    "Submission",
    "TableAsk",
    "kept_name",
    "sealed",
    "unsealed",
]
