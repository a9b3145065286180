"""Plans of weeks on several machines: Dask's executor does what our processes do."""

from dataclasses import replace

from doorstep.planner.visits import VisitProblem, plan_visits
from doorstep.planner.visits.check import check_plan
from doorstep.planner.visits.solve import UNIT
from tests.planner.visits.cases import helper, household, line


def village(helpers):
    """Each helper goes to two households, and with the next helper to one of these."""
    keys = [f"g{number:02}" for number in range(helpers)]
    rows = [
        household(f"h{number:02}{at}", number + helpers * (1 + at), weeks=1,
                  helpers=(key,) if at else (key, keys[(number + 1) % helpers]))
        for number, key in enumerate(keys)
        for at in range(2)
    ]  # fmt: skip
    team = tuple(helper(key, number, weeks=1) for number, key in enumerate(keys))
    return VisitProblem(tuple(rows), team, line(*range(3 * helpers)), 1)


def test_a_plan_of_several_units_is_the_same_on_other_machines(dask):
    problem = village(UNIT + 3)
    problem = replace(
        problem,
        households=tuple(replace(row, helpers=row.helpers[:1]) for row in problem.households),
    )
    told = []

    there = plan_visits(problem, executor=dask, told=told.append)

    assert there == plan_visits(problem)
    assert (there.is_proven, check_plan(problem, there)) == (True, [])
    assert [(one.done, one.of) for one in told][:2] == [(UNIT, UNIT + 3), (UNIT + 3, UNIT + 3)]


def test_a_large_team_meets_part_by_part_on_other_machines(dask):
    problem = village(42)

    plan = plan_visits(problem, executor=dask, seconds=20.0)

    assert check_plan(problem, plan) == []
    assert plan.unplanned == ()
