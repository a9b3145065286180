"""Why a plan goes to a household on these days, on the screen."""

import pytest

from doorstep.people.actions import change_helper
from doorstep.register.actions import set_home
from doorstep.visits.actions import accept_visit_plan
from doorstep.visits.models import VisitPlan
from tests.factories import pair
from tests.visits.plans import make_visit_plan


@pytest.fixture
def plan(cast, method, today):
    """Tashi goes from home to a and on to b, a tenth of a degree further each."""
    on = {"by": cast.coordinator, "on": cast.day}
    change_helper(cast.tashi, home_lat=29.8, home_lon=91.7, **on)
    for number, household in enumerate((cast.a, cast.b), start=1):
        set_home(household, "winter", lat=29.8, lon=91.7 + number / 10, **on)
        pair(household, cast.tashi)
    return make_visit_plan(
        cast.caoba, cast.tashi, [cast.a, cast.b], unplanned=[(cast.b, 1, "full")],
        on=today, by=cast.coordinator, day=8,
    )  # fmt: skip


def address(plan, household):
    return f"/plans/{plan.pk}/households/{household.pk}/"


def test_the_page_names_the_days_and_what_others_would_cost(cast, plan, browser):
    shown = browser(cast.coordinator).get(address(plan, cast.b))

    lines = {
        (line.on.isoformat(), line.until.isoformat()): line.words
        for week in shown.context["weeks"]
        for line in week.days
    }
    assert [one.route.on.isoformat() for one in shown.context["visits"]] == ["2026-03-17"]
    assert lines["2026-03-17", "2026-03-17"] == "planned"
    assert lines["2026-03-18", "2026-03-20"] == "25.1 km more"
    assert lines["2026-03-21", "2026-03-22"] == "not a day on which its helpers go"
    assert "Agree on more hours with the helper" in shown.text


def test_the_reason_names_the_next_cheapest_day_and_weeks(cast, plan, browser):
    reasons = browser(cast.coordinator).get(address(plan, cast.b)).context["reasons"]

    assert reasons == [
        "The next cheapest choice of weeks is Week 11 of 2026: 25.1 km more.",
        "In these weeks the next cheapest day is 16 Mar: 25.1 km more.",
    ]


def test_the_plan_leads_there_and_names_head_helper_and_mend(cast, plan, browser):
    page = browser(cast.coordinator).get(f"/plans/{plan.pk}/")

    assert address(plan, cast.b) in page.text
    assert "巴桑" in page.text
    [hindered] = page.context["unplanned"]
    assert [(one.household, one.helpers) for one in hindered.left] == [(cast.b, "扎西")]
    assert "Agree on more hours with the helper, or pair it with somebody else." in page.text


def test_a_helper_reads_it_of_the_own_households_alone(cast, plan, browser, today):
    tashi = browser(cast.tashi_account)
    before = tashi.get(address(plan, cast.a)).status_code
    accept_visit_plan(plan, by=cast.coordinator, on=today)

    own, beside = (tashi.get(address(plan, one)) for one in (cast.a, cast.c))

    assert (before, own.status_code, beside.status_code) == (404, 200, 404)
    assert "Why these helpers" not in own.text
    assert browser(cast.other_coordinator).get(address(plan, cast.a)).status_code == 404


def test_a_household_of_another_village_is_not_in_the_plan(cast, plan, browser):
    assert browser(cast.coordinator).get(address(plan, cast.d)).status_code == 404


def test_a_household_that_the_plan_does_not_hold_has_no_page(cast, plan, browser):
    assert browser(cast.coordinator).get(address(plan, cast.c)).status_code == 404


def test_explaining_changes_nothing(cast, plan, browser):
    before = list(VisitPlan.objects.values())

    browser(cast.coordinator).get(address(plan, cast.a))

    assert list(VisitPlan.objects.values()) == before
