"""A stop keeps the pairs so far, which hold, and says how far they can be from the best."""

from hypothesis import HealthCheck, given, settings

from doorstep.planner import Helper, Household, PairingProblem, flow, pair
from doorstep.planner.check import check_pairing
from tests.planner.villages import villages

HERE = (31.0, 91.0)


def crowd():
    """Sixty households of one place; thirty near helpers take one each, thirty beyond another."""
    rows = tuple(Household(f"h{number:02}", homes=(HERE,)) for number in range(60))
    near = [Helper(f"n{number:02}", home=HERE, most_households=1) for number in range(30)]
    far = [Helper(f"z{number:02}", home=(31.1, 91.0), most_households=1) for number in range(30)]
    return PairingProblem(rows, (*near, *far))


def test_stopped_after_the_first_round_the_pairs_hold_and_their_bound_too():
    problem = crowd()

    soon, best = pair(problem, is_stopped=lambda: True), pair(problem)

    assert check_pairing(problem, soon) == []
    assert (soon.optimal, best.optimal) == (False, True)
    assert soon.bound <= best.objective < soon.objective
    assert (len(soon.pairs), len(best.pairs)) == (30, 60)


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(villages(most_households=6, most_helpers=5))
def test_whatever_is_known_so_far_holds(problem):
    nearest = flow.NEAREST
    flow.NEAREST = 1
    try:
        soon = pair(problem, is_stopped=lambda: True)
    finally:
        flow.NEAREST = nearest

    assert check_pairing(problem, soon) == []
    assert soon.bound <= pair(problem).objective <= soon.objective
