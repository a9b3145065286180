"""A household's visits go when it is erased."""

from doorstep.kit.text import blot
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
    plans; how many rows. Its code is blotted in the weekly notes of the village's helpers."""
    visits = Visit.objects.filter(household=household)
    visits.update(amends=None, joined_to=None)
    gone = visits.delete()[0] + CadenceWish.objects.filter(household=household).delete()[0]
    for model in (RoundRow, PlannedVisit, UnplannedVisit, Takeover, EventHousehold):
        gone += model._default_manager.filter(household=household).delete()[0]
    # that a plan was changed stays, and who cannot go; of the household it says nothing any more
    PlanEvent.objects.filter(household=household).update(household=None, lat=None, lon=None)
    notes = WeeklyNote.objects.filter(
        helper__team__place=household.village_id, text__contains=household.code
    )
    for note in notes:
        note.text = blot(note.text, household.code)
        note.save(update_fields=["text"])
    return gone
