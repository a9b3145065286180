"""What imports and mergers kept of a household goes when it is erased."""

from django.db.models import Q

from doorstep.register.models import Household
from doorstep.sync.models import HouseholdMerge, ImportedChange, KeptApart


def erase_rows(household: Household) -> int:
    """Deletes what would be put back by an undo, and what was said of it as a double; how many
    rows. A merger of which one side is gone cannot be undone any more."""
    own = ImportedChange.objects.filter(household_id=household.pk).delete()[0]
    mergers = HouseholdMerge.objects.filter(Q(gone=household) | Q(kept=household))
    said = KeptApart.objects.filter(Q(first=household) | Q(second=household))
    return own + mergers.delete()[0] + said.delete()[0]
