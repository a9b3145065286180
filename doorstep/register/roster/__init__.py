"""Rosters: any village's ledger read into one plain value, with a remark wherever it is unclear."""

from doorstep.register.roster.errors import NoHouseholds, NoHouseholdTable, UnknownField
from doorstep.register.roster.reading import read_roster
from doorstep.register.roster.report import as_json
from doorstep.register.roster.value import (
    Helper,
    Household,
    HouseholdKey,
    Member,
    Remark,
    Roster,
    SheetColumn,
    Spot,
    Table,
)

__all__ = [
    "Helper",
    "Household",
    "HouseholdKey",
    "Member",
    "NoHouseholdTable",
    "NoHouseholds",
    "Remark",
    "Roster",
    "SheetColumn",
    "Spot",
    "Table",
    "UnknownField",
    "as_json",
    "read_roster",
]
