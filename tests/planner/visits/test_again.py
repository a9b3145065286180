"""A plan that runs, planned again: small events by hand, random ones held by the checker."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from doorstep.planner import Helper, Household, PairingProblem, PlannerError
from doorstep.planner.visits import (
    Straight,
    VisitProblem,
    once,
    plan_visits,
    weekly,
)
from doorstep.planner.visits.again import (
    CampMoved,
    Held,
    HelperAway,
    HouseholdAdded,
    Promises,
    RoadClosed,
    Running,
    Standing,
    UrgentNeed,
    replan,
    running_of,
)
from doorstep.planner.visits.again.check import check_replan
from doorstep.planner.visits.again.events import apply_event
from doorstep.planner.visits.again.solve import as_due
from tests.planner.visits.cases import POINTS, fortnightly, helper, household, line, problems

MANY = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))


@st.composite
def happenings(draw):
    """(the problem, the plan that runs, what happens, today, what was done, what is promised)."""
    problem = draw(st.one_of(busy(), problems(most_helpers=4, most_households=7)))
    assume(problem.households)
    running = running_of(plan_visits(problem, seconds=0.0))  # a plan that takes no time is one
    assume(running.routes)
    today = draw(st.integers(-3, max(one.day for one in running.routes)))
    visits = sorted({(held.household, one.day) for one in running.routes for held in one.stops})
    past = [visit for visit in visits if visit[1] < today]
    done = frozenset(draw(st.lists(st.sampled_from(past), unique=True)) if past else [])
    some = st.frozensets(st.sampled_from(visits), max_size=4) if visits else st.just(frozenset())
    return (
        problem, running, draw(events(problem, max(0, today))), today, done,
        Promises(promised=draw(some), told=draw(some)), draw(st.none() | pairings(problem)),
    )  # fmt: skip


@st.composite
def busy(draw):
    """A team that goes every working day to households that are all at home."""
    weeks = draw(st.sampled_from([1, 2, 3]))
    team = [f"g{number}" for number in range(draw(st.integers(2, 4)))]
    size = draw(st.integers(3, 9))
    limit = draw(st.sampled_from([None, None, 400]))
    days = st.sampled_from([(0, 1, 2, 3, 4), (0, 1, 2, 3, 4), (1, 3)])
    ways = st.sampled_from([weekly(weeks), weekly(weeks), once(range(weeks)), fortnightly(weeks)])
    rows = tuple(
        household(
            f"h{number}", number, patterns=draw(ways), weeks=weeks,
            helpers=draw(st.lists(st.sampled_from(team), min_size=1, max_size=2, unique=True)),
            call_weeks=frozenset(range(weeks)) if draw(st.booleans()) else frozenset(),
        )
        for number in range(size)
    )  # fmt: skip
    points = tuple(draw(POINTS) for _ in range(size + len(team)))
    helpers = tuple(
        helper(key, size + number, weeks, draw(days), week_minutes=limit)
        for number, key in enumerate(team)
    )
    return VisitProblem(rows, helpers, Straight(points), weeks)


@st.composite
def events(draw, problem, today):
    days = 7 * problem.weeks
    household = st.sampled_from([row.key for row in problem.households])
    first = draw(st.integers(today, days - 1))
    after = draw(st.integers(first + 1, days + 3))
    kinds = [
        st.builds(
            CampMoved, household, st.just(first),
            st.none() | st.sampled_from(range(len(problem.households))),
        ),
        st.builds(HouseholdAdded, household),
        st.builds(UrgentNeed, household, st.just((first, min(first + 1, first // 7 * 7 + 6)))),
    ]  # fmt: skip
    some = st.frozensets(household, min_size=1, max_size=3)
    stopped = st.none()
    if problem.helpers:
        keys = st.sampled_from([row.key for row in problem.helpers])
        kinds += [st.builds(HelperAway, keys, st.just(first), st.none() | st.just(after))] * 3
        stopped = st.none() | st.frozensets(keys, min_size=1, max_size=2)
    kinds.append(
        st.builds(
            RoadClosed, st.just(first), st.just(after), some, st.none() | some, stopped,
            st.just(frozenset()),
        )
    )  # fmt: skip
    return draw(st.one_of(kinds))


@st.composite
def pairings(draw, problem):
    roles = st.frozensets(st.sampled_from(["care", "law"]), max_size=draw(st.sampled_from([0, 1])))
    team = [row.key for row in problem.helpers]
    return PairingProblem(
        tuple(
            Household(
                row.key, helpers_wanted=max(1, len(row.helpers)), current=row.helpers,
                roles=tuple(draw(roles) for _one in row.helpers or "h"),
                declined=frozenset(draw(st.lists(st.sampled_from(team), max_size=1)))
                if team else frozenset(),
            )
            for row in problem.households
        ),
        tuple(
            Helper(key, skills=draw(roles), most_households=draw(st.integers(0, 5)))
            for key in team
        ),
    )  # fmt: skip


@MANY
@given(happenings())
def test_whatever_happens_the_changed_plan_holds(happening):
    problem, running, event, today, done, promises, pairing = happening

    answer = replan(
        problem, running, event, today=today, done=done, promises=promises, pairing=pairing,
        seconds=0.0,
    )  # fmt: skip

    after = apply_event(as_due(problem, running, today, done), event)
    assert check_replan(after, running, event, answer, today, promises) == []


TEAM = ("g", "h")


def two(**more):
    """g goes from 0 to a at 10 and b at 12, h from 30 to c at 28; one week, a km takes a minute."""
    rows = (
        household("a", 1, weeks=1, **more),
        household("b", 2, weeks=1),
        household("c", 3, helpers=("h",), weeks=1),
    )
    return VisitProblem(rows, (helper("g", 0, 1), helper("h", 4, 1)), line(0, 10, 12, 28, 30), 1)


def runs(problem, *routes):
    """A plan of (helper, day, households)."""
    return Running(tuple(Standing(who, day, tuple(map(Held, keys))) for who, day, keys in routes))


ON_TUESDAY = (("g", 1, "ab"), ("h", 1, "c"))


def slots(answer):
    return {
        one.household: (one.kind, one.before and (one.before.day, one.before.helpers),
                        one.after and (one.after.day, one.after.helpers))
        for one in answer.changes
    }  # fmt: skip


def test_who_is_ill_for_a_day_goes_on_another():
    problem = two()

    answer = replan(problem, runs(problem, *ON_TUESDAY), HelperAway("g", 1, 2))

    [day] = {now[0] for _kind, _was, now in slots(answer).values()}
    assert day in {0, 2, 3, 4}
    assert slots(answer) == dict.fromkeys("ab", ("moved", (1, ("g",)), (day, ("g",))))  # fmt: skip
    assert (answer.km_before, answer.km_after, answer.price, answer.moving) == (28.0, 28.0, 0, 50)
    assert answer.touched == ("g",)
    assert answer.is_exact


def test_who_is_ill_for_the_week_is_stood_in_for_until_the_last_visit_is_made():
    problem = two()

    answer = replan(problem, runs(problem, *ON_TUESDAY), HelperAway("g", 0, 7))

    assert slots(answer) == dict.fromkeys("ab", ("moved", (1, ("g",)), (1, ("h",))))
    assert {(one.household, one.helper, one.instead_of) for one in answer.stand_ins} == {
        ("a", "h", "g"), ("b", "h", "g"),
    }  # fmt: skip
    assert {(one.from_day, one.to_day) for one in answer.stand_ins} == {(0, 2)}
    assert [(ring.who, ring.key) for ring in answer.rings] == [
        ("helper", "g"), ("helper", "h"), ("household", "a"), ("household", "b"),
    ]  # fmt: skip


def test_nobody_stands_in_who_may_not_go_there():
    problem = two()
    pairing = PairingProblem(
        tuple(Household(key, declined=frozenset({"h"})) for key in "abc"),
        tuple(Helper(key, most_households=5) for key in TEAM),
    )

    answer = replan(problem, runs(problem, *ON_TUESDAY), HelperAway("g", 0, 7), pairing=pairing)

    assert slots(answer) == dict.fromkeys("ab", ("dropped", (1, ("g",)), None))
    assert {one.cause for one in answer.changes} == {"no_days"}
    assert answer.stand_ins == ()


def test_a_call_in_whose_week_the_moved_visit_comes_is_not_due_any_more():
    row = household("a", 1, patterns=once(range(2)), weeks=2, call_weeks=frozenset({0, 1}))
    problem = VisitProblem((row,), (helper("g", 0, 2),), line(0, 10), 2)
    running = running_of(plan_visits(problem))
    [visit] = [one for one in running.routes if one.stops]
    week = visit.day // 7

    answer = replan(problem, running, HelperAway("g", 7 * week, 7 * week + 7))

    told = {one.contact: (one.kind, one.cause) for one in answer.changes}
    assert told == {"visit": ("moved", None), "call": ("dropped", None)}
    assert [(one.kind, one.week, one.cause) for one in answer.plan.unplanned] == [
        ("call", week, "no_days")
    ]


def test_the_households_of_who_leaves_are_paired_anew_where_there_is_room():
    problem = two()
    pairing = PairingProblem(
        tuple(Household(key, current=("h",) if key == "c" else ("g",)) for key in "abc"),
        (Helper("g", most_households=5), Helper("h", most_households=2)),
    )

    answer = replan(problem, runs(problem, *ON_TUESDAY), HelperAway("g", 0), pairing=pairing)

    pairs = {(one.household, one.helper, one.is_begun) for one in answer.pairs}
    [taken] = {household for household, _helper, is_begun in pairs if is_begun}
    [left] = {"a", "b"} - {taken}
    assert pairs == {("a", "g", False), ("b", "g", False), (taken, "h", True)}
    assert slots(answer)[taken] == ("moved", (1, ("g",)), (1, ("h",)))
    assert [(one.household, one.cause) for one in answer.plan.unplanned] == [(left, "no_pair")]


def test_a_closed_road_is_gone_once_it_is_open():
    problem = two()

    answer = replan(problem, runs(problem, *ON_TUESDAY), RoadClosed(0, 3, frozenset({"a", "b"})))

    assert {now[0] for _kind, _was, now in slots(answer).values()} <= {3, 4}
    assert answer.km_after == 28.0


def test_a_road_closed_between_two_leaves_the_other_ways_open():
    problem = two()

    answer = replan(
        problem, runs(problem, *ON_TUESDAY), RoadClosed(0, 7, frozenset("a"), frozenset("b"))
    )

    [(household, (kind, was, now))] = slots(answer).items()  # one of both goes another day
    assert (kind, was, now[1]) == ("moved", (1, ("g",)), ("g",))
    assert answer.km_after == 20.0 + 24.0 + 4.0
    assert household in {"a", "b"}


def test_a_camp_that_moved_is_visited_where_it_is():
    problem = two()

    answer = replan(problem, runs(problem, *ON_TUESDAY), CampMoved("a", 0, 3))

    assert (answer.km_before, answer.km_after) == (28.0, 60.0)
    assert slots(answer) == {}  # the same day, another way


def test_a_household_that_is_new_gets_a_helper_and_its_visits():
    problem = two()
    bare = replace(problem, households=(replace(problem.households[0], helpers=()),
                                        *problem.households[1:]))  # fmt: skip
    pairing = PairingProblem(
        tuple(Household(key, homes=((30, 91),)) for key in "abc"),
        (Helper("g", home=(30, 91), most_households=5), Helper("h", home=(31, 91))),
    )
    running = runs(bare, ("g", 1, "b"), ("h", 1, "c"))

    answer = replan(bare, running, HouseholdAdded("a"), pairing=pairing)

    assert [(one.household, one.helper, one.is_begun) for one in answer.pairs] == [("a", "g", True)]
    assert slots(answer) == {"a": ("added", None, (1, ("g",)))}


def test_an_urgent_visit_is_made_today_by_whoever_can():
    problem = two()

    answer = replan(problem, runs(problem, *ON_TUESDAY), UrgentNeed("a", (0,)))

    assert slots(answer) == {"a": ("moved", (1, ("g",)), (0, ("g",)))}
    assert answer.km_after == 20.0 + 24.0 + 4.0
    assert answer.price == 20.0  # b would have come along, were it not promised for Tuesday


def test_an_urgent_visit_of_a_helper_who_does_not_go_is_made_by_another():
    problem = two()
    away = replace(problem, helpers=(helper("g", 0, 1, days=(2, 3, 4)), problem.helpers[1]))

    answer = replan(away, runs(away, ("g", 2, "ab"), ("h", 1, "c")), UrgentNeed("a", (0, 1)))

    assert slots(answer) == {"a": ("moved", (2, ("g",)), (1, ("h",)))}
    assert [(one.helper, one.instead_of) for one in answer.stand_ins] == [("h", "g")]


def test_what_is_promised_stays_where_moving_it_would_save_the_way():
    problem = two()
    running = runs(problem, ("g", 2, "a"), ("g", 4, "b"), ("h", 1, "c"))
    event = HelperAway("g", 2, 3)

    freely = replan(problem, running, event)
    promised = replan(problem, running, event, promises=Promises(promised=frozenset({("b", 4)})))
    told = replan(problem, running, event, promises=Promises(told=frozenset({("a", 2)})))

    assert slots(freely) == {"a": ("moved", (2, ("g",)), (4, ("g",)))}
    assert slots(promised) == slots(freely)
    assert (freely.moving, told.moving) == (5.0, 25.0)


def test_a_promised_visit_is_moved_where_the_event_makes_it_impossible():
    problem = two()
    promises = Promises(promised=frozenset({("a", 3)}))
    running = runs(problem, ("g", 3, "ab"), ("h", 1, "c"))

    answer = replan(problem, running, HelperAway("g", 3, 4), promises=promises)

    assert {one.was_told for one in answer.changes if one.household == "a"} == {True}
    assert ("household", "a") in {(ring.who, ring.key) for ring in answer.rings}


def test_what_was_done_is_not_due_again_and_what_was_missed_is():
    problem = two()
    running = runs(problem, ("g", 0, "ab"), ("h", 3, "c"))

    answer = replan(problem, running, HelperAway("h", 2, 3), today=1, done=frozenset({("a", 0)}))

    visits = {stop.household for route in answer.plan.routes for stop in route.stops}
    assert visits == {"b", "c"}
    assert slots(answer)["b"][:2] == ("added", None)  # its day is past


def test_an_event_that_touches_nobody_changes_nothing():
    problem = two()

    answer = replan(problem, runs(problem, *ON_TUESDAY), HelperAway("g", 3, 5))

    assert (answer.is_same, answer.touched, answer.price) == (True, (), 0)


def test_who_visits_together_meets_the_one_who_stands_in():
    rows = (
        household("ours", 1, helpers=("g", "h"), weeks=1),
        household("mine", 2, weeks=1),
    )
    team = tuple(helper(key, place, 1) for key, place in (("g", 0), ("h", 3), ("i", 4)))
    problem = VisitProblem(rows, team, line(0, 10, 12, 20, 22), 1)
    running = runs(problem, ("g", 3, ("ours", "mine")), ("h", 3, ("ours",)))

    answer = replan(problem, running, HelperAway("g", 0, 7))

    met = {
        (route.helper, route.day, stop.minute)
        for route in answer.plan.routes
        for stop in route.stops
        if stop.household == "ours"
    }
    assert {who for who, _day, _minute in met} == {"h", "i"}
    assert len({(day, minute) for _who, day, minute in met}) == 1


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        (HelperAway("x", 3), "event: there is no helper x"),
        (UrgentNeed("x", (3,)), "event: there is no household x"),
        (HelperAway("g", 1), "event: day 1 is not between today, 2, and 6"),
        (HelperAway("g", 9), "event: day 9 is not between today, 2, and 6"),
        (HelperAway("g", 3, 3), "event: it is over on day 3, before it begins on 3"),
        (UrgentNeed("a", ()), "event: days () are not of one week"),
    ],
)
def test_an_event_that_cannot_be_is_refused_by_name(event, sentence):
    problem = two()

    with pytest.raises(PlannerError) as refused:
        replan(problem, runs(problem, *ON_TUESDAY), event, today=2)

    assert str(refused.value) == sentence
