"""What the plan that runs had left out, when something happens."""

from dataclasses import replace

from doorstep.planner import Helper, Household, PairingProblem
from doorstep.planner.visits import Shift, Unplanned, VisitProblem, once
from doorstep.planner.visits.again import CampMoved, HelperAway, Running, UrgentNeed, replan
from tests.planner.visits.cases import helper, household, line
from tests.planner.visits.test_again import runs, slots, two


def test_an_urgent_visit_of_a_household_without_a_helper_is_made_by_who_is_paired_with_it():
    problem = two()
    unpaired = replace(problem.households[0], helpers=())
    alone = replace(problem, households=(unpaired, *problem.households[1:]))
    routes = runs(problem, ("g", 1, "b"), ("h", 1, "c")).routes
    running = Running(routes, (Unplanned("a", "visit", 0, "no_pair"),))
    team = tuple(Helper(key, most_households=3) for key in ("g", "h"))
    pairing = PairingProblem(
        (Household("a"), Household("b", current=("g",)), Household("c", current=("h",))), team
    )

    answer = replan(alone, running, UrgentNeed("a", (0, 1)), pairing=pairing)

    [pair] = answer.pairs
    assert (pair.household, pair.is_begun, pair.day) == ("a", True, 0)
    kind, before, after = slots(answer)["a"]
    assert (kind, before, after[0] in (0, 1), after[1]) == ("added", None, True, (pair.helper,))


def test_what_was_left_out_before_moves_nobody_of_today():
    """Two do not fit on one day; b is open today alone, and had no place when the plan was made."""
    only_today = frozenset(range(1, 14))
    rows = (
        household("a", 1, patterns=once((0,)), weeks=2),
        household("b", 2, patterns=once((0,)), weeks=2, closed_days=only_today),
        household("c", 3, patterns=once((1,)), weeks=2),
    )
    g = helper("g", 0, 2, shift=Shift(most_minutes=100))
    problem = VisitProblem(rows, (g,), line(20, 30, 10, 25), 2)
    routes = runs(problem, ("g", 0, "a"), ("g", 8, "c")).routes
    running = Running(routes, (Unplanned("b", "visit", 0, "full"),))

    answer = replan(problem, running, HelperAway("g", 8, 9))
    urgent = replan(problem, running, UrgentNeed("b", (0,)))

    assert set(slots(answer)) == {"c"}
    assert not answer.gave_way
    assert set(slots(urgent)) == {"a", "b"}
    assert urgent.gave_way


def test_a_household_without_a_home_is_visited_once_its_camp_is_known():
    problem = two()
    rows = (replace(problem.households[0], places=(None,)), *problem.households[1:])
    lost = replace(problem, households=rows)
    routes = runs(problem, ("g", 1, "b"), ("h", 1, "c")).routes
    running = Running(routes, (Unplanned("a", "visit", 0, "no_home"),))

    answer = replan(lost, running, CampMoved("a", 0, 1))

    assert slots(answer) == {"a": ("added", None, (1, ("g",)))}
