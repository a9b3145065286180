"""Pairing and plan together: never dearer than one after the other, within the rules of pairing."""

from hypothesis import HealthCheck, given, settings

from doorstep.planner import Helper, Household, PairingProblem, Weights
from doorstep.planner.recount import fills
from doorstep.planner.visits import (
    DueHousehold,
    GoingHelper,
    Shift,
    Straight,
    VisitProblem,
    once,
    weekly,
)
from doorstep.planner.visits.check import check_plan
from doorstep.planner.visits.joint import plan_jointly
from tests.planner.villages import villages

SHIFTS = tuple(Shift() if day % 7 < 5 else None for day in range(28))


def weeks_of(village):
    """Makes the weeks of a village: every other household weekly, homes where they are known."""

    def visits(pairs):
        points, helpers = [], {row.key: [] for row in village.households}
        for one in sorted(pairs, key=lambda one: one.order):
            helpers[one.household].append(one.helper)

        def place(home):
            if home is None:
                return None
            points.append(home)
            return len(points) - 1

        rows = tuple(
            DueHousehold(
                row.key, tuple(helpers[row.key]), once(range(4)) if number % 2 else weekly(4),
                (place(row.homes[0] if row.homes else None),) * 4,
            )
            for number, row in enumerate(village.households)
        )  # fmt: skip
        team = tuple(GoingHelper(row.key, place(row.home), SHIFTS) for row in village.helpers)
        return VisitProblem(rows, team, Straight(tuple(points)))

    return visits


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(villages(most_households=5, most_helpers=3))
def test_it_is_never_dearer_and_keeps_the_rules(village):
    joint = plan_jointly(village, weeks_of(village), seconds=0.5)

    assert joint.plan.objective <= joint.first.objective
    assert check_plan(weeks_of(village)(joint.pairing.pairs), joint.plan) == []
    rows = {row.key: row for row in village.households}
    team = {row.key: row for row in village.helpers}
    for one in joint.pairing.pairs:
        assert one.helper not in rows[one.household].declined
        assert rows[one.household].required_skills <= team[one.helper].skills
    for row in village.households:
        who = [team[one.helper] for one in joint.pairing.pairs if one.household == row.key]
        assert fills(row, who)
    for load in joint.pairing.loads:
        assert load.households <= team[load.helper].most_households
    for row in village.households:
        theirs = [one.helper for one in joint.pairing.pairs if one.household == row.key]
        assert row.locked <= set(theirs)
        assert len(set(theirs)) == len(theirs) <= row.helpers_wanted


def test_a_household_beside_another_one_changes_its_helper():
    """b lives a little nearer to the western helper, and beside a, who the eastern one goes to."""
    longitudes = {"a": 91.21, "b": 91.19, "c": 91.01}
    village = PairingProblem(
        tuple(Household(key, ((30.0, lon),)) for key, lon in longitudes.items()),
        tuple(
            Helper(key, (30.0, lon), most_households=2)
            for key, lon in (("west", 91.0), ("east", 91.40))
        ),
        Weights(load_bands=((100, 0.0),)),
    )

    joint = plan_jointly(village, weeks_of(village), seconds=3)

    assert {(one.household, one.helper) for one in joint.pairing.pairs} == {
        ("a", "east"),
        ("b", "east"),
        ("c", "west"),
    }
    assert joint.plan.km < joint.first.km
