"""What erasing looks at: who came back, and what names a household in free words."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Model, Q
from django.utils.translation import gettext as _

from doorstep.activities.models import Activity
from doorstep.kit import vault
from doorstep.kit.weeks import Week
from doorstep.meetings.models import AgendaItem, Decision, Meeting
from doorstep.register.models import Household, Member
from doorstep.sync.queries import mergers_of
from doorstep.visits.models import WeeklyNote

SHORTEST_NAME = 2


@dataclass(frozen=True)
class Mention:
    """A text of the village that holds a name of a household: its day, in words, and the screen
    that shows it."""

    on: date
    words: str
    screen: str
    target: tuple[Any, ...]


def erased_ids_present() -> list[UUID]:
    """Households that were erased and stand here again: the database is an older copy."""
    found = []
    for owner in vault.destroyed_owners():
        try:
            found.append(UUID(owner))
        except ValueError:
            continue  # the key of a place, not of a household
    return list(Household.objects.filter(pk__in=found).values_list("pk", flat=True))


def doubles_of(household: Household) -> list[Household]:
    """What was merged into a household, and into that; each once."""
    found = {household.pk: household}
    waiting = [household]
    while waiting:
        into = waiting.pop()
        for one in mergers_of(into):
            if one.gone_id not in found:
                found[one.gone_id] = one.gone
                waiting.append(one.gone)
    del found[household.pk]
    return list(found.values())


def mentions_of(household: Household) -> list[Mention]:
    """Minutes, decisions, agendas, notes of sessions and weekly notes that hold a member's name,
    the newest first."""
    names = set(Member.objects.filter(household=household).values_list("name", flat=True))
    names = {name for name in names if len(name) >= SHORTEST_NAME}
    if not names:
        return []
    here = household.village
    meetings = set(_holding(Meeting, names, "minutes").filter(team__place=here))
    for model in (Decision, AgendaItem):
        rows = _holding(model, names, "text", "outcome").filter(meeting__team__place=here)
        meetings |= {row.meeting for row in rows.select_related("meeting")}
    sessions = _holding(Activity, names, "title", "note").filter(place=here)
    notes = _holding(WeeklyNote, names, "text").filter(helper__team__place=here)
    found = [
        *(Mention(one.on, _("Meeting"), "meeting", (one.pk,)) for one in meetings),
        *(Mention(one.on, one.title, "activity", (one.pk,)) for one in sessions),
        *(_of_note(note) for note in notes.select_related("helper")),
    ]
    return sorted(found, key=lambda one: (one.on, one.words), reverse=True)


def _holding(model: type[Model], names: set[str], *fields: str) -> Any:
    wanted = Q()
    for field in fields:
        for name in names:
            wanted |= Q(**{f"{field}__contains": name})
    return model._default_manager.filter(wanted)


def _of_note(note: WeeklyNote) -> Mention:
    week = Week.of(note.week_on)
    words = _("Weekly note of %(name)s") % {"name": note.helper.name}
    return Mention(note.week_on, words, "report", (note.helper_id, str(week)))
