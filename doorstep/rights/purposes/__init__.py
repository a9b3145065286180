"""What every field is for and how long it is kept, as files that people can read and change."""

from doorstep.rights.purposes.reading import (
    covered,
    days_of,
    keeping,
    others,
    purposes,
    tables,
)
from doorstep.rights.purposes.value import Names, Others, Purpose, Rule, Table

__all__ = [
    "Names",
    "Others",
    "Purpose",
    "Rule",
    "Table",
    "covered",
    "days_of",
    "keeping",
    "others",
    "purposes",
    "tables",
]
