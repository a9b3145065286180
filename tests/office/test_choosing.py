"""The place of a screen is a choice for whoever stands in several."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from doorstep.people.actions import give_role, system_account
from doorstep.people.choices import Role
from tests.factories import make_helper

WEEK = "/"


@pytest.fixture
def of_two(cast):
    """The coordinator of both villages."""
    give_role(cast.coordinator, Role.COORDINATOR, cast.xiagou, by=system_account(), on=cast.day)
    return cast.coordinator


def offered(answer):
    """(code, address) of each place that the frame offers."""
    return [(one.code, one.url) for one in answer.context["office"].choices]


def test_a_coordinator_of_two_villages_turns_to_the_other_and_stays_there(cast, of_two, browser):
    client = browser(of_two)
    first = client.get(WEEK)

    assert offered(first) == [("caoba", "/?place=caoba"), ("xiagou", "/?place=xiagou")]
    assert first.context["place"] == cast.caoba
    for _code, url in offered(first):
        assert f'href="{url}"' in first.content.decode()

    assert client.get("/?place=xiagou").context["place"] == cast.xiagou
    assert client.get(reverse("office:households")).context["place"] == cast.xiagou


def test_a_list_stays_and_a_row_leads_to_this_week(cast, of_two, browser):
    client = browser(of_two)
    needs = reverse("office:needs")

    assert offered(client.get(needs))[1] == ("xiagou", f"{needs}?place=xiagou")
    one = client.get(reverse("office:household", args=[cast.a.pk]))
    assert offered(one)[1] == ("xiagou", "/?place=xiagou")


def test_from_a_coordinators_page_the_village_where_one_only_helps_leads_to_this_week(
    cast, method, browser
):
    make_helper(cast.xiagou, "仁增", account=cast.coordinator, on=cast.day)
    client, pairing = browser(cast.coordinator), reverse("office:pairing-plan")

    choices = offered(client.get(f"{pairing}?place=caoba"))

    assert choices == [("caoba", f"{pairing}?place=caoba"), ("xiagou", "/?place=xiagou")]
    for _code, url in choices:
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("name", ["campaigns", "supervision", "money", "stars", "my-account"])
def test_what_is_chosen_heads_the_screens_of_several_places(cast, of_two, browser, name):
    client = browser(of_two)
    client.get("/?place=xiagou")

    answer = client.get(reverse(f"office:{name}"))

    place = answer.context.get("place") or answer.context["office"].place
    assert place == cast.xiagou


def test_one_village_is_no_choice(cast, browser, count_queries):
    client = browser(cast.coordinator)

    answer = client.get(WEEK)

    assert offered(answer) == []
    assert 'class="choose"' not in answer.content.decode()


def test_a_choice_costs_one_query_however_many(cast, of_two, browser, count_queries):
    client = browser(of_two)
    of_one = count_queries(browser(cast.other_coordinator), reverse("office:my-account"))

    assert count_queries(client, reverse("office:my-account")) == of_one + 1


def test_a_town_turns_to_its_villages_where_it_may(cast, browser):
    client = browser(cast.town_account)

    stars = reverse("office:stars")
    codes = [code for code, _url in offered(client.get(stars))]

    assert codes == ["caoba", "riduo", "xiagou"]
    for _code, url in offered(client.get(stars)):
        asked = parse_qs(urlsplit(url).query)["place"]
        assert [client.get(url).context["place"].code] == asked
    assert offered(client.get(reverse("office:money"))) == []
