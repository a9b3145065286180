"""Figures of stations: stations open, posts staffed, response teams."""

from datetime import timedelta

from doorstep.figures.queries import measure_all
from doorstep.kit.periods import Period
from doorstep.people.actions import end_helper
from doorstep.people.queries import scope_of
from doorstep.stations.actions import close_station, note_help, note_not_possible
from doorstep.stations.figures import FIGURES
from tests.factories import DAY
from tests.stations.made import (
    NOON,
    ask,
    make_post,
    make_response_team,
    make_station,
    staff,
)

FIGURE = {figure.key: figure for figure in FIGURES}
LATER = DAY + timedelta(days=5)


def rows(key, place, day):
    return set(FIGURE[key].rows(scope_of(place), Period(DAY, day)))


def test_stations_posts_and_teams_are_counted_as_they_stand_on_the_last_day(cast):
    first, second = make_station(cast.caoba), make_station(cast.xiagou)
    staffed, _empty = make_post(first), make_post(first, "吸氧室")
    staff(staffed, cast.tashi)
    teams = {make_response_team(first), make_response_team(second)}

    assert rows("stations", cast.town, DAY) == {first, second}
    assert rows("stations", cast.caoba, DAY) == {first}
    assert rows("posts_staffed", cast.town, DAY) == {staffed}
    assert rows("response_teams", cast.town, DAY) == teams
    assert FIGURE["posts_staffed"].label(staffed) == "纳木错驿站 · 服务台"

    close_station(second, by=cast.coordinator, on=LATER)
    end_helper(cast.tashi, by=cast.coordinator, on=LATER)

    assert rows("stations", cast.town, LATER) == {first}
    assert rows("posts_staffed", cast.town, LATER) == set()
    assert rows("response_teams", cast.town, LATER) == {t for t in teams if t.station == first}
    assert rows("stations", cast.town, LATER - timedelta(days=1)) == {first, second}


def test_the_middle_of_all_minutes_is_of_the_place_and_of_nobody(cast):
    here, there = make_station(cast.caoba), make_station(cast.xiagou)
    for station, minutes in ((here, 5), (here, 60), (there, 11)):
        asked = ask(station)
        at = NOON + timedelta(minutes=minutes)
        note_help(asked, at=at, by=cast.coordinator, on=DAY)
    note_not_possible(ask(here), reason="路断了", by=cast.coordinator, on=DAY)
    ask(here)

    def numbers(place, day=DAY):
        found = measure_all(["help_given", "help_minutes"], scope_of(place), Period(day, day))
        return [one.value for one in found]

    assert numbers(cast.caoba) == [2, 33]
    assert numbers(cast.town) == [3, 11]
    assert numbers(cast.town, LATER) == [0, 0]
