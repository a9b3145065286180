"""What samples hold about a household, taken out when it is erased."""

from doorstep.kit.text import blot
from doorstep.register.models import Household
from doorstep.samples.models import Sample


def erase_rows(household: Household) -> int:
    """Samples of an erased household are of its village alone from then on, without the words of
    where they were taken; how many. What is told of the spoiled loses the household's code."""
    mine = Sample.objects.filter(household=household)
    gone = mine.update(household=None, where="", spoiled_because="")
    for sample in Sample.objects.filter(place=household.village_id, where__contains=household.code):
        sample.where = blot(sample.where, household.code)
        sample.save(update_fields=["where"])
    return gone
