"""Problems by hours that contradict themselves: refused, with the place that is wrong."""

from doorstep.planner.faults import LockedBeyondHours, PlannerError, check_problem
from doorstep.planner.hours.grid import Grid, open_posts
from doorstep.planner.hours.problem import HoursProblem

MOST_MINUTES = 40_320  # of four weeks
LEAST_RATE, MOST_RATE = 0.01, 1000  # km an hour, ways a visit; beyond, minutes could overflow


def check_hours(problem: HoursProblem) -> None:
    """Raises PlannerError at the first row that is wrong."""
    check_problem(problem.village)
    for name in ("km_an_hour", "ways_a_visit"):
        value = getattr(problem, name)
        if not LEAST_RATE <= value <= MOST_RATE:  # a NaN is on no side
            raise PlannerError("hours", f"{name} is {value}, not {LEAST_RATE} to {MOST_RATE}")
    for helper in problem.village.helpers:
        if helper.weekly_hours is not None and helper.weekly_hours > 168:
            raise PlannerError(f"helper {helper.key}", "weekly_hours are more than a week has")
    for household in problem.village.households:
        where = f"household {household.key}"
        time = problem.times.get(household.key)
        if time is None:
            raise PlannerError(where, "visits and minutes are missing")
        for name in ("visits", "visit_minutes", "phone_minutes"):
            minutes = getattr(time, name)
            if not 0 <= minutes <= MOST_MINUTES or minutes != int(minutes):
                raise PlannerError(where, f"{name} is {minutes}, not 0 to {MOST_MINUTES}, whole")
        roles = problem.roles.get(household.key)
        if roles is not None and len(roles) != household.helpers_wanted:
            raise PlannerError(where, f"{len(roles)} roles, {household.helpers_wanted} wanted")
        try:
            open_posts(problem, household)
        except ValueError:
            raise PlannerError(where, "locked helpers lack the skills of its roles") from None


def check_locked(grid: Grid) -> None:
    """Raises LockedBeyondHours where locked pairs do not fit into the hours."""
    for column, helper in enumerate(grid.costs.helpers):
        locked, most = int(grid.locked_minutes[column]), int(grid.minutes[column])
        if locked > most:
            raise LockedBeyondHours(helper.key, locked, most)
