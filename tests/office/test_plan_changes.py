"""Something has changed: said on the screen, seen beside the plan that runs, accepted or not."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import translation

from doorstep.office.plans import running as running_room
from doorstep.office.plans.changes import by_helper, what_happened
from doorstep.planner.visits import again
from doorstep.register.models import Access
from doorstep.visits.actions import propose_replan
from doorstep.visits.models import PlanEvent, UnplannedVisit, VisitPlan
from doorstep.visits.queries import changed_plan, open_visit_plan, running_visit_plan
from tests.visits.plans import make_visit_plan, run_plan, settle

HAPPENED, MAKING = "/plans/happened/", "/plans/making/"


@pytest.fixture
def running(cast, method, today):
    """Today is the Wednesday of its first week."""
    settle(cast)
    return run_plan(cast, on=today)


@pytest.fixture
def office(cast, browser, works):
    return browser(cast.coordinator)


@pytest.fixture
def tell(office, works):
    """tell(event): tells it on the screen, lets the planner work, and looks how it ended."""

    def told(event):
        begun = office.post(HAPPENED, event)
        assert begun.url == MAKING
        works.pop()()
        return office.get(MAKING, follow=True)

    return told


def away(cast, first, last):
    return {"kind": "helper_away", "helper": cast.tashi.pk, "from": first, "last": last}


def test_without_a_plan_that_runs_there_is_nothing_to_change(cast, method, office):
    answer = office.get(HAPPENED)

    assert (answer.status_code, "No plan runs at 草坝村" in answer.content.decode()) == (409, True)


def test_each_kind_of_event_asks_for_what_it_needs(cast, running, office):
    kinds = [kind for kind, _label, _lead in office.get(HAPPENED).context["kinds"]]
    fields = {
        str(kind): list(office.get(f"{HAPPENED}?kind={kind}").context["form"].fields)
        for kind in kinds
    }

    assert fields == {
        "helper_away": ["helper", "from", "last"],
        "helper_gone": ["helper", "from"],
        "road_closed": ["household", "group", "only", "from", "last"],
        "camp_moved": ["household", "home", "from"],
        "household_added": ["household"],
        "urgent_need": ["household"],
    }


def test_what_changes_stands_there_by_helper_and_is_accepted(cast, running, office, today, tell):
    type(cast.a).objects.filter(pk=cast.a.pk).update(phone="13900000001")
    said = tell(away(cast, "2026-03-16", "2026-03-22"))

    plan = open_visit_plan(cast.caoba)
    shown = said.context
    assert said.redirect_chain == [(f"/plans/{plan.pk}/changes/", 302)]
    assert shown["happened"] == "扎西 cannot go: 16 to 22 March"
    assert [helper for helper, _lines in shown["helpers"]] == [cast.tashi, cast.pema]
    handed = {line.change.household.code for _helper, lines in shown["helpers"] for line in lines}
    assert handed == {"A-001", "A-002"}
    assert [one.household.code for one in shown["takeovers"]] == ["A-001", "A-002"]
    assert [helper for helper, _day in shown["ring_helpers"]] == [cast.tashi, cast.pema]
    assert [one.code for one in shown["ring_households"]] == ["A-001", "A-002"]
    assert 'href="tel:13900000001"' in said.text
    assert "no telephone number" in said.text  # of the other one
    assert running_visit_plan(cast.caoba, today) == running  # nothing is in force yet
    assert not Access.objects.filter(helper=cast.pema, household=cast.a).exists()

    office.post(f"/plans/{plan.pk}/accept/")

    assert running_visit_plan(cast.caoba, today) == plan
    access = Access.objects.get(helper=cast.pema, household=cast.a)
    assert (access.via, access.from_on) == ("stand_in", today)
    assert date(2026, 3, 16) < access.until_on <= date(2026, 3, 23)


def test_what_is_left_out_now_stands_beside_what_changes(cast, running, office, tell):
    tell(away(cast, "2026-03-16", "2026-03-22"))
    plan = open_visit_plan(cast.caoba)
    both = {"mode": "phone", "week_on": date(2026, 3, 23), "why": "full"}
    for one in (running, plan):
        one.unplanned.create(household=cast.b, **both)
    plan.unplanned.create(household=cast.a, mode="phone", week_on=date(2026, 3, 16), why="no_days")

    page = office.get(f"/plans/{plan.pk}/changes/")

    assert [(row.household, row.why) for row in page.context["left_out"]] == [(cast.a, "no_days")]
    assert "Due and not planned any more: 1 visit" in page.text


def test_what_changes_is_left_as_it_was(cast, running, office, today, tell):
    tell(away(cast, "2026-03-16", "2026-03-22"))
    plan = open_visit_plan(cast.caoba)

    office.post(f"/plans/{plan.pk}/drop/")

    assert running_visit_plan(cast.caoba, today) == running
    assert open_visit_plan(cast.caoba) is None


def test_a_call_whose_week_has_a_visit_now_is_not_due_any_more(cast, today, method):
    told = {"on": today, "by": cast.coordinator, "day": 3}
    before = make_visit_plan(cast.caoba, cast.tashi, [cast.b], calls=[cast.a, cast.b], **told)
    plan = make_visit_plan(cast.caoba, cast.tashi, [cast.b, cast.a], **told)
    PlanEvent.objects.create(plan=plan, before=before, kind="helper_away", from_on=today, price=0)
    for household, weeks in ((cast.a, 1), (cast.b, 0)):
        UnplannedVisit.objects.create(
            plan=plan, household=household, mode="phone", why="full",
            week_on=plan.start_on + timedelta(weeks=weeks),
        )  # fmt: skip

    with translation.override("en"):
        [(_tashi, lines)] = by_helper(changed_plan(plan, cast.coordinator, today).changes)

    assert [(line.change.household.code, line.was != "", line.why) for line in lines] == [
        ("A-001", False, ""),
        ("A-001", True, "by phone, not due any more"),
        ("A-002", True, "by phone, the helper's hours are full"),
    ]


def test_what_cannot_be_is_said_in_the_form_which_keeps_what_was_typed(cast, running, office):
    answer = office.post(HAPPENED, away(cast, "2026-03-10", "2026-03-22"))

    form = answer.context["form"]
    assert answer.status_code == 422
    assert form.errors["from"] == [
        "10 March 2026 is past; the earliest day is today, 11 March 2026."
    ]
    assert form.data["last"] == "2026-03-22"
    assert VisitPlan.objects.count() == 1


def test_an_event_that_touches_nothing_says_so_and_keeps_what_was_typed(cast, running, tell):
    answer = tell({"kind": "household_added", "household": cast.a.pk})

    assert [str(one) for one in answer.context["messages"]] == [
        "Nothing in the plan has to change for that; it stays as it is."
    ]
    assert answer.context["kind"] == "household_added"
    assert f'value="{cast.a.pk}" selected' in answer.text


def test_its_page_can_be_left_and_leads_to_the_change(cast, running, office, works):
    office.post(HAPPENED, away(cast, "2026-03-16", "2026-03-22"))
    looking, listed = office.get(MAKING), office.get("/plans/")
    second = office.post(HAPPENED, away(cast, "2026-03-16", "2026-03-22"))
    works.pop()()

    assert "The plan is being changed" in looking.text
    assert MAKING in listed.text
    assert second.context["form"].non_field_errors() == [
        (
            "The planner is at work for 草坝村 already. Wait for it, or stop it: what it has so "
            "far is then kept."
        )
    ]
    changed = open_visit_plan(cast.caoba)
    answer = office.get(MAKING, headers={"HX-Request": "true"})
    second_look = office.get(MAKING, headers={"HX-Request": "true"})  # on its way meanwhile
    assert answer.headers["HX-Redirect"] == f"/plans/{changed.pk}/changes/"
    assert second_look.headers["HX-Redirect"] == f"/plans/{changed.pk}/changes/"
    assert works == []


def test_a_stop_before_the_change_is_planned_leaves_no_proposal(cast, running, office, works):
    office.post(HAPPENED, away(cast, "2026-03-16", "2026-03-22"))
    office.post(f"{MAKING}stop/")
    works.pop()()
    told = office.get(MAKING, follow=True)

    assert [str(one) for one in told.context["messages"]] == [
        "It was stopped before anything was planned; no proposal was made."
    ]
    assert told.context["form"].initial["last"] == "2026-03-22"
    assert open_visit_plan(cast.caoba) is None


def test_a_stop_once_all_are_planned_keeps_the_change(cast, running, office, works, monkeypatch):
    """Whoever reads that all helpers are planned presses Stop."""
    tell = running_room._tell

    def pressed(place, making):
        tell(place, making)
        if making.of == making.done > 0:
            office.post(f"{MAKING}stop/")

    monkeypatch.setattr(running_room, "_tell", pressed)
    office.post(HAPPENED, away(cast, "2026-03-16", "2026-03-22"))
    works.pop()()

    changed = open_visit_plan(cast.caoba)
    assert office.get(MAKING).url == f"/plans/{changed.pk}/changes/"


def test_a_change_of_a_plan_that_runs_no_more_is_refused(cast, running, office, today, tell):
    tell(away(cast, "2026-03-16", "2026-03-22"))
    plan = open_visit_plan(cast.caoba)
    VisitPlan.objects.filter(pk=running.pk).update(state="dropped")

    answer = office.post(f"/plans/{plan.pk}/accept/", follow=True)

    assert "Another plan runs by now." in answer.content.decode()
    assert open_visit_plan(cast.caoba) == plan


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_while_it_is_planned_again_others_write(cast, running, office, monkeypatch, tell):
    replan, held = again.replan, []

    def spied(*args, **told):
        held.append(connection.in_atomic_block)
        return replan(*args, **told)

    monkeypatch.setattr(again, "replan", spied)
    tell(away(cast, "2026-03-16", "2026-03-22"))

    assert (held, VisitPlan.objects.count()) == ([False], 2)


def test_only_the_coordinator_of_the_village_changes_its_plan(cast, running, office, browser, tell):
    tell(away(cast, "2026-03-16", "2026-03-22"))
    address = f"/plans/{open_visit_plan(cast.caoba).pk}/changes/"

    for account in (cast.tashi_account, cast.other_coordinator):
        assert browser(account).get(address).status_code == 404
    assert browser(cast.tashi_account).get(HAPPENED).status_code == 404
    assert office.get(f"/plans/{running.pk}/changes/").status_code == 404  # nothing changed it


@pytest.mark.parametrize(
    ("told", "field", "words"),
    [
        ({"kind": "road_closed", "from": "2026-03-16", "last": "2026-03-17"}, "household",
         "Choose a household, or a whole group."),
        ({"kind": "helper_away", "helper": "own", "from": "2026-03-16", "last": "2026-03-12"},
         "last", "This day lies before the first one."),
        ({"kind": "camp_moved", "household": "own", "home": "summer", "from": "2026-03-16"},
         "home", "This household has no such home on the register. Enter it on its page first."),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_in_the_words_of_the_form(
    cast, running, office, told, field, words
):
    own = {"helper": cast.tashi.pk, "household": cast.a.pk}
    sent = {name: own[name] if value == "own" else value for name, value in told.items()}

    answer = office.post(HAPPENED, sent)

    assert answer.context["form"].errors == {field: [words]}


def test_a_closed_road_names_all_who_live_behind_it(cast, running, tell):
    road = {"kind": "road_closed", "from": "2026-03-16", "last": "2026-03-20"}
    of_group = tell(road | {"group": cast.a.group.pk}).context["happened"]
    group = {"kind": "road_closed", "households": ["A-001", "A-002"], "from": "2026-03-16"}
    listed = propose_replan(
        cast.caoba, group | {"until": "2026-03-21"}, by=cast.coordinator, on=date(2026, 3, 11)
    )

    assert of_group == "The road to 一组 is closed: 16 to 20 March"
    with translation.override("en"):
        said = what_happened(listed.event)
    assert said == "The road to A-001, A-002 is closed: 16 to 20 March"
