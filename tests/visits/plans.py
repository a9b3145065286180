"""Plans of four weeks, as the planner answers."""

from doorstep.kit.weeks import Week
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
from doorstep.visits.actions import keep_visit_plan
from doorstep.visits.queries import Weeks

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
    )
    plan = found(
        [one.code for one in households],
        calls=[one.code for one in calls],
        unplanned=[(one.code, week, cause) for one, week, cause in unplanned],
        day=day,
    )
    return keep_visit_plan(weeks, plan, by=by, on=on)
