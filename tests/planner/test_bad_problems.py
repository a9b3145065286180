"""A problem that contradicts itself is refused with the row that is wrong."""

from dataclasses import replace

import pytest

from doorstep.planner import (
    Helper,
    Household,
    PairingProblem,
    PlannerError,
    Preference,
    Weights,
    pair,
)

G = Helper("g", most_households=1)
H = Household("h")


def one(**household):
    return PairingProblem((replace(H, **household),), (G,))


def wish(*args):
    return one(preferences=(Preference(*args),))


def weights(**changed):
    return PairingProblem((H,), (G,), Weights(**changed))


def helper(**changed):
    return PairingProblem((H,), (replace(G, **changed),))


NAN = float("nan")


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (PairingProblem((H, H), (G,)), "household h: stands there twice"),
        (PairingProblem((H,), (G, G)), "helper g: stands there twice"),
        (helper(most_households=-1), "helper g: most_households is -1, not 0 to 1000000"),
        (helper(home=(NAN, 91.0)), "helper g: home (nan, 91.0) is not a number"),
        (helper(weekly_hours=NAN), "helper g: weekly_hours is nan, not 0 to 1000000"),
        (one(homes=((31.0, 191.0),)), "household h: home (31.0, 191.0) is not on the earth"),
        (one(helpers_wanted=4), "household h: helpers_wanted is 4, not 0 to 3"),
        (one(helpers_wanted=-1), "household h: helpers_wanted is -1, not 0 to 3"),
        (one(urgency=-1), "household h: urgency is -1, not 0 to 1000000"),
        (one(declined=frozenset("x")), "household h: declined names x, who is no helper here"),
        (one(current=("x",)), "household h: current names x, who is no helper here"),
        (one(locked=frozenset("x")), "household h: locked names x, who is no helper here"),
        (one(current=("g", "g")), "household h: current g: stands there twice"),
        (one(locked=frozenset("g"), declined=frozenset("g")),
         "household h: g is locked and declined"),
        (one(locked=frozenset("g"), required_skills=frozenset({"care"})),
         "household h: g is locked and lacks care"),
        (one(locked=frozenset("g"), languages=frozenset({"bo"}), must_share_language=True),
         "household h: g is locked and shares no language"),
        (one(locked=frozenset("g"), helpers_wanted=0), "household h: 1 locked, 0 wanted"),
        (PairingProblem((replace(H, locked=frozenset("g")), Household("i", locked=frozenset("g"))),
                        (G,)), "helper g: 2 locked, most_households 1"),
        (wish("p", "is_kind", "x"), "household h: preference p has the unknown kind is_kind"),
        (wish("p", "has_skill", 3),
         "household h: preference p (has_skill) cannot have the value 3"),
        (wish("p", "hours_at_least", "6"),
         "household h: preference p (hours_at_least) cannot have the value '6'"),
        (wish("p", "has_skill", "x", -1),
         "household h: preference p's points is -1, not 0 to 1000000"),
        (PairingProblem((H,), (G,), extra={("h", "x"): 1}),
         "extra (h, x): no such household or helper"),
        (PairingProblem((H,), (G,), extra={("h", "g"): NAN}),
         "extra (h, g): points is nan, not -1000000 to 1000000"),
        (weights(km=-1), "weights: km is -1, not 0 to 1000000"),
        (weights(unserved=float("inf")), "weights: unserved is inf, not 0 to 1000000"),
        (weights(load_bands=((60, 0.0),)), "weights: load_bands must rise and end at 100 percent"),
        (weights(load_bands=((60, 5.0), (100, 0.0))),
         "weights: load_bands must not become cheaper with the load"),
    ],
)  # fmt: skip
def test_a_bad_problem_is_refused_by_name(problem, sentence):
    with pytest.raises(PlannerError) as refused:
        pair(problem)

    assert str(refused.value) == sentence
    assert f"{refused.value.where}: {refused.value.fault}" == sentence
