"""The screens of stations: who sees them, how they are set up, what is said where it fails."""

import pytest
from django.urls import reverse

from doorstep.people.choices import Role
from doorstep.stations.models import Post, Responder, ResponseTeam, Shift, Station
from tests.factories import DAY, make_account, make_helper
from tests.stations.made import (
    hang,
    make_post,
    make_response_team,
    make_station,
    put_into,
    staff,
)

LIST = reverse("office:stations")
NEW = reverse("office:station-new")


@pytest.fixture
def station(cast):
    return make_station(cast.caoba)


def page_of(row, name="station-about"):
    return reverse(f"office:{name}", args=[row.pk])


def links(answer):
    return [link.url for link in answer.context["office"].links]


def test_the_menu_names_stations_to_who_may_open_one_and_to_who_stands_there(cast, method, browser):
    client, helper = browser(cast.coordinator), browser(cast.tashi_account)
    before = [links(client.get("/")), links(helper.get("/"))]
    station = make_station(cast.caoba)
    opened = [links(client.get("/")), links(helper.get("/"))]
    staff(make_post(station), cast.tashi)

    staffed = links(helper.get("/"))

    assert [LIST in found for found in (*before, *opened, staffed)] == [
        True, False, True, False, True,
    ]  # fmt: skip


def test_who_stands_at_a_station_and_goes_to_no_household_lands_on_the_counter(
    cast, method, station, browser
):
    account = make_account("pema", roles=[(Role.HELPER, cast.caoba)])
    staff(make_post(station), make_helper(cast.caoba, "索朗", account=account))
    staff(make_post(station, "夜班"), cast.tashi)

    answer = browser(account).get("/")

    assert (answer.status_code, answer.url) == (302, page_of(station, "station"))
    assert browser(cast.tashi_account).get("/").status_code == 200  # has households, too


def test_the_coordinator_opens_a_station(cast, browser):
    client = browser(cast.coordinator)

    answer = client.post(NEW, {"name": "纳木错驿站", "where": "湖边", "phone": ""})

    station = Station.objects.get()
    assert (answer.status_code, answer.url) == (302, LIST)
    assert (station.place, station.name) == (cast.caoba, "纳木错驿站")
    assert "纳木错驿站" in client.get(LIST).text


def test_what_is_refused_is_said_and_nothing_typed_is_lost(cast, station, browser):
    answer = browser(cast.coordinator).post(NEW, {"name": station.name, "where": "别处"})

    assert answer.status_code == 422
    assert "There is a station “纳木错驿站” here already" in answer.text
    assert 'value="别处"' in answer.text


def test_the_page_shows_hours_posts_and_teams(cast, station, browser):
    client = browser(cast.coordinator)
    client.post(page_of(station, "station-hours"), {"day_1": "9:00-18:30", "day_6": "10:00～16:00"})
    bad = client.post(page_of(station, "station-hours"), {"day_1": "9-18"})
    client.post(page_of(station, "post-new"), {"name": "吸氧室"})
    post = Post.objects.get()
    client.post(
        page_of(post, "post-staff"),
        {"helper": cast.tashi.pk, "weekdays": ["1", "3"], "agreed_on": DAY},
    )
    client.post(page_of(station, "response-team-new"), {"kind": "tents", "name": "移帐队"})
    team = ResponseTeam.objects.get()
    client.post(page_of(team, "responder-new"), {"helper": cast.pema.pk, "agreed_on": DAY})

    text = client.get(page_of(station)).text

    assert (bad.status_code, "Write it as 9:00-18:30" in bad.text) == (422, True)
    told = ("09:00–18:30", "吸氧室", "扎西", "Monday Wednesday", "移帐队", "白玛", "moving tents")
    assert [word for word in told if word not in text] == []
    assert "10:00–16:00" in text


def test_a_helper_leaves_the_rota_and_then_finds_the_station_no_more(cast, station, browser):
    shift = staff(make_post(station), cast.tashi)
    responder = put_into(make_response_team(station), cast.tashi)
    client = browser(cast.tashi_account)

    first = client.post(page_of(responder, "responder-end"))
    second = client.post(page_of(shift, "shift-end"))

    assert (first.url, second.url) == (page_of(station), "/")
    assert client.get(page_of(station)).status_code == 404
    assert Shift.objects.get().end_on == Responder.objects.get().end_on
    assert client.post(page_of(responder, "responder-end")).status_code == 302


def test_closing_takes_two_presses_and_leaves_the_record(cast, station, browser):
    client = browser(cast.coordinator)

    shown = client.get(page_of(station, "station-change")).text
    client.post(page_of(station, "station-close"))

    assert "Close this station" in shown
    assert "This station was closed" in client.get(page_of(station)).text
    assert client.get(page_of(station, "post-new")).status_code == 200
    refused = client.post(page_of(station, "post-new"), {"name": "岗"})
    assert "is not open on" in refused.text


def test_the_last_day_of_a_season_is_shown_and_changed(cast, browser):
    client = browser(cast.coordinator)
    given = {"name": "纳木错驿站", "where": "湖边", "phone": ""}

    client.post(NEW, given | {"until_on": "2026-10-31"})
    station = Station.objects.get()
    shown = client.get(page_of(station)).text
    form = client.get(page_of(station, "station-change")).context["form"]
    over = client.post(page_of(station, "station-change"), given | {"until_on": "2026-03-10"})

    assert ("31 October 2026" in shown, f"{form['until_on'].value()}") == (True, "2026-10-31")
    assert (over.status_code, "10 March 2026 is over" in over.text) == (422, True)


def test_a_figure_of_stations_opens_to_those_who_stand_there(cast, method, station, browser):
    staff(make_post(station), cast.tashi)
    make_response_team(station)
    hang(station, team=station.response_teams.get())
    links = [page_of(station, name) for name in ("station-about", "boards-of-station")]
    pages = [reverse("office:figure", args=[key]) for key in ("posts_staffed", "contact_boards")]

    def told(account):
        client = browser(account)
        return [link in client.get(page).text for page, link in zip(pages, links, strict=True)]

    assert (told(cast.tashi_account), told(cast.coordinator)) == ([True, True], [True, True])
    assert told(cast.second) == [False, False]


def test_of_another_village_nothing_is_found(cast, station, browser):
    client = browser(cast.other_coordinator)
    post, team = make_post(station), make_response_team(station)
    rows = [station, station, station, post, post, team, team]
    names = [
        "station-about", "station-change", "post-new", "post-staff", "post-end", "responder-new",
        "response-team-end",
    ]  # fmt: skip

    told = [
        client.post(page_of(row, name)).status_code for row, name in zip(rows, names, strict=True)
    ]

    assert told == [404] * 7
    assert client.get(LIST).status_code == 200
    assert "纳木错驿站" not in client.get(LIST).text


def test_the_page_takes_as_many_queries_with_one_post_as_with_three(
    cast, station, browser, count_queries
):
    client = browser(cast.coordinator)
    staff(make_post(station), cast.tashi)
    put_into(make_response_team(station), cast.pema)
    one = count_queries(client, page_of(station))
    for number in range(2):
        staff(make_post(station, f"岗{number}"), cast.pema)
        put_into(make_response_team(station, f"队{number}"), cast.pema)

    assert count_queries(client, page_of(station)) == one
