"""The bound of helpers who meet lies below every plan there is."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doorstep.planner.visits import Shift, Straight, VisitProblem, once, plan_visits, weekly
from doorstep.planner.visits.check import check_plan
from tests.planner.visits.brute_pair import least_together
from tests.planner.visits.cases import POINTS, helper, household

TEAM = ("a", "b")


@st.composite
def meetings(draw):
    size = draw(st.integers(1, 4))
    points = tuple(draw(POINTS) for _ in range(size + 2))
    shift = Shift(480, draw(st.sampled_from([700, 800, 1200])), draw(st.sampled_from([200, 480])))
    limits = [draw(st.sampled_from([None, 200, 400])) for _ in TEAM]
    return VisitProblem(
        tuple(
            household(
                f"h{number}",
                number,
                draw(st.sampled_from([("a",), ("b",), ("a", "b"), ("b", "a")])),
                draw(st.sampled_from([weekly(1), once(range(1))])),
                1,
            )
            for number in range(size)
        ),
        tuple(
            helper(key, size + number, 1, (0, 1), shift, limits[number])
            for number, key in enumerate(TEAM)
        ),
        Straight(points),
        1,
    )


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(meetings())
def test_no_plan_of_two_who_meet_is_below_the_bound(problem):
    plan, least = plan_visits(problem, seconds=0.3), least_together(problem)

    assert plan.bound <= least <= plan.objective
    assert check_plan(problem, plan) == []
