"""A sheet of a round keyed in, row by row: through the one way in, as a phone's form is."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.people.models import Account
from doorstep.sync.actions.incoming import Incoming, Receipt
from doorstep.sync.actions.receiving import receive
from doorstep.sync.rules import body_of, day_of, read_line
from doorstep.visits.actions import VisitInFuture
from doorstep.visits.choices import Channel, PartOfDay
from doorstep.visits.models import PaperRound, RoundRow
from doorstep.visits.queries import lettered


class NoSuchRow(Refused):
    message = _("Row %(row)s is not on sheet %(code)s; look at the number before the household.")


@dataclass(frozen=True)
class KeyedRow:
    """A row that was keyed, and what became of it."""

    row: RoundRow
    receipt: Receipt


@transaction.atomic
def key_row(
    paper: PaperRound, typed: str, *, on: date, part: PartOfDay | str, by: Account, today: date
) -> KeyedRow:
    """Takes in one row of a round as it was typed, as the work of the helper whose sheet it is.

    `on` and `part` are those of the sheet, where the row names no other day. What another look at
    the sheet can mend is refused in words, and nothing is kept: NoSuchRow, VisitInFuture and those
    of `rules.paper`. Everything else is kept, applied or held.
    """
    line = read_line(typed, list(lettered(paper.services)))
    row = paper.rows.filter(number=line.row).select_related("household").first()
    if row is None:
        raise NoSuchRow(row=line.row, code=paper.code)
    day = day_of(line, paper.week, on)
    if day > today:
        raise VisitInFuture(day=day)
    body = body_of(line, key=row.key, household_id=row.household_id, on=day, part=part)
    incoming = Incoming(None, body, Channel.PAPER, whose=paper.helper)
    return KeyedRow(row, receive(incoming, by=by, today=today))
