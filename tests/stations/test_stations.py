"""Opening, changing and closing a station; its hours."""

from datetime import time, timedelta

import pytest

from doorstep.people.models import AuditEntry
from doorstep.stations import actions as stations
from doorstep.stations.actions.stations import HoursRefused, LastDayIsOver, StationNameTaken
from doorstep.stations.actions.text import (
    EndedAlready,
    EndsBeforeItBegan,
    IdentityNumberRefused,
    StationClosed,
    TextMissing,
    TextTooLong,
)
from doorstep.stations.models import Station
from doorstep.stations.queries import is_open_on, station_page
from tests.factories import DAY
from tests.stations.made import make_post, make_response_team, make_station, put_into, staff

LATER = DAY + timedelta(days=9)


def test_a_station_keeps_what_it_was_opened_with(cast):
    station = make_station(cast.caoba, name=" 纳木错  驿站 ")

    kept = Station.objects.get(pk=station.pk)
    assert (kept.place, kept.name, kept.where, kept.phone, kept.start_on, kept.end_on) == (
        cast.caoba, "纳木错 驿站", "湖边停车场", "08910000001", DAY, None,
    )  # fmt: skip
    assert AuditEntry.objects.filter(act="open_station", place=cast.caoba).count() == 1


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"name": " "}, TextMissing),
        ({"name": "长" * 61}, TextTooLong),
        ({"where": ""}, TextMissing),
        ({"phone": "540100 19900101 0011"}, IdentityNumberRefused),
    ],
)
def test_bad_input_is_refused_and_names_the_field(cast, fields, error):
    with pytest.raises(error):
        make_station(cast.caoba, **fields)

    assert Station.objects.count() == 0


def test_two_stations_of_a_village_have_two_names(cast):
    make_station(cast.caoba)

    with pytest.raises(StationNameTaken):
        make_station(cast.caoba)

    make_station(cast.xiagou)
    assert Station.objects.count() == 2


def test_hours_are_set_anew_as_a_whole(cast):
    station = make_station(cast.caoba)
    morning, evening = time(9), time(18, 30)
    stations.set_hours(
        station, {1: (morning, evening), 6: (morning, evening)}, by=cast.coordinator, on=DAY
    )

    stations.set_hours(station, {2: (morning, evening)}, by=cast.coordinator, on=DAY)

    shown = station_page(station, DAY).hours
    assert [day for day, row in shown if row] == [2]
    assert [(row.opens_at, row.closes_at) for _day, row in shown if row] == [(morning, evening)]


def test_hours_that_end_before_they_begin_are_refused_and_the_old_ones_stay(cast):
    station = make_station(cast.caoba)
    stations.set_hours(station, {1: (time(9), time(18))}, by=cast.coordinator, on=DAY)

    with pytest.raises(HoursRefused) as refused:
        stations.set_hours(
            station, {1: (time(9), time(12)), 3: (time(18), time(9))}, by=cast.coordinator, on=DAY
        )

    told = {name: str(value) for name, value in refused.value.params.items()}
    assert told == {"day": "星期三", "opens": "18:00", "closes": "09:00"}
    assert [row.closes_at for _day, row in station_page(station, DAY).hours if row] == [time(18)]


def test_with_a_station_end_its_posts_its_rota_and_its_teams(cast):
    station = make_station(cast.caoba)
    shift = staff(make_post(station), cast.tashi)
    responder = put_into(make_response_team(station), cast.pema)

    stations.close_station(station, by=cast.coordinator, on=LATER)

    for row in (shift, responder, shift.post, responder.team, station):
        row.refresh_from_db()
        assert row.end_on == LATER


def test_a_station_of_a_season_is_open_until_its_last_day_and_may_close_earlier(cast):
    station = make_station(cast.caoba, until_on=LATER)
    last, after = LATER, LATER + timedelta(days=1)
    told = [is_open_on(station, day) for day in (last, after)]
    with pytest.raises(LastDayIsOver):
        make_station(cast.xiagou, until_on=DAY - timedelta(days=1))
    given = {"name": station.name, "where": "湖边", "phone": "", "by": cast.coordinator, "on": DAY}

    stations.change_station(station, until_on=None, **given)
    all_year = station.end_on
    stations.change_station(station, until_on=LATER, **given)
    stations.close_station(station, by=cast.coordinator, on=DAY + timedelta(days=1))

    assert (told, all_year, station.end_on) == ([True, False], None, DAY + timedelta(days=1))
    with pytest.raises(StationClosed):
        make_post(station, on=after)


def test_a_closed_station_is_closed_once_and_takes_nothing_new(cast):
    station = make_station(cast.caoba)
    with pytest.raises(EndsBeforeItBegan):
        stations.close_station(station, by=cast.coordinator, on=DAY - timedelta(days=1))
    stations.close_station(station, by=cast.coordinator, on=LATER)

    with pytest.raises(EndedAlready):
        stations.close_station(station, by=cast.coordinator, on=LATER)
    with pytest.raises(StationClosed):
        make_post(station, on=LATER)
    with pytest.raises(StationClosed):
        stations.change_station(
            station, name="新", where="新", phone="", by=cast.coordinator, on=LATER
        )
