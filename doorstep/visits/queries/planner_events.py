"""What happened, as the planner wants it."""

from doorstep.pairing.queries import helper_key
from doorstep.planner.visits.again import (
    CampMoved,
    Event,
    HelperAway,
    HouseholdAdded,
    RoadClosed,
    UrgentNeed,
)
from doorstep.visits.choices import EventKind
from doorstep.visits.queries.happening import Happening
from doorstep.visits.queries.planning import Weeks


def planner_event(weeks: Weeks, happening: Happening) -> tuple[Weeks, Event]:
    """(the weeks, with the place of a camp that moved among theirs; the event). Days are counted
    from the first one of the weeks."""
    first = max(0, (happening.from_on - weeks.start_on).days)  # it may begin before the plan
    last = (
        weeks.problem.weeks * 7
        if happening.until_on is None
        else (happening.until_on - weeks.start_on).days
    )
    codes = frozenset(one.code for one in happening.households)
    key = helper_key(happening.helper) if happening.helper else ""
    match happening.kind:
        case EventKind.HELPER_AWAY:
            return weeks, HelperAway(key, first, last)
        case EventKind.HELPER_GONE:
            return weeks, HelperAway(key, first)
        case EventKind.ROAD_CLOSED:
            others = frozenset(one.code for one in happening.others) or None
            inside = frozenset(
                name for name, helper in weeks.helpers.items() if helper.pk in happening.inside
            )
            stopped = frozenset({key}) if key else None
            return weeks, RoadClosed(first, last, codes, others, stopped, inside)
        case EventKind.CAMP_MOVED:
            if happening.home is None:
                raise AssertionError("a camp that moved has a place")
            weeks, place = weeks.with_home(happening.home, happening.from_on)
            return weeks, CampMoved(min(codes), first, place)
        case EventKind.HOUSEHOLD_ADDED:
            return weeks, HouseholdAdded(min(codes))
        case EventKind.URGENT_NEED:
            days = tuple((day - weeks.start_on).days for day in happening.days)
            return weeks, UrgentNeed(min(codes), days)
    raise ValueError(f"no event: {happening.kind!r}")
