"""What a household applied for goes when it is erased, with its stars."""

from doorstep.register.actions.blots import blot_all
from doorstep.register.models import Household
from doorstep.stars.models import Star, StarApplication, StarComment, StarFinding, StarObjection


def erase_rows(household: Household) -> int:
    """Deletes the applications of an erased household with findings, comments, objections and
    stars, and blots its code in what others of the village said; how many rows."""
    gone = StarApplication.objects.filter(household=household).delete()[0]
    here = {"application__place": household.village_id}
    texts = (
        (StarFinding.objects.filter(**here), ("words",)),
        (StarComment.objects.filter(**here), ("text",)),
        (StarObjection.objects.filter(**here), ("text", "answer")),
        (Star.objects.filter(**here), ("error_words",)),
        (StarApplication.objects.filter(place=household.village_id), ("reasons", "sent_back")),
    )
    return gone + blot_all(texts, household.code)
