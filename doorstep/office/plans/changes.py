"""A changed plan in words: what happened, what is different for whom, what it costs."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from doorstep.kit.days import short_day_text
from doorstep.office.wording import span_text, weekday_text
from doorstep.people.models import Helper
from doorstep.register.models import Household
from doorstep.visits.choices import EventKind, Mode
from doorstep.visits.models import PlanEvent
from doorstep.visits.queries import PlanChange


@dataclass(frozen=True)
class ChangeLine:
    """One line of a helper's changes."""

    change: PlanChange
    was: str  # "" for one that is new
    will_be: str  # "" for one that is dropped
    why: str


def what_happened(event: PlanEvent) -> str:
    """The event in a sentence."""
    helper = event.helper.name if event.helper else ""
    household = _whereto(event)
    day = short_day_text(event.from_on)
    last = event.until_on - timedelta(days=1) if event.until_on else event.from_on
    days = day if last == event.from_on else span_text(event.from_on, last)
    told = {"helper": helper, "household": household, "day": day, "days": days}
    match event.kind:
        case EventKind.HELPER_AWAY:
            return _("%(helper)s cannot go: %(days)s") % told
        case EventKind.HELPER_GONE:
            return _("%(helper)s does not come any more from %(day)s on") % told
        case EventKind.ROAD_CLOSED if helper:
            return _("%(helper)s does not get to %(household)s: %(days)s") % told
        case EventKind.ROAD_CLOSED:
            return _("The road to %(household)s is closed: %(days)s") % told
        case EventKind.CAMP_MOVED:
            return _("%(household)s lives elsewhere from %(day)s on") % told
        case EventKind.HOUSEHOLD_ADDED:
            return _("%(household)s is new") % told
        case _other:
            return _("Somebody has to go to %(household)s: %(days)s") % told


def _whereto(event: PlanEvent) -> str:
    """The household; of a road all that lie behind it, by their group where that was told. One that
    is out of use by neither."""
    behind = event.ends.filter(is_beyond=False, household__in=Household.objects.in_use())
    ends = [one.household for one in behind.select_related("household__group")]
    groups = {one.group.name if one.group else "" for one in ends}
    if event.is_of_group and len(groups) == 1 and "" not in groups:
        return groups.pop()
    if ends:
        return _(", ").join(one.code for one in ends)
    if event.household and event.household.is_in_use():
        return event.household.code
    return _("a household that is gone")


def price_text(price: int) -> str:
    """What keeping to what was promised costs, in kilometres."""
    km = round(price / 100)
    if km <= 0:
        return _("It costs nothing more than planning these helpers anew.")
    return _(
        "Planned anew, bound by no promise, these helpers would save about %(km)s km, or what "
        "weighs as much."
    ) % {"km": km}


def by_helper(changes: Iterable[PlanChange]) -> list[tuple[Helper, list[ChangeLine]]]:
    """Every helper by name with the own changes; a visit that is handed over stands at both."""
    found: dict[Helper, list[ChangeLine]] = defaultdict(list)
    for change in changes:
        for helper in change.helpers:
            found[helper].append(_line(change, helper))
    return sorted(found.items(), key=lambda one: (one[0].name, str(one[0].pk)))


def _line(change: PlanChange, helper: Helper) -> ChangeLine:
    was, will_be = _side(change.before, helper), _side(change.after, helper)
    notes = [str(Mode.PHONE.label)] if change.mode == Mode.PHONE else []
    if change.after is None:
        notes.append(str(change.why.label) if change.why else _("not due any more"))
    return ChangeLine(change, was, will_be, _(", ").join(notes))


def _side(going: Any, helper: Helper) -> str:
    """The day; with who goes where it is not this helper alone."""
    if going is None:
        return ""
    day = f"{short_day_text(going.on)} {weekday_text(going.on)}"
    if going.helpers == (helper,):
        return day
    names = _(", ").join(one.name for one in going.helpers)
    return _("%(day)s (%(names)s)") % {"day": day, "names": names}
