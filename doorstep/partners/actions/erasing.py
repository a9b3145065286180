"""A household's applications go when it is erased; what was paid on them stays in the ledger."""

from doorstep.partners.models import Application
from doorstep.register.models import Household


def erase_rows(household: Household) -> int:
    """Deletes the applications of an erased household with their appeals; how many rows."""
    return Application.objects.filter(household=household).delete()[0]
