"""Problems by hours that contradict themselves: refused, with the place that is wrong."""

from doorstep.planner.faults import (
    LockedBeyondHours,
    PlannerError,
    check_problem,
    helper_named,
    household_named,
    not_between,
)
from doorstep.planner.hours.grid import Grid, open_posts
from doorstep.planner.hours.problem import HoursProblem
from doorstep.planner.words import said

MOST_MINUTES = 40_320  # of four weeks
LEAST_RATE, MOST_RATE = 0.01, 1000  # km an hour, ways a visit; beyond, minutes could overflow


def check_hours(problem: HoursProblem) -> None:
    """Raises PlannerError at the first row that is wrong."""
    check_problem(problem.village)
    for name, value in (
        (said("km_an_hour"), problem.km_an_hour),
        (said("ways_a_visit"), problem.ways_a_visit),
    ):
        if not LEAST_RATE <= value <= MOST_RATE:  # a NaN is on no side
            raise PlannerError(said("hours"), not_between(name, value, LEAST_RATE, MOST_RATE))
    for helper in problem.village.helpers:
        if helper.weekly_hours is not None and helper.weekly_hours > 168:
            text = said("weekly_hours are more than a week has")
            raise PlannerError(helper_named(helper.key), text)
    for household in problem.village.households:
        where = household_named(household.key)
        time = problem.times.get(household.key)
        if time is None:
            raise PlannerError(where, said("visits and minutes are missing"))
        for name, minutes in (
            (said("visits"), time.visits),
            (said("visit_minutes"), time.visit_minutes),
            (said("phone_minutes"), time.phone_minutes),
        ):
            if not 0 <= minutes <= MOST_MINUTES or minutes != int(minutes):
                text = said(
                    "%(name)s is %(value)s, not 0 to %(most)s, whole",
                    name=name, value=minutes, most=MOST_MINUTES,
                )  # fmt: skip
                raise PlannerError(where, text)
        roles = problem.roles.get(household.key)
        if roles is not None and len(roles) != household.helpers_wanted:
            wanted = household.helpers_wanted
            text = said("%(count)s roles, %(wanted)s wanted", count=len(roles), wanted=wanted)
            raise PlannerError(where, text)
        try:
            open_posts(problem, household)
        except ValueError:
            text = said("locked helpers lack the skills of its roles")
            raise PlannerError(where, text) from None


def check_locked(grid: Grid) -> None:
    """Raises LockedBeyondHours where locked pairs do not fit into the hours."""
    for column, helper in enumerate(grid.costs.helpers):
        locked, most = int(grid.locked_minutes[column]), int(grid.minutes[column])
        if locked > most:
            raise LockedBeyondHours(helper.key, locked, most)
