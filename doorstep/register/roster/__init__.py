"""Rosters: any village's ledger read into one plain value, with a remark wherever it is unclear."""

from doorstep.register.roster.columns import KINDS, field_for, fields_of, fold
from doorstep.register.roster.compare import compare, stated
from doorstep.register.roster.diff import Change, Diff, MemberChange, Move, Stated
from doorstep.register.roster.errors import NoHouseholds, NoHouseholdTable, UnknownField
from doorstep.register.roster.header import Template
from doorstep.register.roster.health import speaks_of_health
from doorstep.register.roster.people import is_child_mark, is_same_person, pair_up
from doorstep.register.roster.reading import headings_of, read_roster
from doorstep.register.roster.reasons import place_of, sentence_of
from doorstep.register.roster.refused import is_refused as is_refused_heading
from doorstep.register.roster.refused import is_sealed as is_sealed_heading
from doorstep.register.roster.report import as_json, diff_as_json, remark_as_json
from doorstep.register.roster.unsaid import headings_to_ask
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
    "KINDS",
    "Change",
    "Diff",
    "Helper",
    "Household",
    "HouseholdKey",
    "Member",
    "MemberChange",
    "Move",
    "NoHouseholdTable",
    "NoHouseholds",
    "Remark",
    "Roster",
    "SheetColumn",
    "Spot",
    "Stated",
    "Table",
    "Template",
    "UnknownField",
    "as_json",
    "compare",
    "diff_as_json",
    "field_for",
    "fields_of",
    "fold",
    "headings_of",
    "headings_to_ask",
    "is_child_mark",
    "is_refused_heading",
    "is_same_person",
    "is_sealed_heading",
    "pair_up",
    "place_of",
    "read_roster",
    "remark_as_json",
    "sentence_of",
    "speaks_of_health",
    "stated",
]
