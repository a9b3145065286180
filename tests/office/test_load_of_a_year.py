"""What the cadences take of the team in a year: worked out beside the request, then shown."""

import os
import time

import pytest

from doorstep.office.plans import loading, notes
from doorstep.pairing.models import PairingPlan
from doorstep.people.actions import change_helper
from doorstep.visits.queries import YearlyLoad
from tests.factories import make_account

LOAD, STOP = "/plans/load/", "/plans/load/stop/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def office(cast, method, browser, works):
    for helper in (cast.tashi, cast.pema):
        change_helper(helper, by=cast.coordinator, on=cast.day, weekly_hours=1)
    return browser(cast.coordinator)


@pytest.fixture
def worked_out(office, works):
    """worked_out(every): the page once its numbers are there."""

    def shown(every, **how):
        office.get(LOAD, {"every": every})
        works.pop()()
        return office.get(LOAD, {"every": every}, **how)

    return shown


def test_the_page_stands_at_once_and_asks_for_the_numbers(office):
    page = office.get(LOAD)

    assert ("load" in page.context, 'hx-trigger="load, change, submit"' in page.text) == (
        False, True,
    )  # fmt: skip


def test_it_is_worked_out_beside_the_request_and_shown_once_it_is_there(office, works):
    begun = office.get(LOAD, {"every": "week"})
    waiting = office.get(LOAD, {"every": "week", "again": ""}, headers=HTMX)
    left = office.get(LOAD)
    works.pop()()
    shown = office.get(LOAD, {"every": "week", "again": ""}, headers=HTMX)

    assert ("load" in begun.context, "<progress" in begun.text) == (False, True)
    assert '<noscript><meta http-equiv="refresh"' in begun.text
    assert (waiting.status_code, "<progress" in left.text, works) == (204, True, [])
    assert "At least 1 helper is missing." in shown.text
    assert "<html" not in shown.text


def test_a_stop_leads_back_and_nothing_is_shown(cast, office, works, tmp_path):
    office.get(LOAD, {"every": "week"})
    stopped = office.post(STOP, follow=True)
    works.pop()()

    assert [str(one) for one in stopped.context["messages"]] == ["Stopped; nothing was kept."]
    assert list((tmp_path / "plans").iterdir()) == []
    assert "load" not in office.get(LOAD).context


def test_another_cadence_takes_the_place_of_the_one_that_is_worked_out(office, works):
    office.get(LOAD, {"every": "week"})
    office.get(LOAD, {"every": "month"})
    for work in works:
        work()

    assert office.get(LOAD).context["load"].visits == 36


def test_two_who_ask_do_not_wait_for_each_other(cast, office, works, browser):
    other = browser(make_account("dolma", roles=[("coordinator", cast.caoba)]))
    office.get(LOAD, {"every": "week"})
    other.get(LOAD, {"every": "month"})
    for work in works:
        work()

    visits = [one.get(LOAD).context["load"].visits for one in (office, other)]
    assert visits == [156, 36]


def test_what_ended_with_its_server_says_so(cast, office, works, tmp_path):
    office.get(LOAD, {"every": "week"})
    works.clear()
    [note] = (tmp_path / "plans").iterdir()
    long_ago = time.time() - notes.SILENT_SECONDS - 1
    os.utime(note, (long_ago, long_ago))

    told = office.get(LOAD, {"every": "week"})

    assert "The server was stopped while it worked this out. Ask again." in told.text
    assert "<progress" in office.get(LOAD, {"every": "week"}).text


def test_a_cadence_says_how_many_helpers_are_missing(worked_out):
    shown = worked_out("week")

    assert shown.context["team"] == "At least 1 helper is missing."
    assert (shown.context["load"].visits, shown.context["load"].empty_places) == (156, 1)
    assert PairingPlan.objects.count() == 0


def test_a_lighter_one_leaves_hours_to_spare(worked_out):
    assert "Helpers to spare, by their hours: 1." in worked_out("month", headers=HTMX).text


def test_as_they_stand_calls_count_too(worked_out):
    load = worked_out("now").context["load"]

    assert (load.visits, load.weekly_hours) == (36, 0.9)  # 40 and 3 × 10 minutes, of three


def test_who_stated_no_hours_is_named_and_given_nobody(cast, worked_out):
    change_helper(cast.pema, by=cast.coordinator, on=cast.day, weekly_hours=None)

    assert "1 helper has stated no hours and is given nobody." in worked_out("month").text


def test_what_another_version_worked_out_is_asked_for_again(office, works, tmp_path):
    office.get(LOAD, {"every": "week"})
    works.pop()()
    [note] = (tmp_path / "plans").iterdir()
    note.write_text(note.read_text("utf-8").replace('"visits"', '"calls_on_site"'), "utf-8")

    assert "<progress" in office.get(LOAD, {"every": "week"}).text


def test_a_cadence_that_is_none_is_refused(office, works):
    assert (office.get(LOAD, {"every": "daily"}).status_code, works) == (422, [])


def test_a_helper_has_no_such_page(cast, method, browser):
    helper = browser(cast.tashi_account)

    assert (helper.get(LOAD).status_code, helper.post(STOP).status_code) == (404, 404)


def test_the_plan_leads_there(cast, office, today):
    from tests.visits.plans import make_visit_plan

    make_visit_plan(cast.caoba, cast.tashi, [cast.a], on=today, by=cast.coordinator)

    assert LOAD in office.get("/plans/").text


def test_its_numbers_have_their_thousands_apart(office, worked_out, monkeypatch):
    found = YearlyLoad(12_345, 67_890.4, 9_876.5, 1_234.5, 2_000.0, 1_002, None, None, 0.0, 2, 0)
    monkeypatch.setattr(loading, "yearly_load", lambda *_given, **_more: found)

    page = worked_out("week").text

    assert all(one in page for one in ("12,345", "67,890 km", "9,876", "2,000", "1,002"))
