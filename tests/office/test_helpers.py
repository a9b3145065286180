"""The team's helpers: listed by name, added, changed, gone."""

import pytest

from doorstep.pairing.models import Pairing
from doorstep.people.actions import change_helper, put_skill
from doorstep.people.models import Helper
from tests.factories import pair


@pytest.fixture
def client(cast, method, browser):
    pair(cast.a, cast.tashi)
    return browser(cast.coordinator)


def test_the_helpers_stand_by_name_with_their_households(cast, client):
    rows = client.get("/helpers/").context["rows"]

    told = [(row.load.helper.name, row.load.households, row.load.most) for row in rows]
    assert told == sorted(told)
    assert ("扎西", 1, 6) in told


def test_somebody_joins_the_team(cast, client):
    answer = client.post(
        "/helpers/new/",
        {"name": "央宗", "languages": ["bo"], "most_households": "4", "weekly_hours": "6"},
    )

    helper = Helper.objects.get(name="央宗")
    assert answer.status_code == 302
    assert (helper.team, helper.most_households) == (cast.caoba_team, 4)


def test_what_a_helper_can_take_on_is_changed(cast, client):
    client.post(f"/helpers/{cast.tashi.pk}/", {"name": "扎西", "most_households": "2"})

    cast.tashi.refresh_from_db()
    assert (cast.tashi.most_households, cast.tashi.languages) == (2, [])


def test_the_list_says_what_each_can_do(cast, client):
    skill = put_skill("repairs", {"en": "repairs", "zh-hans": "维修"}, [], 1)
    by, on = cast.coordinator, cast.day
    change_helper(cast.tashi, by=by, on=on, languages=["zh", "bo"], skills=[skill])

    rows = {row.load.helper: row for row in client.get("/helpers/").context["rows"]}

    tashi = rows[cast.tashi]
    assert (tashi.skills, tashi.languages) == ("repairs", "Chinese, Tibetan")
    assert tashi.load.helper.weekly_hours == 8


def test_saving_the_form_keeps_the_better_language_first(cast, client):
    change_helper(cast.tashi, by=cast.coordinator, on=cast.day, languages=["zh", "bo"])

    client.post(
        f"/helpers/{cast.tashi.pk}/",
        {"name": "扎西", "most_households": "6", "languages": ["bo", "zh"]},
    )

    cast.tashi.refresh_from_db()
    assert cast.tashi.languages == ["zh", "bo"]


def test_who_leaves_the_team_is_off_the_list_and_the_pairs(cast, client, today):
    client.post(f"/helpers/{cast.tashi.pk}/leave/")

    listed = [row.load.helper for row in client.get("/helpers/").context["rows"]]
    assert listed == [cast.pema]
    assert not Pairing.objects.live_on(today).filter(helper=cast.tashi).exists()


def test_a_wrong_number_is_said_and_nothing_is_lost(cast, client):
    answer = client.post("/helpers/new/", {"name": "央宗", "most_households": "-1"})

    assert answer.status_code == 422
    assert 'value="央宗"' in answer.text


@pytest.mark.parametrize("who", ["tashi_account", "second", "town_account", "other_coordinator"])
def test_the_helpers_are_their_coordinators(cast, client, browser, who):
    other = browser(getattr(cast, who))

    told = [
        other.get(f"/helpers/{cast.tashi.pk}/").status_code,
        other.post(f"/helpers/{cast.tashi.pk}/leave/").status_code,
    ]

    assert told == [404, 404]
