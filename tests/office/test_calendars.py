"""A helper's plan in a calendar: whose it is, what it holds, and when it ends."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from icalendar import Calendar

from doorstep.people.actions import empty_left_helpers, end_helper, unlink_helper
from doorstep.people.models import AuditEntry, CalendarLink
from doorstep.visits.actions import accept_visit_plan, drop_visit_plan
from tests.factories import make_helper, pair
from tests.visits.plans import make_visit_plan

MINE = "/my-account/calendar/"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


@pytest.fixture
def plan(cast, method, today):
    """Tashi goes to a and b on the Wednesday, calls c."""
    for household in (cast.a, cast.b, cast.c):
        pair(household, cast.tashi)
    return accepted(cast, today, [cast.a, cast.b], calls=[cast.c], day=2)


def accepted(cast, today, households, **how):
    plan = make_visit_plan(cast.caoba, cast.tashi, households, on=today, by=cast.coordinator, **how)
    accept_visit_plan(plan, by=cast.coordinator, on=today)
    return plan


@pytest.fixture
def tashi(cast, browser):
    return browser(cast.tashi_account)


@pytest.fixture
def phone():
    return Client()


def link_of(client):
    return client.post(MINE).context["address"].removeprefix("http://testserver")


def events(phone, address):
    feed = Calendar.from_ical(phone.get(address).content)
    return {str(one["SUMMARY"]): one for one in feed.walk("VEVENT")}


def test_the_feed_holds_codes_and_parts_of_the_day_and_nothing_else(cast, plan, tashi, phone):
    answer = phone.get(link_of(tashi))

    feed = Calendar.from_ical(answer.content)
    told = {str(one["SUMMARY"]): one["DTSTART"].dt for one in feed.walk("VEVENT")}
    names = {name for one in feed.walk("VEVENT") for name in one}
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert told == {
        "A-001 · morning": date(2026, 3, 11),
        "A-002 · afternoon": date(2026, 3, 11),
        "A-003 · by phone": date(2026, 3, 11),
    }
    assert names == {
        "UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND", "SUMMARY", "CLASS",
        "TRANSP",
    }  # fmt: skip
    text = answer.content.decode()
    inside = [cast.a.pk, cast.tashi.pk, "央金", "扎西", "19900000001", "29.", "91.", "一组"]
    assert [one for one in inside if str(one) in text] == []


def test_it_sets_no_cookie_and_is_kept_nowhere(plan, tashi, phone):
    answer = phone.get(link_of(tashi))

    assert (dict(answer.cookies), answer.headers["Cache-Control"]) == ({}, "private, no-store")
    assert answer.headers["Referrer-Policy"] == "strict-origin"


def test_it_speaks_the_helpers_language(cast, plan, browser, phone):
    address = link_of(browser(cast.tashi_account, language="zh-hans"))

    assert set(events(phone, address)) == {"A-001 · 上午", "A-002 · 下午", "A-003 · 电话"}


def test_a_later_plan_moves_the_same_event_with_a_higher_sequence(cast, plan, tashi, phone, today):
    address = link_of(tashi)
    before = events(phone, address)["A-001 · morning"]

    accepted(cast, today, [cast.a], day=4)
    after = events(phone, address)["A-001 · morning"]

    assert (after["UID"], after["DTSTART"].dt) == (before["UID"], date(2026, 3, 13))
    assert (int(before["SEQUENCE"]), int(after["SEQUENCE"])) == (0, 1)


def test_a_plan_of_next_week_stands_behind_this_weeks(cast, plan, tashi, phone, today):
    address = link_of(tashi)
    later = make_visit_plan(
        cast.caoba, cast.tashi, [cast.c], on=date(2026, 3, 16), by=cast.coordinator
    )
    accept_visit_plan(later, by=cast.coordinator, on=today)

    told = {name: one["DTSTART"].dt for name, one in events(phone, address).items()}

    assert told == {
        "A-001 · morning": date(2026, 3, 11),
        "A-002 · afternoon": date(2026, 3, 11),
        "A-003 · by phone": date(2026, 3, 11),
        "A-003 · morning": date(2026, 3, 16),
    }


def test_a_proposal_that_nobody_accepted_changes_nothing(cast, plan, tashi, phone, today):
    address = link_of(tashi)
    before = phone.get(address).content
    make_visit_plan(cast.caoba, cast.tashi, [cast.c], on=today, by=cast.coordinator)

    assert phone.get(address).content == before


def test_a_household_that_the_helper_sees_no_more_leaves(cast, plan, tashi, phone, today):
    from doorstep.pairing.actions import end_pairing

    address = link_of(tashi)
    end_pairing(cast.a.pairings.get(), by=cast.coordinator, on=today)

    assert set(events(phone, address)) == {"A-002 · afternoon", "A-003 · by phone"}


def test_the_link_is_shown_once_and_lies_nowhere(cast, plan, tashi):
    address = link_of(tashi)
    token = address.removeprefix("/calendar/").removesuffix(".ics")

    later = tashi.get(MINE)

    link = CalendarLink.objects.get()
    assert (token in later.text, "Link made on 11 March 2026" in later.text) == (False, True)
    assert (link.helper, link.account, link.token_digest == token) == (
        cast.tashi, cast.tashi_account, False,
    )  # fmt: skip
    assert token not in str(list(AuditEntry.objects.values()))


def test_another_link_ends_the_one_before(plan, tashi, phone):
    first, second = link_of(tashi), link_of(tashi)

    assert [phone.get(one).status_code for one in (first, second)] == [404, 200]
    assert list(
        AuditEntry.objects.filter(act__endswith="calendar_link").values_list("act", flat=True)
    ) == ["make_calendar_link", "renew_calendar_link"]


def test_a_link_that_was_ended_works_no_more(plan, tashi, phone):
    address = link_of(tashi)
    told = tashi.post(f"{MINE}end/", follow=True)

    assert phone.get(address).status_code == 404
    assert "The link works no more." in told.text
    assert not CalendarLink.objects.exists()


@pytest.mark.parametrize("how", ["left", "closed", "unlinked"])
def test_it_ends_with_the_helper_and_the_account(cast, plan, tashi, phone, today, how):
    address = link_of(tashi)
    by = {"by": cast.coordinator, "on": today}
    if how == "left":
        end_helper(cast.tashi, **by)
    elif how == "closed":
        type(cast.tashi_account).objects.filter(pk=cast.tashi_account.pk).update(is_active=False)
    else:
        unlink_helper(cast.tashi, **by)

    assert phone.get(address).status_code == 404


@pytest.mark.parametrize("how", ["ended", "over"])
def test_while_no_plan_runs_the_calendar_is_empty_and_the_link_stays(
    cast, plan, tashi, phone, today, how, monkeypatch
):
    address = link_of(tashi)
    if how == "ended":
        drop_visit_plan(plan, by=cast.coordinator, on=today)
    else:
        monkeypatch.setattr("doorstep.kit.clock.today", lambda: plan.end_on + timedelta(days=1))

    assert (phone.get(address).status_code, events(phone, address)) == (200, {})


def test_after_another_team_the_link_that_works_is_the_one_that_ends(
    cast, plan, tashi, phone, today
):
    old = link_of(tashi)
    unlink_helper(cast.tashi, by=cast.coordinator, on=today)
    make_helper(cast.xiagou, "扎西", account=cast.tashi_account, on=today)
    before = tashi.get(MINE).context["link"]
    new = link_of(tashi)

    told = tashi.post(f"{MINE}end/", follow=True)

    assert (before, told.context["link"]) == (None, None)
    assert [phone.get(one).status_code for one in (old, new)] == [404, 404]
    assert not CalendarLink.objects.exists()


def test_a_wrong_token_is_not_found_and_no_method_writes(plan, tashi, phone):
    address = link_of(tashi)

    assert phone.get("/calendar/x-1.ics").status_code == 404
    assert phone.post(address).status_code == 405


def test_who_asks_too_often_waits(plan, tashi, phone):
    link_of(tashi)

    answers = [phone.get("/calendar/x-1.ics").status_code for _time in range(61)]

    assert (answers[59], answers[60]) == (404, 429)


def test_who_goes_to_nobody_has_no_such_page(cast, plan, browser):
    office = browser(cast.coordinator)

    assert (office.get(MINE).status_code, office.post(MINE).status_code) == (404, 404)
    assert office.post(f"{MINE}end/").status_code == 404
    assert MINE not in office.get("/my-account/").text


def test_the_own_account_leads_there(plan, tashi):
    assert MINE in tashi.get("/my-account/").text


def test_one_household_takes_as_many_queries_as_three(
    cast, plan, tashi, phone, today, count_queries
):
    address = link_of(tashi)
    three = count_queries(phone, address)
    accepted(cast, today, [cast.a])

    assert count_queries(phone, address) == three


def test_with_the_details_of_who_left_the_link_goes_too(cast, plan, tashi, today):
    link_of(tashi)
    end_helper(cast.tashi, by=cast.coordinator, on=today)

    empty_left_helpers(today + timedelta(days=61), by=cast.coordinator, on=today)

    assert not CalendarLink.objects.exists()
