"""A household's visits go when it is erased."""

from doorstep.register.actions.blots import blot_all
from doorstep.register.models import Household
from doorstep.visits.models import (
    CadenceWish,
    EventHousehold,
    PlanEvent,
    PlannedVisit,
    RoundRow,
    Takeover,
    UnplannedVisit,
    Visit,
    WeeklyNote,
)


def erase_rows(household: Household) -> int:
    """Deletes the visits with their ticks, the household's own cadences, its rows on rounds and in
    plans; how many rows. Its code is blotted in what was noted at other households of the village,
    and in the weekly notes of its helpers."""
    visits = Visit.objects.filter(household=household)
    visits.update(amends=None, joined_to=None)
    gone = visits.delete()[0] + CadenceWish.objects.filter(household=household).delete()[0]
    for model in (RoundRow, PlannedVisit, UnplannedVisit, Takeover, EventHousehold):
        gone += model._default_manager.filter(household=household).delete()[0]
    # that a plan was changed stays, and who cannot go; of the household it says nothing any more
    PlanEvent.objects.filter(household=household).update(household=None, lat=None, lon=None)
    village = household.village_id
    texts = (
        (WeeklyNote.objects.filter(helper__team__place=village), ("text",)),
        (Visit.objects.filter(household__village=village), ("note",)),
        (CadenceWish.objects.filter(household__village=village), ("reason",)),
    )
    blot_all(texts, household.code)
    return gone
