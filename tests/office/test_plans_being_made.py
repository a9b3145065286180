"""A plan is made beside the request: its page can be left, stops it, and tells how it ended."""

import os
import time
from datetime import date

import pytest

from doorstep.kit.weeks import Week
from doorstep.office.plans import notes, running
from doorstep.people.actions import change_helper
from doorstep.register.actions import set_home
from doorstep.register.models import Household
from doorstep.visits.models import VisitPlan
from tests.factories import pair

MAKING, PLANS = "/plans/making/", "/plans/"
WEEK = {"week": "2026-W12"}


@pytest.fixture
def office(cast, method, browser, works):
    """Tashi and Pema live where a and c do, and are paired with them."""
    on = {"by": cast.coordinator, "on": cast.day}
    for helper, household, lon in ((cast.tashi, cast.a, 91.7), (cast.pema, cast.c, 91.9)):
        change_helper(helper, home_lat=29.8, home_lon=lon, **on)
        set_home(household, "winter", lat=29.8, lon=lon + 0.1, **on)
        pair(household, helper)
    return browser(cast.coordinator)


def begin(office):
    return office.post(f"{PLANS}propose/", WEEK)


def messages(answer):
    return [str(one) for one in answer.context["messages"]]


def test_the_page_looks_again_until_the_plan_is_made(cast, office, works, tmp_path):
    begun = begin(office)
    looking, listed = office.get(MAKING), office.get(PLANS)
    works.pop()()
    told = office.get(MAKING, follow=True)

    assert begun.url == MAKING
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in looking.text
    assert 'hx-trigger="every 2s"' in looking.text
    assert (MAKING in listed.text, "Make a proposal" in listed.text) == (True, False)
    assert messages(told) == ["The plan is made; nothing has changed yet."]
    assert told.context["plan"] == VisitPlan.objects.get(state="open")
    assert list((tmp_path / "plans").iterdir()) == []


def test_it_says_how_many_helpers_are_planned_and_the_kilometres(cast, office):
    begin(office)
    making = running.making_of(cast.caoba)
    said = []
    for done in (0, 1, 2):
        running._tell(
            cast.caoba,
            running.replace(making, done=done, of=2, km=12.4, until=time.time() + 30.3),
        )
        said.append(office.get(MAKING, headers={"HX-Request": "true"}).text)

    assert "0 of 2 helpers are planned, 12 km." in said[0]
    assert 'value="1" max="2"' in said[1]
    assert "All 2 helpers are planned, 12 km so far." in said[2]
    assert "<html" not in said[2]


def test_once_it_is_made_htmx_is_led_to_the_plan(office, works):
    begin(office)
    works.pop()()

    answer = office.get(MAKING, headers={"HX-Request": "true"})

    assert answer.headers["HX-Redirect"] == PLANS


def test_a_second_start_is_refused_while_one_runs(cast, office, works):
    begin(office)

    second = office.post(f"{PLANS}propose/", WEEK, follow=True)

    [said] = messages(second)
    assert said.startswith("A plan of 草坝村 is being made already, from 16 March 2026 on.")
    assert len(works) == 1


def test_a_stop_keeps_what_is_planned_so_far(cast, office, works, monkeypatch):
    """Whoever reads of the first helper presses Stop."""
    tell = running._tell

    def pressed(place, making):
        tell(place, making)
        if making.done == 1:
            office.post(f"{MAKING}stop/")

    monkeypatch.setattr(running, "_tell", pressed)
    begin(office)
    works.pop()()
    told = office.get(MAKING, follow=True)

    plan = told.context["plan"]
    assert plan.routes.count() > 0
    assert {one.why for one in plan.unplanned.all()} == {"no_pair", "stopped"}
    left_out = plan.unplanned.filter(why="stopped").count()
    assert f"The planning was stopped early, and {left_out} visits and calls" in told.text
    accept = f"{PLANS}{plan.pk}/accept/"
    refused = office.post(accept, follow=True)
    assert messages(refused) == ["This was stopped early. Tick that you know it, then accept it."]
    office.post(accept, {"knows_stopped": "1"})
    plan.refresh_from_db()
    assert plan.state == "accepted"


def test_a_stop_before_anything_is_planned_leaves_no_proposal(cast, office, works):
    begin(office)
    stopping = office.post(f"{MAKING}stop/", follow=True)
    works.pop()()
    told = office.get(PLANS, follow=True)

    assert "It is being stopped" in stopping.text
    assert messages(told) == ["It was stopped before anything was planned; no proposal was made."]
    assert not VisitPlan.objects.exists()


def test_what_stopped_with_its_server_says_so_and_can_be_started_again(
    cast, office, works, tmp_path
):
    begin(office)
    works.clear()
    long_ago = time.time() - notes.SILENT_SECONDS - 1
    os.utime(tmp_path / "plans" / f"{cast.caoba.pk}.json", (long_ago, long_ago))

    told = office.get(PLANS, follow=True)
    begin(office)
    works.pop()()

    assert messages(told) == [
        "The server was stopped while it planned; no proposal was made. Start again."
    ]
    assert VisitPlan.objects.count() == 1


@pytest.mark.parametrize(
    "left", ["", "{", '{"id": "1", "week": "2026-W12", "of_another_version": 1}']
)
def test_what_cannot_be_read_any_more_is_said_and_can_be_started_again(
    cast, office, works, tmp_path, left
):
    begin(office)
    works.clear()
    (tmp_path / "plans" / f"{cast.caoba.pk}.json").write_text(left)

    told = office.get(PLANS, follow=True)
    begin(office)

    assert messages(told) == [
        "The server was stopped while it planned; no proposal was made. Start again."
    ]
    assert len(works) == 1


def test_one_that_begins_after_such_a_stop_is_not_told_of_by_the_old_one(cast, office):
    begin(office)
    old = running.making_of(cast.caoba)
    running.forget_making(cast.caoba)
    begin(office)

    running._tell(cast.caoba, running.replace(old, is_done=True))

    assert running.making_of(cast.caoba).is_going_on


def test_another_village_is_planned_meanwhile(cast, office, works):
    begin(office)
    running.begin_plan(
        cast.xiagou, Week.of(date(2026, 3, 16)), weeks=4, by=cast.other_coordinator, on=cast.day
    )

    assert len(works) == 2


def test_nothing_is_told_where_nothing_is_made(office):
    assert office.get(MAKING).url == PLANS


def test_a_week_that_does_not_stand_there_begins_nothing(office, works):
    empty, old = (
        office.post(f"{PLANS}propose/", sent, follow=True) for sent in ({}, {"week": "x"})
    )

    assert messages(empty) == messages(old) == ["Choose one of the weeks that stand there."]
    assert works == []


@pytest.mark.parametrize("page", ["/plans/", "/pairing/"])
def test_nothing_is_planned_for_a_village_without_households(page, cast, office, works):
    Household.objects.filter(village=cast.caoba).update(closed_on=cast.day)

    answer = office.post(f"{page}propose/", {"week": "2026-W12"}, follow=True)

    assert [str(one) for one in answer.context["messages"]] == [
        "草坝村 has no household on its register: nothing is to be done there."
    ]
    assert (answer.redirect_chain, works) == ([(page, 302)], [])
