"""A copy of everything kept on a household, made for one adult of it.

Each room contributes its parts; a table with a household or a member in it is told by a part, or
stands below with the reason why not, and a test over the models holds that.
"""

from datetime import date

from doorstep.register.models import Household, Member
from doorstep.rights.queries.copy import (
    campaigns,
    deciding,
    desk,
    going,
    jobs,
    money,
    needs,
    points,
    register,
    samples,
    stars,
)
from doorstep.rights.queries.copy.value import Copy, Part, Section, fill
from doorstep.rights.queries.readers import read_by

PARTS: tuple[Part, ...] = (
    *register.PARTS,
    *going.PARTS,
    *needs.PARTS,
    *campaigns.PARTS,
    *samples.PARTS,
    *jobs.PARTS,
    *money.PARTS,
    *stars.PARTS,
    *points.PARTS,
    *deciding.PARTS,
    *desk.PARTS,
)
LEFT_OUT = {
    "sync.Submission": (
        "says that a helper's device or sheet of paper told of something; what it said is told as "
        "visit, need or change, once it is applied"
    ),
    "register.SealedField": (
        "sealed: whoever may open it reads it to the member from its own page, with a reason"
    ),
    "sync.HouseholdMerge": (
        "says that two rows of the register were one household; what came with the other row is "
        "told where it belongs now"
    ),
    "sync.KeptApart": (
        "says that a row of the register is another household; told, it would name that one"
    ),
    "rights.IncidentHousehold": (
        "says that an incident concerned the household; it gets a letter that says what happened"
    ),
    "rights.Rereading": (
        "says that somebody erased may still be named in the household's notes; told, it would say "
        "that there was somebody"
    ),
    "register.Declined": (
        "says that a helper and a household are not to meet, by the wish of either side; told, it "
        "would say what the helper wished"
    ),
}


def copy_of(household: Household, reader: Member | None, on: date) -> Copy:
    """Everything that the reader may read, in the language that is on: no place on the map, no
    colour, nothing sealed, nothing private to another member. Parts without rows are told too."""
    reading = read_by(household, reader, on)
    return Copy(
        household_code=household.code,
        village=household.village.name,
        made_for=reader.name if reader else "",
        made_on=on,
        sections=tuple(fill(part, reading) for part in PARTS),
    )


__all__ = ["LEFT_OUT", "PARTS", "Copy", "Part", "Section", "copy_of"]
