"""Pure decisions of the rights: the clocks of requests and incidents, which answers a request can
have, how old an unused field is."""

from calendar import monthrange
from datetime import date, timedelta

from doorstep.rights.choices import DeskState, IncidentStep, RequestKind, RequestOutcome

# Working days from the day it was noticed. The law says "at once" (PIPL, article 57); these are the
# latest days that we hold ourselves to.
CLOCKS = {
    IncidentStep.STOPPED: 0,
    IncidentStep.REGULATOR_TOLD: 1,
    IncidentStep.HOUSEHOLDS_TOLD: 3,
    IncidentStep.CLOSED: 10,
}
COLUMN = {step: f"{step}_on" for step in IncidentStep}
UNUSED_MONTHS = 6  # a field that nobody filled in for so long is proposed for removal


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


# Working days for an answer where no method is followed: the days that PIPL practice and the
# shipped method give, and a household's rights do not wait until a method is chosen.
ANSWER_DAYS = 15
# Working days between granting an erasure and carrying it out, for every household alike: it cannot
# be taken back, the letter has to arrive before, and the safeguarding person has to be able to look
# without anybody learning whether there was something to look at.
DAYS_BEFORE_ERASING = 5
DAYS_TO_ERASE = 10  # working days from granting it until it has to be done
SOON_DAYS = 3  # calendar days before the due day from which a request is shown as due soon

USUAL = (RequestOutcome.GRANTED, RequestOutcome.PARTLY, RequestOutcome.REFUSED)
OUTCOMES = {
    RequestKind.ERASURE: (RequestOutcome.GRANTED, RequestOutcome.KEPT, RequestOutcome.REFUSED)
}
NEEDS_REASON = (RequestOutcome.PARTLY, RequestOutcome.REFUSED)


def desk_state(due_on: date, answered_on: date | None, on: date) -> DeskState:
    """How the clock of a request stands on a day; its due day is the last one in time."""
    if answered_on is not None:
        return DeskState.ANSWERED
    if due_on < on:
        return DeskState.OVERDUE
    return DeskState.DUE if due_on <= on + timedelta(days=SOON_DAYS) else DeskState.OPEN


def outcomes_of(kind: str) -> tuple[RequestOutcome, ...]:
    """What may come of a request of a kind: erasure is granted whole, or kept where law says so."""
    return OUTCOMES.get(RequestKind(kind), USUAL)
