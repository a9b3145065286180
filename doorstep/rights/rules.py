"""Pure decisions of the rights: the clocks of an incident."""

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
