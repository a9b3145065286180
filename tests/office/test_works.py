"""Works on screen: asked for by several, built once, said so by those they serve."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from doorstep.funds import actions as funds
from doorstep.needs.actions import add_served, advance_works, close_need, confirm_need
from doorstep.needs.models import Served, Works
from doorstep.register.models import Household
from tests.factories import make_need, pair

DAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def caoba(cast, method):
    pair(cast.a, cast.tashi)


@pytest.fixture
def bridge(cast):
    return make_need(cast.a, kind="works", works_kind="bridge", text="请求架桥")


@pytest.fixture
def second(cast):
    return make_need(cast.b, kind="works", works_kind="bridge", text="我家也要过河")


@pytest.fixture
def project(cast):
    return funds.begin_project(
        cast.caoba, name="以工代赈便桥", kind="road", start_on=DAY,
        by=cast.coordinator, on=DAY,
    )  # fmt: skip


def url(name, *args):
    return reverse(f"office:{name}", args=args)


def build(cast, need):
    for days, state in enumerate(("approved", "built", "accepted"), start=1):
        on = DAY + timedelta(days=days)
        advance_works(need, state=state, accepted_by="镇项目办", by=cast.coordinator, on=on)


def test_two_requests_are_one_line_with_both_households(cast, browser, bridge, second):
    office = browser(cast.coordinator)

    office.post(url("works-join", second.pk), {"into": bridge.pk})
    page = office.get(url("works")).text

    assert Works.objects.get(need=second).joined == bridge.works
    assert "请求架桥" in page
    assert "我家也要过河" not in page
    assert ("A-001" in page, "A-002" in page) == (True, True)


def test_accepted_works_name_inspector_project_and_who_says_so(cast, browser, bridge, project):
    add_served(bridge, [cast.b, cast.c], by=cast.coordinator, on=DAY)
    build(cast, bridge)
    office = browser(cast.coordinator)

    office.post(url("works-project", bridge.pk), {"project": project.pk})
    office.post(url("works-served", bridge.pk, cast.b.pk), {"confirmed": "yes"})
    twice = office.post(url("works-served", bridge.pk, cast.b.pk), {"confirmed": "no"})
    close_need(bridge, outcome="done", by=cast.coordinator, on=DAY + timedelta(days=3))
    confirm_need(bridge, confirmed=True, by=cast.coordinator, on=DAY + timedelta(days=3))
    page = office.get(url("works")).text

    assert twice.status_code == 422
    assert Served.objects.get(household=cast.b).confirmed is True
    assert "镇项目办" in page
    assert reverse("office:project", args=[project.pk]) in page
    assert page.count("says so, too") == 2


def test_a_deadline_that_is_over_is_said(cast, browser, bridge):
    bridge.deadline_on = DAY
    bridge.save(update_fields=["deadline_on"])

    assert "over</span>" in browser(cast.coordinator).get(url("works")).text


def test_works_that_were_given_up_stand_nowhere(cast, browser, bridge):
    close_need(bridge, outcome="withdrawn", by=cast.coordinator, on=DAY)

    assert "请求架桥" not in browser(cast.coordinator).get(url("works")).text


def test_of_a_household_that_is_to_be_erased_nobody_reads_the_words(cast, browser, bridge, second):
    add_served(bridge, [cast.c], by=cast.coordinator, on=DAY)
    Household.objects.filter(pk=cast.a.pk).update(closed_on=DAY, closed_because="erasing")
    office = browser(cast.coordinator)

    page = office.get(url("works")).text
    join = office.get(url("works-join", second.pk)).text

    assert ("A-003" in page, "A-001" in page, "请求架桥" in page) == (True, False, False)
    assert ("请求架桥" in join, "A-001" in join) == (False, False)
    assert office.post(url("works-join", second.pk), {"into": bridge.pk}).status_code == 422


def test_the_list_is_printed_on_a4(cast, browser, bridge):
    answer = browser(cast.coordinator).get(url("works-paper"))

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_money_comes_after_approval_and_of_this_village(cast, browser, bridge, project):
    office = browser(cast.coordinator)
    elsewhere = funds.begin_project(
        cast.xiagou, name="下沟的路", kind="road", start_on=DAY,
        by=cast.other_coordinator, on=DAY,
    )  # fmt: skip

    early = office.post(url("works-project", bridge.pk), {"project": project.pk})
    advance_works(bridge, state="approved", by=cast.coordinator, on=DAY)
    other = office.post(url("works-project", bridge.pk), {"project": elsewhere.pk})

    assert "not approved yet" in early.text
    assert (early.status_code, other.status_code) == (422, 422)


def test_others_open_no_works(cast, browser, bridge):
    for account in (cast.tashi_account, cast.second, cast.auditor, cast.other_coordinator):
        for name in ("works-join", "works-project"):
            assert browser(account).get(url(name, bridge.pk)).status_code == 404
        served = url("works-served", bridge.pk, cast.b.pk)
        assert browser(account).get(served).status_code == 404
    assert browser(cast.town_account).get(url("works")).status_code == 302
    care = make_need(cast.a, kind="care")
    assert browser(cast.coordinator).get(url("works-join", care.pk)).status_code == 404


def test_the_story_tells_how_works_went_of_who_asked_and_of_whom_they_serve(cast, browser, bridge):
    add_served(bridge, [cast.b], by=cast.coordinator, on=DAY)
    build(cast, bridge)
    office = browser(cast.coordinator)

    own = office.get(url("household", cast.a.pk)).text
    other = office.get(url("household", cast.b.pk)).text

    for state in ("approved", "built", "accepted"):
        assert (own.count(f"{state}."), other.count(f"{state}.")) == (1, 1)
    assert own.count("works: ") == 4  # the need, and its three steps
    assert other.count("works that serve it too: ") == 4
    assert "镇项目办" in own
    assert "请求架桥" not in other


def test_a_helpers_story_of_whom_works_serve_leads_to_no_need_of_others(cast, browser, bridge):
    add_served(bridge, [cast.b], by=cast.coordinator, on=DAY)

    words = browser(cast.tashi_account).get(url("household", cast.b.pk)).text

    assert "works that serve it too: " in words
    assert str(bridge.pk) not in words
    assert "请求架桥" not in words


def test_a_request_for_works_has_its_kind_chosen(cast, browser):
    client = browser(cast.coordinator)
    address = f"{url('need-new')}?kind=works"

    empty = client.get(url("works")).text
    make_need(cast.a, kind="works", works_kind="bridge", text="请求架桥")
    some = client.get(url("works")).text

    assert empty.count(f'href="{address}"') == 2
    assert some.count(f'href="{address}"') == 1
    assert client.get(address).context["form"]["kind"].value() == "works"
