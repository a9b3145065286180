"""This week: what the team has to know on Monday, and nothing of others' households."""

from uuid import uuid4

import pytest
from django.urls import reverse

from doorstep.people.actions import give_duty
from doorstep.people.choices import Duty, Role
from doorstep.register.actions import close_household
from doorstep.visits.actions import record_visit
from tests.factories import make_account, make_household, make_need, pair
from tests.office.conftest import TODAY


@pytest.fixture(autouse=True)
def caoba(cast, method):
    pair(cast.a, cast.tashi)
    pair(cast.b, cast.tashi)
    pair(cast.c, cast.pema)


def week(client):
    answer = client.get(reverse("office:this-week"))
    assert answer.status_code == 200
    return answer


def test_the_coordinator_reads_the_whole_village(cast, browser):
    answer = week(browser(cast.coordinator))

    assert (answer.context["contact"].due, answer.context["contact"].left) == (3, 3)
    assert answer.context["kind_counts"]["green"] == 3


def test_a_helper_reads_the_own_households_alone(cast, browser):
    make_need(cast.c, text="不该看到")

    answer = week(browser(cast.tashi_account))

    assert answer.context["contact"].due == 2
    assert answer.context["kind_counts"]["green"] == 2
    assert "不该看到" not in answer.text


def test_a_helper_who_decides_in_another_village_reads_that_village_whole(cast, browser):
    pair(cast.d, cast.lhamo)
    give_duty(
        cast.tashi_account, Duty.DECIDES_CATEGORIES, cast.xiagou, by=cast.coordinator, on=cast.day
    )

    context = browser(cast.tashi_account).get("/?place=xiagou").context

    assert (context["contact"].due, context["kind_counts"]["green"]) == (2, 2)
    assert (context["points"], context["links"]["visits"]) == ([], "")


def test_needs_stand_by_urgency_and_deadline(cast, browser):
    later = make_need(cast.a, text="later")
    soon = make_need(cast.b, text="soon", urgency="soon")
    urgent = make_need(cast.c, text="now", urgency="urgent")

    answer = week(browser(cast.coordinator))

    assert [row.id for row, _kind in answer.context["needs"]] == [urgent.pk, soon.pk, later.pk]
    assert [need.pk for need in answer.context["urgent"]] == [urgent.pk]


def test_somebody_without_a_team_is_led_elsewhere(cast, browser):
    answer = browser(cast.auditor).get(reverse("office:this-week"))

    assert (answer.status_code, answer.url) == (302, reverse("office:trail"))


def test_the_number_of_queries_does_not_grow(cast, browser, django_assert_max_num_queries):
    client = browser(cast.coordinator)
    week(client)
    with django_assert_max_num_queries(60) as few:
        week(client)
    for number in range(4):
        make_need(make_household(cast.caoba, f"A-1{number}", head=f"户{number}"))

    with django_assert_max_num_queries(len(few.captured_queries)):
        week(client)


def test_every_number_of_a_helper_opens_as_many_rows(cast, browser):
    client = browser(cast.tashi_account)
    record_visit(
        id=uuid4(), household=cast.a, helper=cast.tashi, on=TODAY, mode="on_site", result="met",
        by=cast.coordinator, today=TODAY,
    )  # fmt: skip
    make_need(cast.b)
    links = week(client).context["links"]

    def listed(url):
        return [row.code for row in client.get(url).context["page"].object_list]

    told = week(client).context
    assert (told["contact"].done, listed(links["contact"])) == (1, ["A-001"])
    assert (told["contact"].left, listed(links["contact_left"])) == (1, ["A-002"])
    assert (told["on_site"].done, listed(links["on_site"])) == (1, ["A-001"])
    assert (told["on_site"].excused, listed(links["on_site_away"])) == (0, [])


def test_the_menu_counts_what_its_screens_list(cast, browser):
    both = make_account(
        "both", roles=[(Role.COORDINATOR, cast.caoba), (Role.COORDINATOR, cast.xiagou)]
    )
    make_need(cast.a)
    make_need(cast.d)
    close_household(cast.b, because="moved", by=cast.coordinator, on=TODAY)
    client = browser(both)

    page = client.get("/households/?place=caoba")

    counts = {link.url: str(link.count) for link in page.context["office"].links}
    assert (counts["/households/"], counts["/needs/"]) == ("2", "1")
    assert len(page.context["page"].object_list) == 2
