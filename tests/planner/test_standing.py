"""What pairs come to as they stand."""

from doorstep.planner import Helper, Household, PairingProblem
from doorstep.planner.hours import HoursProblem, VisitTime
from doorstep.planner.hours.standing import take

HERE = (31.0, 91.0)


def test_a_helper_too_many_fills_no_place_of_another_household():
    households = tuple(Household(key, (HERE,)) for key in "abc")
    helpers = tuple(Helper(key, HERE) for key in "gh")
    problem = HoursProblem(PairingProblem(households, helpers), dict.fromkeys("abc", VisitTime(4)))

    found = take(problem, [("a", "g"), ("a", "h")])

    assert (found.pairs, found.empty) == (2, 2)
