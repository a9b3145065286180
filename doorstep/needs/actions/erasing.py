"""A household's needs go when it is erased; what also serves others stays without it."""

from doorstep.needs.models import Need, Placement, Served, Step
from doorstep.register.actions.blots import blot_all
from doorstep.register.models import Household

NO_TEXT = "–"


def erase_rows(household: Household) -> int:
    """Deletes needs, placements and what served the household; how many rows. A need that serves
    other households too stays as one of the place, without text. The code is blotted in what the
    village wrote of its other needs."""
    gone = Placement.objects.filter(household=household).delete()[0]
    gone += Served.objects.filter(household=household).delete()[0]
    own = Need.objects.filter(household=household)
    shared = set(own.exclude(serves=None).values_list("pk", flat=True))
    gone += (
        Step.objects.filter(need__in=shared)
        .exclude(text="", sealed_text="")
        .update(text="", sealed_text="")
    )
    Need.objects.filter(pk__in=shared).update(
        household=None, member=None, text=NO_TEXT, sealed_text="", visit_id=None
    )
    Placement.objects.filter(need__in=own).update(need=None)
    gone += len(shared) + own.delete()[0]
    village = household.village_id
    texts = (
        (Need.objects.filter(place=village), ("text",)),
        (Step.objects.filter(need__place=village), ("text",)),
    )
    blot_all(texts, household.code)
    return gone
