"""Posts, the rota and response teams: nobody stands there without agreeing."""

from datetime import timedelta

import pytest

from doorstep.people.actions import end_helper
from doorstep.stations import actions as stations
from doorstep.stations.actions.rota import (
    NotAgreed,
    NoWeekday,
    PostEnded,
    PostTaken,
    ResponseTeamTaken,
    StandsThereAlready,
)
from doorstep.stations.actions.text import EndedAlready, HelperOfAnotherPlace
from doorstep.stations.models import Responder, Shift
from doorstep.stations.queries import station_page, stations_for
from tests.factories import DAY
from tests.stations.made import make_post, make_response_team, make_station, put_into, staff

LATER = DAY + timedelta(days=5)


@pytest.fixture
def station(cast):
    return make_station(cast.caoba)


def test_a_helper_staffs_a_post_on_days_of_the_week(cast, station):
    staff(make_post(station), cast.tashi, weekdays=(5, 1, 5))

    [post] = station_page(station, DAY).posts
    assert [(line.helper, line.weekdays) for line in post.lines] == [(cast.tashi, "15")]


@pytest.mark.parametrize("agreed", [None, DAY + timedelta(days=1)])
def test_nobody_is_put_anywhere_without_having_agreed(cast, station, agreed):
    post, team = make_post(station), make_response_team(station)

    with pytest.raises(NotAgreed):
        stations.staff_post(
            post, cast.tashi, weekdays=[1], agreed_on=agreed, by=cast.coordinator, on=DAY
        )
    with pytest.raises(NotAgreed):
        stations.add_responder(team, cast.tashi, agreed_on=agreed, by=cast.coordinator, on=DAY)

    assert (Shift.objects.count(), Responder.objects.count()) == (0, 0)


def test_a_helper_of_another_village_is_refused(cast, station):
    with pytest.raises(HelperOfAnotherPlace):
        staff(make_post(station), cast.lhamo)
    with pytest.raises(HelperOfAnotherPlace):
        put_into(make_response_team(station), cast.lhamo)


def test_a_line_of_the_rota_has_a_day_and_stands_once(cast, station):
    post = make_post(station)
    with pytest.raises(NoWeekday):
        staff(post, cast.tashi, weekdays=())
    with pytest.raises(ValueError, match="not a day of the week: '8'"):
        staff(post, cast.tashi, weekdays=(8,))
    staff(post, cast.tashi)

    with pytest.raises(StandsThereAlready):
        staff(post, cast.tashi, weekdays=(7,))


def test_names_of_posts_and_teams_stand_once_while_they_last(cast, station):
    post, team = make_post(station), make_response_team(station)
    with pytest.raises(PostTaken):
        make_post(station)
    with pytest.raises(ResponseTeamTaken):
        make_response_team(station)

    stations.end_post(post, by=cast.coordinator, on=LATER)
    stations.end_response_team(team, by=cast.coordinator, on=LATER)

    assert make_post(station, on=LATER).pk != post.pk
    assert make_response_team(station, on=LATER).pk != team.pk


def test_an_ended_post_takes_nobody_and_its_rota_ends_with_it(cast, station):
    post, team = make_post(station), make_response_team(station)
    shift, responder = staff(post, cast.tashi), put_into(team, cast.pema)
    stations.end_post(post, by=cast.coordinator, on=LATER)
    stations.end_response_team(team, by=cast.coordinator, on=LATER)

    with pytest.raises(PostEnded):
        staff(post, cast.pema, on=LATER)
    with pytest.raises(PostEnded):
        put_into(team, cast.tashi, on=LATER)
    with pytest.raises(EndedAlready):
        stations.end_shift(shift, by=cast.coordinator, on=LATER)
    with pytest.raises(EndedAlready):
        stations.end_responder(responder, by=cast.coordinator, on=LATER)


def test_whoever_left_the_team_staffs_nothing(cast, station):
    staff(make_post(station), cast.tashi)
    put_into(make_response_team(station), cast.tashi)

    end_helper(cast.tashi, by=cast.coordinator, on=LATER)

    page = station_page(station, LATER)
    assert [post.lines for post in page.posts] == [[]]
    assert [team.lines for team in page.teams] == [[]]


def test_a_station_opens_to_its_coordinator_and_to_those_who_stand_there(cast, station):
    seen = [cast.coordinator, cast.tashi_account, cast.other_coordinator, cast.second]
    before = [list(stations_for(account, DAY)) for account in seen]

    shift = staff(make_post(station), cast.tashi)
    staffed = [list(stations_for(account, DAY)) for account in seen]
    stations.end_shift(shift, by=cast.coordinator, on=LATER)
    put_into(make_response_team(station), cast.tashi)

    assert before == [[station], [], [], []]
    assert staffed == [[station], [station], [], []]
    assert list(stations_for(cast.tashi_account, LATER)) == [station]
