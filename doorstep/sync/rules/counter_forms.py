"""What a helper writes at the counter of a station: a walk-in, something lent, something that came
back. These forms name a station and no household."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from doorstep.stations.choices import Condition, HelpState
from doorstep.sync.rules.fields import Fields

WALK_IN, LEND, TAKE_BACK = "walk_in", "lend", "take_back"
COUNTER_FORMS = (WALK_IN, LEND, TAKE_BACK)
ENDED = (HelpState.ASKED, HelpState.HELPED, HelpState.NOT_POSSIBLE)  # asked: it still waits


@dataclass(frozen=True)
class SentWalkIn:
    """Somebody asked at the counter, and how it ended there."""

    station_id: UUID
    kind_id: UUID
    who: str
    reach: str
    text: str
    ended: HelpState
    reason: str  # why it was not possible
    violence: str  # what was answered: yes, no, or nothing where it was not asked


@dataclass(frozen=True)
class SentLoan:
    """Something was lent."""

    station_id: UUID
    item_id: UUID
    borrower: str
    reach: str
    pieces: int
    due_on: date


@dataclass(frozen=True)
class SentReturn:
    """Something that was lent came back."""

    station_id: UUID
    loan_id: UUID
    condition: str
    note: str
    pieces: int | None = None  # all that are out, where it does not say


SentAtCounter = SentWalkIn | SentLoan | SentReturn


def read_walk_in(fields: Fields) -> SentWalkIn:
    """A walk-in; FormFault."""
    ended = fields.must_choose("ended", HelpState)
    if ended not in ENDED:
        raise fields.fault("ended")
    return SentWalkIn(
        station_id=fields.key("station"),
        kind_id=fields.key("kind"),
        who=fields.text("who"),
        reach=fields.text("reach"),
        text=fields.text("text"),
        ended=HelpState(ended),
        reason=fields.text("reason"),
        violence=fields.text("violence"),
    )


def read_loan(fields: Fields) -> SentLoan:
    """What was lent; FormFault."""
    pieces = fields.whole("pieces")
    return SentLoan(
        station_id=fields.key("station"),
        item_id=fields.key("item"),
        borrower=fields.text("borrower"),
        reach=fields.text("reach"),
        pieces=1 if pieces is None else pieces,
        due_on=fields.day("due_on"),
    )


def read_return(fields: Fields) -> SentReturn:
    """What came back; FormFault."""
    return SentReturn(
        station_id=fields.key("station"),
        loan_id=fields.key("loan"),
        condition=fields.must_choose("condition", Condition),
        note=fields.text("note"),
        pieces=fields.whole("pieces"),
    )
