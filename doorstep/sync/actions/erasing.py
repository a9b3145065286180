"""What imports kept of a household goes when it is erased."""

from doorstep.register.models import Household
from doorstep.sync.models import ImportedChange


def erase_rows(household: Household) -> int:
    """Deletes what would be put back by an undo; how many rows."""
    return ImportedChange.objects.filter(household_id=household.pk).delete()[0]
