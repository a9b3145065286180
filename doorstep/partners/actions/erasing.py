"""A household's applications go when it is erased; what was paid on them stays in the ledger."""

from doorstep.partners.models import Appeal, Application, JointAct, Partner
from doorstep.register.actions.blots import blot_all
from doorstep.register.models import Household


def erase_rows(household: Household) -> int:
    """Deletes the applications of an erased household with their appeals, and blots its code in
    what its village wrote of partners and of others who applied; how many rows were deleted."""
    gone = Application.objects.filter(household=household).delete()[0]
    village = household.village_id
    texts = (
        (Partner.objects.filter(place=village), ("note",)),
        (JointAct.objects.filter(partner__place=village), ("title", "where", "seen", "agreed")),
        (Application.objects.filter(place=village), ("meets", "reasons")),
        (Appeal.objects.filter(application__place=village), ("text", "answer")),
    )
    blot_all(texts, household.code)
    return gone
