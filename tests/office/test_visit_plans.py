"""The weeks ahead on the screen: the village's by helper, and each helper's own."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from doorstep.office.plans.reading import how_good, map_of, weeks_of
from doorstep.planner import visits as planned
from doorstep.register.actions import set_home
from doorstep.visits.actions import accept_visit_plan
from doorstep.visits.models import VisitPlan
from doorstep.visits.queries import routes_for
from tests.visits.plans import make_visit_plan

PLANS = "/plans/"


@pytest.fixture
def plan(cast, today, method):
    """Tashi goes to a household of the own and to one of Pema's."""
    return make_visit_plan(
        cast.caoba, cast.tashi, [cast.a, cast.c], calls=[cast.b],
        unplanned=[(cast.b, 1, "full")], on=today, by=cast.coordinator,
    )  # fmt: skip


@pytest.fixture
def tashi(cast, browser):
    return browser(cast.tashi_account)


def test_without_a_plan_the_page_says_how_to_get_one(cast, method, browser, tashi):
    office = browser(cast.coordinator).get(PLANS).content.decode()
    theirs = tashi.get(PLANS).content.decode()

    assert ("Make a proposal" in office, "Make a proposal" in theirs) == (True, False)
    assert "The coordinator makes one" in theirs


def test_a_proposal_stands_there_by_helper_with_what_is_left_out(cast, plan, browser):
    shown = browser(cast.coordinator).get(PLANS).context

    [load] = shown["loads"]
    assert (load.helper, [count for _week, count in load.by_week]) == (cast.tashi, [2, 0, 0, 0])
    assert (load.calls, str(load.km)) == (1, "12.34")
    assert (shown["totals"].visits, shown["totals"].calls, shown["plan"].hours) == (2, 1, 2)
    [hindered] = shown["unplanned"]
    [left] = hindered.left
    assert (hindered.why, left.household, left.weeks) == (
        "the helper's hours are full", cast.b, [date(2026, 3, 16)],
    )  # fmt: skip
    assert shown["how_good"] == "At most 2.9 % above the best possible for the pairs there are."


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_while_it_is_planned_others_write(cast, method, browser, monkeypatch, works):
    plans, held = planned.plan_visits, []

    def plan_visits(problem, **told):
        held.append(connection.in_atomic_block)
        return plans(problem, **told)

    monkeypatch.setattr(planned, "plan_visits", plan_visits)
    browser(cast.coordinator).post(f"{PLANS}propose/", {"week": "2026-W12"})
    works.pop()()

    assert (held, VisitPlan.objects.count()) == ([False], 1)


def test_the_accepted_plan_is_what_helpers_see_of_their_own(cast, plan, browser, tashi):
    before = tashi.get(PLANS)
    browser(cast.coordinator).post(f"/plans/{plan.pk}/accept/")
    after = tashi.get(PLANS)

    assert before.context.get("plan") is None
    [route] = after.context["weeks"][0].routes
    assert [one.household.code for one in route.visits.all()] == ["A-001", "A-002"]
    assert "A-003" not in after.content.decode()


def test_a_helpers_weeks_show_the_way_of_one(cast, plan, browser, today):
    for household, lon in ((cast.a, 91.8), (cast.c, 91.9)):
        for season in ("winter", "summer"):
            set_home(household, season, lat=29.7, lon=lon, by=cast.coordinator, on=today)
    office, address = browser(cast.coordinator), f"/plans/{plan.pk}/helpers/{cast.tashi.pk}/"

    shown = office.get(address)

    assert [point["word"] for point in shown.context["map"]["points"]] == ["1 A-001", "2 A-003"]
    assert 'class="way"' in shown.content.decode()
    assert "This week: 12 km." in shown.content.decode()
    assert "as straight lines times 1.3 for the terrain" in shown.content.decode()
    assert "A-003" in office.get(f"{address}print/").content.decode()


def test_the_way_of_a_week_asks_as_often_for_five_days_as_for_one(
    cast, plan, today, django_assert_num_queries
):
    week = weeks_of(plan, routes_for(plan, cast.coordinator, today))[0]
    five = replace(week, routes=week.routes * 5)
    map_of(plan, week)

    with CaptureQueriesContext(connection) as asked:
        map_of(plan, week)
    with django_assert_num_queries(len(asked)):
        map_of(plan, five)


def test_a_helpers_weeks_name_the_heads_on_the_screen_and_not_on_paper(cast, plan, tashi, browser):
    browser(cast.coordinator).post(f"/plans/{plan.pk}/accept/")

    screen = tashi.get(PLANS).text
    paper = tashi.get(f"/plans/{plan.pk}/helpers/{cast.tashi.pk}/print/").text

    head = cast.a.members.get(relation="head").name
    assert (f"A-001</a> {head} " in screen, head in paper) == (True, False)
    assert cast.c.members.get(relation="head").name not in screen


def test_paper_of_a_plan_that_does_not_run_says_so(cast, plan, browser):
    office, address = browser(cast.coordinator), f"/plans/{plan.pk}/helpers/{cast.tashi.pk}/print/"
    proposed = office.get(address).text
    office.post(f"/plans/{plan.pk}/accept/")

    not_the_one = "This plan is not the one that runs."
    assert (not_the_one in proposed, not_the_one in office.get(address).text) == (True, False)


def test_nobody_else_opens_a_plan(cast, plan, browser, tashi):
    other = browser(cast.other_coordinator)
    addresses = [f"/plans/{plan.pk}/", f"/plans/{plan.pk}/helpers/{cast.tashi.pk}/"]

    assert [other.get(one).status_code for one in addresses] == [404, 404]
    assert [tashi.get(one).status_code for one in addresses] == [404, 404]  # not accepted yet
    assert tashi.post(f"/plans/{plan.pk}/accept/").status_code == 404


def test_a_helper_opens_no_other_helpers_weeks(cast, plan, tashi, today):
    other = make_visit_plan(cast.caoba, cast.pema, [cast.c], on=today, by=cast.coordinator)
    accept_visit_plan(other, by=cast.coordinator, on=today)

    assert tashi.get(f"/plans/{other.pk}/helpers/{cast.pema.pk}/").status_code == 404
    assert tashi.get(f"/plans/{other.pk}/").context["weeks"][0].routes == []


def test_a_plan_that_is_over_cannot_be_accepted(cast, browser):
    old = make_visit_plan(
        cast.caoba, cast.tashi, [cast.a], on=date(2026, 1, 5), by=cast.coordinator
    )

    answer = browser(cast.coordinator).post(f"/plans/{old.pk}/accept/", follow=True)

    assert "is past. Make a new one." in answer.content.decode()


def test_a_plan_is_discarded_by_whoever_coordinates(cast, plan, browser, tashi):
    assert tashi.post(f"/plans/{plan.pk}/drop/").status_code == 404
    office = browser(cast.coordinator)

    assert "Discard this plan" in office.get(PLANS).content.decode()
    office.post(f"/plans/{plan.pk}/drop/")

    assert "No plan runs." in office.get(PLANS).content.decode()


def test_a_plan_from_next_week_on_leaves_this_week_as_it_is(cast, plan, browser, tashi, today):
    office = browser(cast.coordinator)
    office.post(f"/plans/{plan.pk}/accept/")
    later = make_visit_plan(
        cast.caoba, cast.tashi, [cast.b], on=date(2026, 3, 16), by=cast.coordinator
    )

    offered = office.get(PLANS)
    office.post(f"/plans/{later.pk}/accept/")
    mine, ours = tashi.get(PLANS), office.get(PLANS)
    coming = office.get(f"/plans/{later.pk}/")

    assert "Accepted, this one takes over on 16 Mar." in offered.text
    assert (mine.context["plan"], ours.context["plan"]) == (plan, plan)
    assert "From 16 Mar on the helpers go by another plan." in mine.text
    assert f"/plans/{later.pk}/" in mine.text
    assert "Something has changed" in ours.text
    assert "The helpers go by this plan from 16 Mar on." in coming.text
    assert "Something has changed" not in coming.text
    assert tashi.get(f"/plans/{later.pk}/").status_code == 200


def test_the_way_of_a_week_without_a_visit_says_so_and_the_first_with_one_is_shown(
    cast, browser, method, today
):
    later = make_visit_plan(cast.caoba, cast.tashi, [cast.a], on=today, by=cast.coordinator, day=14)
    for season in ("winter", "summer"):
        set_home(cast.a, season, lat=29.7, lon=91.8, by=cast.coordinator, on=today)
    office, address = browser(cast.coordinator), f"/plans/{later.pk}/helpers/{cast.tashi.pk}/"

    first, this_week = office.get(address), office.get(f"{address}?week=2026-W11")

    assert str(first.context["shown"].week) == "2026-W13"
    assert [point["word"] for point in first.context["map"]["points"]] == ["1 A-001"]
    assert "Nobody is visited on site in this week." in this_week.text
    assert "No home has a place on the map yet" not in this_week.text


def test_a_plan_that_runs_is_ended_in_two_steps_that_say_what_goes(cast, plan, browser, today):
    accept_visit_plan(plan, by=cast.coordinator, on=today)

    shown = browser(cast.coordinator).get(PLANS).text

    assert "Discard this plan" not in shown
    assert "<summary>End this plan</summary>" in shown
    assert "The helpers then see no days any more" in shown


@pytest.mark.parametrize(
    ("above", "percent"), [(1, "0.1 %"), (100, "0.1 %"), (101, "0.2 %"), (2_800, "2.8 %")]
)
def test_a_gap_is_never_said_to_be_smaller_than_it_is(plan, above, percent):
    plan.objective, plan.bound = 100_000 + above, 100_000

    assert percent in how_good(plan)
