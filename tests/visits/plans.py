"""Plans of four weeks, as the planner answers."""

from doorstep.kit.weeks import Week
from doorstep.method.models import Version
from doorstep.people.actions import change_helper
from doorstep.planner import PairingProblem
from doorstep.planner.visits import (
    HelperProof,
    Route,
    Stop,
    Straight,
    Unplanned,
    VisitPlan,
    VisitProblem,
)
from doorstep.register.actions import set_home
from doorstep.visits.actions import (
    accept_visit_plan,
    keep_visit_plan,
    propose_visit_plan,
    set_cadence,
)
from doorstep.visits.models import EventHousehold, PlanEvent, Takeover
from doorstep.visits.queries import Weeks
from doorstep.visits.queries.terrain import Terrain
from tests.factories import pair

HERE, THERE = (29.83, 91.73), (29.83, 91.83)
NINE, HALF_PAST_TWO = 9 * 60, 14 * 60 + 30


def found(households, *, helper="扎西", calls=(), unplanned=(), day=0):
    """One route to the households on a day; hundredths of a point."""
    route = Route(
        helper=helper,
        day=day,
        stops=tuple(Stop(*one) for one in zip(households, (NINE, HALF_PAST_TWO), strict=False)),
        calls=tuple(calls),
        km=12.34,
        minutes=95.0,
        leaves=NINE - 10,
        returns=HALF_PAST_TWO + 40,
    )
    left = tuple(Unplanned(code, "visit", week, cause) for code, week, cause in unplanned)
    return VisitPlan((route,), left, (HelperProof(helper, 1234, 1200),), 0)


def make_visit_plan(village, helper, households, *, on, by, calls=(), unplanned=(), day=0):
    """A plan from the Monday of that day on: the helper goes to the first two households."""
    every = [*households, *calls, *(household for household, _week, _cause in unplanned)]
    weeks = Weeks(
        village,
        Week.of(on).start_on,
        VisitProblem((), (), Straight(()), 4),
        {one.code: one.pk for one in every},
        {"扎西": helper},
        PairingProblem((), ()),
        Terrain((), (), 1.0, Version(), None),
    )
    plan = found(
        [one.code for one in households],
        calls=[one.code for one in calls],
        unplanned=[(one.code, week, cause) for one, week, cause in unplanned],
        day=day,
    )
    return keep_visit_plan(weeks, plan, by=by, on=on)


def make_changed_plan(village, helper, household, *, on, by, kind="urgent_need", until_on=None):
    """A plan that runs, and beside it a proposal in which the helper goes to the household a day
    later, takes it over and is paired with it, or stands in until a day."""
    before = make_visit_plan(village, helper, [household], on=on, by=by, day=8)
    accept_visit_plan(before, by=by, on=on)
    plan = make_visit_plan(village, helper, [household], on=on, by=by, day=9)
    told = {"plan": plan, "household": household, "from_on": on}
    event = PlanEvent.objects.create(before=before, kind=kind, helper=helper, price=1234, **told)
    EventHousehold.objects.create(event=event, household=household)
    Takeover.objects.create(helper=helper, until_on=until_on, **told)
    return plan


def settle(cast, seasons=("winter",)):
    """Tashi goes to a and b every week, Pema some km away to c; all three are on the map, and both
    have room for one household more at least."""
    told = {"by": cast.coordinator, "on": cast.day}
    for helper, (lat, lon) in ((cast.tashi, HERE), (cast.pema, THERE)):
        change_helper(
            helper, home_lat=lat, home_lon=lon, weekly_hours=20, most_households=4, **told
        )
    homes = ((cast.a, cast.tashi, HERE), (cast.b, cast.tashi, HERE), (cast.c, cast.pema, THERE))
    for household, helper, (lat, lon) in homes:
        for season in seasons:
            set_home(household, season, lat=lat, lon=lon, **told)
        set_cadence(household, "on_site", "week", **told)
        pair(household, helper)


def run_plan(cast, *, on):
    """The plan of two weeks of that village, accepted."""
    told = {"by": cast.coordinator, "on": on}
    plan = propose_visit_plan(cast.caoba, start_on=on, weeks=2, seconds=2.0, **told)
    accept_visit_plan(plan, **told)
    return plan
