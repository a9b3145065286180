"""Ways by road: the quickest of a season, and straight to where no road is known."""

import numpy as np
import pytest

from doorstep.planner.visits import VisitProblem, plan_visits
from doorstep.planner.visits.check import check_plan
from doorstep.planner.visits.roads import Way, joined, travel_on
from tests.planner.visits.cases import helper, household

BOTH = frozenset({"summer", "winter"})
SUMMER, WINTER = frozenset({"summer"}), frozenset({"winter"})
TOWN, PASS, VALLEY = (29.70, 91.70), (29.80, 91.80), (29.70, 91.90)  # about 19 km apart
ROUND, OVER = Way(TOWN, VALLEY, 80.0, 160.0, BOTH), [
    Way(TOWN, PASS, 15.0, 40.0, BOTH),
    Way(PASS, VALLEY, 16.0, 41.0, SUMMER),
]  # fmt: skip


def roads(*ways):
    return joined(ways, sorted(BOTH))


def travel(found, *places, factor=1.5):
    """Of (point, season): km and minutes at 30 km an hour beside the roads."""
    points, seasons = zip(*places, strict=True)
    return travel_on(found, points, seasons, factor=factor, km_an_hour=30.0)


def test_the_quickest_way_of_the_season_counts_in_both_directions():
    found = roads(ROUND, *OVER)
    here, there = found.nodes.index(TOWN), found.nodes.index(VALLEY)

    assert {season: (found.km[season][here, there], found.minutes[season][there, here])
            for season in BOTH} == {"summer": (31.0, 81.0), "winter": (80.0, 160.0)}  # fmt: skip


def test_of_two_roads_between_the_same_places_the_quicker_one_counts():
    slow, quick = Way(TOWN, PASS, 10.0, 60.0, BOTH), Way(PASS, TOWN, 20.0, 30.0, BOTH)

    assert roads(slow, quick).minutes["winter"][0, 1] == 30.0
    assert roads(quick, slow).km["winter"][0, 1] == 20.0


def test_to_the_nearest_place_of_the_roads_the_way_is_straight():
    found = travel(roads(ROUND), ((29.71, 91.70), None), ((29.70, 91.92), "winter"))

    access = 1.5 * (1.112 + 1.931)
    assert found.km[0, 1] == pytest.approx(80 + access, abs=0.02)
    assert found.minutes[1, 0] == pytest.approx(160 + 2 * access, abs=0.05)
    assert found.km[0, 0] == found.km[1, 1] == 0.0


def test_neighbours_and_who_lives_beyond_all_roads_go_straight():
    found = travel(roads(ROUND), (TOWN, None), ((29.72, 91.70), "winter"), ((31.0, 91.7), "winter"))

    assert found.km[0, 1] == pytest.approx(1.5 * 2.224, abs=0.01)
    assert found.km[0, 2] == pytest.approx(1.5 * 144.55, abs=0.1)


def test_a_home_of_winter_is_gone_to_by_the_roads_of_winter():
    found = travel(roads(*OVER), (TOWN, None), (VALLEY, "winter"), (VALLEY, "summer"))

    assert np.isinf(found.km[0, 1])
    assert np.isinf(found.minutes[1, 0])
    assert (found.km[0, 2], found.minutes[2, 0]) == (31.0, 81.0)


def test_without_a_road_all_ways_are_straight():
    assert travel(roads(), (TOWN, None), (VALLEY, "summer")).km[0, 1] == pytest.approx(
        1.5 * 19.32, abs=0.02
    )


def test_where_the_pass_is_closed_nobody_goes_and_the_plan_says_so():
    way = travel(roads(*OVER), (TOWN, None), (VALLEY, "winter"), (VALLEY, "summer"))
    rows = (household("closed", 1, weeks=1), household("open", 2, weeks=1))
    problem = VisitProblem(rows, (helper("g", 0, weeks=1),), way, 1)

    plan = plan_visits(problem)

    assert [(one.household, one.cause) for one in plan.unplanned] == [("closed", "no_way")]
    assert (plan.km, plan.is_proven) == (62.0, True)
    assert check_plan(problem, plan) == []
