"""Pure decisions of the rights: the clocks of an incident, how old an unused field is."""

from calendar import monthrange
from datetime import date

from doorstep.rights.choices import IncidentStep

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
