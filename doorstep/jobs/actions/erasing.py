"""What jobs hold of a household goes when it is erased; offers stay, they name nobody."""

from doorstep.jobs.models import Hire, JobTelling, JobWish, WageReport
from doorstep.register.models import Household


def erase_rows(household: Household) -> int:
    """Deletes wishes, what was told and said, and what hangs on placements; how many rows."""
    gone = WageReport.objects.filter(placement__household=household).delete()[0]
    gone += Hire.objects.filter(placement__household=household).delete()[0]
    gone += JobTelling.objects.filter(wish__household=household).delete()[0]
    return gone + JobWish.objects.filter(household=household).delete()[0]
