"""What the cadences take of the team in a year, on the screen."""

import pytest

from doorstep.pairing.models import PairingPlan
from doorstep.people.actions import change_helper

LOAD = "/plans/load/"


@pytest.fixture
def office(cast, method, browser):
    for helper in (cast.tashi, cast.pema):
        change_helper(helper, by=cast.coordinator, on=cast.day, weekly_hours=1)
    return browser(cast.coordinator)


def test_the_page_stands_at_once_and_asks_for_the_numbers(office):
    page = office.get(LOAD)

    assert ("load" in page.context, 'hx-trigger="load, change, submit"' in page.text) == (
        False, True,
    )  # fmt: skip


def test_a_cadence_says_how_many_helpers_are_missing(office):
    shown = office.get(LOAD, {"every": "week"})

    assert shown.context["team"] == "At least 1 helper is missing."
    assert (shown.context["load"].visits, shown.context["load"].empty_places) == (156, 1)
    assert PairingPlan.objects.count() == 0


def test_a_lighter_one_leaves_hours_to_spare(office):
    shown = office.get(LOAD, {"every": "month"}, headers={"HX-Request": "true"})

    assert "Helpers to spare, by their hours: 1." in shown.text
    assert "<html" not in shown.text


def test_as_they_stand_calls_count_too(office):
    load = office.get(LOAD, {"every": "now"}).context["load"]

    assert (load.visits, load.weekly_hours) == (36, 0.9)  # 40 and 3 × 10 minutes, of three


def test_who_stated_no_hours_is_named_and_given_nobody(cast, office):
    change_helper(cast.pema, by=cast.coordinator, on=cast.day, weekly_hours=None)

    shown = office.get(LOAD, {"every": "month"})

    assert "1 helper has stated no hours and is given nobody." in shown.text


def test_a_cadence_that_is_none_is_refused(office):
    assert office.get(LOAD, {"every": "daily"}).status_code == 422


def test_a_helper_has_no_such_page(cast, method, browser):
    assert browser(cast.tashi_account).get(LOAD).status_code == 404


def test_the_plan_leads_there(cast, office, today):
    from tests.visits.plans import make_visit_plan

    make_visit_plan(cast.caoba, cast.tashi, [cast.a], on=today, by=cast.coordinator)

    assert LOAD in office.get("/plans/").text
