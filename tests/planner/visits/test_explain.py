"""Why these days: what the others would cost while all else stays, and what is against them."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from doorstep.planner.visits import (
    Going,
    Shift,
    VisitProblem,
    Window,
    explain_visits,
    once,
    plan_visits,
)
from tests.planner.visits.cases import fortnightly, helper, household, line, problems

MANY = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


def going(plan):
    return [
        Going(one.helper, one.day, tuple(stop.household for stop in one.stops))
        for one in plan.routes
    ]


def told(explained, days):
    return {day: one.rule if (one := explained.days[day]).km is None else one.km for day in days}


@pytest.fixture
def village():
    """Each Monday to the near one, 20 km; in week 0 on to the far one, 4 km more."""
    problem = VisitProblem(
        (household("near", 1), household("far", 2, patterns=once(range(4)))),
        (helper("g", 0),),
        line(0, 10, 12),
    )
    return problem, [
        Going("g", 0, ("near", "far")),
        *(Going("g", day, ("near",)) for day in (7, 14, 21)),
    ]


def test_another_day_costs_its_own_way_less_what_this_one_saves(village):
    explained = explain_visits(*village, "far")

    assert (explained.weeks, explained.helpers) == ({0}, ("g",))
    assert [explained.days[day].km for day in (0, 1, 4, 7, 8)] == [0.0, 20.0, 20.0, 0.0, 20.0]
    assert [explained.days[day].is_planned for day in (0, 7)] == [True, False]


def test_a_day_on_which_the_helper_does_not_go_is_named_so(village):
    assert told(explain_visits(*village, "far"), (5, 13)) == {5: "no_shift", 13: "no_shift"}


def test_a_camp_that_moved_has_a_home_from_that_day_on(village):
    problem, plan = village
    near, far = problem.households
    moved = replace(far, places=(None,) * 4, camps=((8, 2),))

    explained = explain_visits(replace(problem, households=(near, moved)), plan[1:], "far")

    assert told(explained, (7, 8, 14)) == {7: "no_home", 8: 24.0, 14: 4.0}


def test_a_weekly_visit_moves_within_its_week(village):
    explained = explain_visits(*village, "near")

    assert told(explained, (1, 8, 12)) == {1: 20.0, 8: 0.0, 12: "no_shift"}
    assert explained.others == ()


def test_the_next_cheapest_weeks_come_first(village):
    problem, plan = village
    plan[1] = Going("g", 7, ())  # nothing leads past it in week 1
    explained = explain_visits(problem, plan, "far")

    assert [(sorted(one.weeks), one.km) for one in explained.others] == [
        ([2], 0.0), ([3], 0.0), ([1], 20.0),
    ]  # fmt: skip


def test_every_two_weeks_changes_all_its_weeks():
    problem = VisitProblem(
        (household("a", 1, patterns=fortnightly(4)), household("b", 1, patterns=once([1]))),
        (helper("g", 0),),
        line(0, 10),
    )
    plan = [Going("g", 0, ("a",)), Going("g", 14, ("a",)), Going("g", 7, ("b",))]

    explained = explain_visits(problem, plan, "a")

    found = {tuple(sorted(one.weeks)): one.km for one in explained.others}
    assert found == {(1, 2): -20.0, (1, 3): -20.0}


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"closed_days": frozenset({1})}, "away"),
        ({"windows": (Window(480, 1200, frozenset({0})),)}, "window"),
    ],
)
def test_what_the_household_rules_out_is_named(village, more, rule):
    problem, plan = village
    far = replace(problem.households[1], **more)
    problem = replace(problem, households=(problem.households[0], far))

    assert explain_visits(problem, plan, "far").days[1].rule == rule


def test_a_full_day_and_a_full_week_are_named(village):
    problem, plan = village
    short = helper("g", 0, shift=Shift(480, 1200, 109))  # minutes: 24 of way, 80 of two visits
    day = explain_visits(replace(problem, helpers=(short,)), plan, "near").days[1]
    few = helper("g", 0, week_minutes=110)
    week = explain_visits(replace(problem, helpers=(few,)), plan, "near").days[1]

    assert (day.rule, day.km) == (None, 20.0)
    assert (week.rule, week.km) == ("week_full", None)


def test_no_home_no_way_and_no_visit_due_are_named(village):
    problem, plan = village
    near, far = problem.households
    rows = (near, replace(far, places=(2, None, 2, 2), patterns=once([0, 1])))
    apart = line(0, 10, 12)
    apart.km[0, 2] = float("inf")

    assert told(explain_visits(replace(problem, households=rows), plan, "far"), (7, 14)) == {
        7: "no_home", 14: "not_due",
    }  # fmt: skip
    assert explain_visits(replace(problem, travel=apart), plan, "far").days[1].rule == "no_way"


def test_two_who_visit_together_both_pay_the_way():
    problem = VisitProblem(
        (household("a", 1, helpers=("g", "h"), patterns=once([0]), weeks=1),),
        (helper("g", 0, weeks=1), helper("h", 2, weeks=1, days=(0, 2))),
        line(0, 10, 15),
        1,
    )
    plan = [Going("g", 0, ("a",)), Going("h", 0, ("a",))]

    explained = explain_visits(problem, plan, "a")

    assert told(explained, (1, 2)) == {1: "no_shift", 2: 0.0}


def test_a_visit_that_is_not_planned_says_what_each_day_would_cost(village):
    problem, plan = village
    explained = explain_visits(problem, plan[1:], "far")

    assert (explained.weeks, explained.days[0].km, explained.days[7].km) == (frozenset(), 24.0, 4.0)


def test_a_household_without_a_helper_has_no_day(village):
    problem, plan = village
    rows = (*problem.households, household("lone", 1, helpers=()))

    explained = explain_visits(replace(problem, households=rows), plan, "lone")

    assert {one.rule for one in explained.days} == {"no_pair"}


@MANY
@given(problems(most_helpers=2))
def test_in_a_proven_plan_no_other_day_of_the_week_is_cheaper(problem):
    rows = tuple(replace(row, call_weeks=frozenset()) for row in problem.households)
    problem = replace(problem, households=rows)
    plan = plan_visits(problem, seconds=0.2)
    if not plan.is_proven:
        return

    for row in rows:
        explained = explain_visits(problem, going(plan), row.key)
        if len(row.helpers) == 1 and explained.weeks:
            kept = [one for one in explained.days if one.day // 7 in explained.weeks]
            assert [one for one in kept if (one.km or 0.0) < -0.011] == []


def test_a_call_that_the_visit_replaces_takes_no_minutes_of_its_week(village):
    problem, plan = village
    near, far = problem.households
    far = replace(far, call_weeks=frozenset(range(4)), call_minutes=30)
    problem = replace(
        problem, households=(near, far), helpers=(helper("g", 0, week_minutes=104),)
    )  # fmt: skip
    plan = [plan[0], replace(plan[1], calls=("far",)), *plan[2:]]

    assert explain_visits(problem, plan, "far").days[7].km == 0.0


def test_calls_of_others_fill_a_week(village):
    problem, plan = village
    near, far = problem.households
    called = household("called", 1, patterns=(), call_weeks=frozenset({1}), call_minutes=30)
    problem = replace(
        problem, households=(near, far, called), helpers=(helper("g", 0, week_minutes=104),)
    )  # fmt: skip
    plan = [plan[0], replace(plan[1], calls=("called",)), *plan[2:]]

    assert explain_visits(problem, plan, "far").days[7].rule == "week_full"
