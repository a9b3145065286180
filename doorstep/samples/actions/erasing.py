"""What samples hold about a household, taken out when it is erased."""

from doorstep.register.actions.blots import blot_all
from doorstep.register.models import Household
from doorstep.samples.models import Custody, Result, Sample


def erase_rows(household: Household) -> int:
    """Samples of an erased household are of its village alone from then on, without the words of
    where they were taken; how many. What is told of other samples loses the household's code."""
    mine = Sample.objects.filter(household=household)
    gone = mine.update(household=None, where="", spoiled_because="")
    village = household.village_id
    texts = (
        (Sample.objects.filter(place=village), ("where", "spoiled_because")),
        (Custody.objects.filter(sample__place=village), ("carrier",)),
        (Result.objects.filter(sample__place=village), ("taken_back_because",)),
    )
    blot_all(texts, household.code)
    return gone
