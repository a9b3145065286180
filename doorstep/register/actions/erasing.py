"""The household itself goes, last of its rows."""

from doorstep.people.actions import raise_caseload
from doorstep.register.models import Household


def erase_rows(household: Household) -> int:
    """Deletes the household with its members, homes, circumstances, consents and access; how many
    rows. ProtectedError while another room still holds rows of it."""
    helpers = household.access.exclude(helper=None).values_list("helper", flat=True).distinct()
    raise_caseload(list(helpers))
    return household.delete()[0]
