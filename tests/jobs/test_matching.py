"""What fits and what does not, in words; ordered by the way alone."""

from datetime import date, timedelta
from decimal import Decimal
from math import isclose

import pytest

from doorstep.jobs import actions
from doorstep.jobs.queries import offers_for_wish, wishes_for_offer
from doorstep.jobs.rules import has_time, is_near, lacking, road_km
from doorstep.register.models import Home
from tests.factories import make_category, make_need
from tests.jobs.rows import DAY, grown_up, make_offer, make_wish

WORK = {"lat": Decimal("29.140"), "lon": Decimal("92.590"), "km": None}


def live_at(household, lat, lon="92.590", season="winter"):
    Home.objects.create(
        household=household, season=season, lat=Decimal(lat), lon=Decimal(lon),
        start_on=household.registered_on,
    )  # fmt: skip


def codes(lines):
    return [(line.wish.household.code, line.fits) for line in lines]


def test_the_way_is_the_straight_line_times_the_terrain():
    a_degree = 6371.0088 * 3.141592653589793 / 180

    assert isclose(road_km((29.0, 92.0), (30.0, 92.0), 1.3), 1.3 * a_degree, rel_tol=1e-9)
    assert road_km((29.0, 92.0), (29.0, 92.0), 1.3) == 0


def test_the_nearest_home_of_the_season_comes_first(cast, method):
    offer = make_offer(cast.caoba, by=cast.coordinator, **WORK)
    summer = make_offer(
        cast.caoba, by=cast.coordinator, employer="夏季", start_on=date(2026, 7, 1),
        end_on=None, open_until=date(2026, 7, 1), **WORK,
    )  # fmt: skip
    for household, winter, warm in ((cast.a, "29.240", "29.150"), (cast.b, "29.160", "29.300")):
        live_at(household, winter)
        live_at(household, warm, season="summer")
        make_wish(grown_up(household), by=cast.coordinator)
    make_wish(grown_up(cast.c), by=cast.coordinator, most_km=None)  # lives nobody knows where

    lines = wishes_for_offer(cast.coordinator, offer, DAY)

    assert codes(lines) == [("A-002", True), ("A-001", True), ("A-003", True)]
    assert codes(wishes_for_offer(cast.coordinator, summer, DAY))[0] == ("A-001", True)
    assert isclose(lines[0].km, road_km((29.160, 92.590), (29.140, 92.590), 1.3), rel_tol=1e-9)
    assert [point.text for point in lines[0].points] == [
        "temporary work",
        "no skill is asked for",
        "3 km by road",
        "9 March 2026 to 31 May 2026",
    ]
    assert lines[2].points[2].text == "the way is not known"


@pytest.mark.parametrize(
    ("wished", "words"),
    [
        ({"kinds": ["lasting"]}, "temporary work"),
        ({"crafts": ["cooking"]}, "asks for: building, welding"),
        ({"crafts": ["building"]}, "asks for: welding"),
        ({"most_km": 10}, "30 km by road; at most 10 km wished"),
        ({"from_on": date(2026, 4, 1)}, "9 March 2026 to 31 May 2026; time: from 1 April 2026"),
        (
            {"until_on": date(2026, 4, 30)},
            "9 March 2026 to 31 May 2026; time: 4 March 2026 to 30 April 2026",
        ),
    ],
)
def test_what_does_not_fit_is_said_and_comes_last(cast, method, worker, wished, words):
    offer = make_offer(cast.caoba, by=cast.coordinator, crafts=("building", "welding"))
    fitting = {"crafts": ["welding", "building"], "most_km": 30}
    make_wish(grown_up(cast.b), by=cast.coordinator, **fitting)
    make_wish(worker, by=cast.coordinator, **(fitting | wished))

    lines = wishes_for_offer(cast.coordinator, offer, DAY)

    assert codes(lines) == [("A-002", True), ("A-001", False)]
    assert [point.text for point in lines[1].against] == [words]


def test_category_health_and_need_change_nothing(cast, method, offer, wish):
    make_wish(grown_up(cast.b), by=cast.coordinator)
    before = wishes_for_offer(cast.coordinator, offer, DAY)

    make_category(cast.b, cast.second, "orange")
    make_need(cast.a, kind="care", urgency="urgent")

    after = wishes_for_offer(cast.coordinator, offer, DAY)
    assert [(one.wish, one.points, one.km) for one in after] == [
        (one.wish, one.points, one.km) for one in before
    ]


def test_a_wish_reads_the_open_offers_it_was_not_told_of(cast, wish):
    near = make_offer(cast.caoba, by=cast.coordinator, employer="近", km=5)
    far = make_offer(cast.caoba, by=cast.coordinator, employer="远", km=500)
    told = make_offer(cast.caoba, by=cast.coordinator, employer="说过")
    closed = make_offer(cast.caoba, by=cast.coordinator, employer="关了")
    make_offer(cast.xiagou, by=cast.other_coordinator, employer="别村")
    actions.tell_job_offer(told, wish, told_on=DAY, by=cast.coordinator, on=DAY)
    actions.close_job_offer(closed, by=cast.coordinator, on=DAY)

    lines = offers_for_wish(cast.coordinator, wish, DAY)

    assert [(line.offer, line.fits) for line in lines] == [(near, True), (far, False)]


def test_an_offer_reads_no_wish_that_lapsed_or_is_of_another_village(cast, offer, wish):
    make_wish(grown_up(cast.d), by=cast.other_coordinator)

    assert codes(wishes_for_offer(cast.coordinator, offer, DAY)) == [("A-001", True)]
    later = DAY + timedelta(days=200)
    assert wishes_for_offer(cast.coordinator, offer, later) == []


def test_the_rules_of_fitting():
    assert lacking(["a", "b"], {"b"}) == ("a",)
    assert [is_near(5, None), is_near(None, 5), is_near(5, 5), is_near(6, 5)] == [
        True, None, True, False,
    ]  # fmt: skip
    assert has_time(DAY, None, DAY, DAY) is True
    assert has_time(DAY, DAY + timedelta(days=1), DAY, DAY) is False
