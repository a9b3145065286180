"""The list of households, and one household's pages."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from doorstep.categories.actions import put_proposal
from doorstep.needs import actions as needs
from doorstep.register import actions as register
from doorstep.register.choices import AccessVia
from doorstep.visits import actions as visits
from tests.factories import (
    DAY,
    make_helper,
    make_household,
    make_meeting,
    make_need,
    make_proposal,
    pair,
)

LIST = reverse("office:households")


@pytest.fixture(autouse=True)
def caoba(cast, method):
    pair(cast.a, cast.tashi)


def codes(answer):
    return [row.code for row, _why, _left in answer.context["rows"]]


def record_visit(cast, household, on, **fields):
    values = {"mode": "on_site", "result": "met", "helper": cast.tashi} | fields
    return visits.record_visit(
        id=uuid4(), household=household, on=on, by=cast.coordinator, today=on, **values
    )[0]


def test_the_coordinator_sees_every_household_of_the_village(cast, browser):
    answer = browser(cast.coordinator).get(LIST)

    assert codes(answer) == ["A-001", "A-002", "A-003"]


def test_a_helper_sees_the_own_ones(cast, browser):
    answer = browser(cast.tashi_account).get(LIST)

    assert codes(answer) == ["A-001", "A-002"]
    assert "次仁" not in answer.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=央金", ["A-001"]),
        ("q=A-003", ["A-003"]),
        ("q=19900000001", ["A-001"]),
        ("kind=green", ["A-001", "A-002", "A-003"]),
        ("kind=red", []),
        ("kind=nonsense", ["A-001", "A-002", "A-003"]),
        ("helper=none", ["A-002", "A-003"]),
        ("state=left", []),
    ],
)
def test_the_list_is_narrowed(cast, browser, query, found):
    answer = browser(cast.coordinator).get(f"{LIST}?{query}")

    assert codes(answer) == found


def test_the_list_is_narrowed_by_group_and_helper(cast, browser):
    client = browser(cast.coordinator)

    by_group = client.get(LIST, {"group": str(cast.c.group_id)})
    by_helper = client.get(LIST, {"helper": str(cast.tashi.pk)})

    assert (codes(by_group), codes(by_helper)) == (["A-003"], ["A-001"])


def test_htmx_gets_the_list_alone(cast, browser):
    answer = browser(cast.coordinator).get(LIST, headers={"HX-Request": "true"})

    assert answer.text.lstrip().startswith("<table")


def test_the_list_asks_as_many_queries_for_one_as_for_many(
    cast, browser, django_assert_max_num_queries
):
    client = browser(cast.coordinator)
    client.get(LIST)
    with django_assert_max_num_queries(60) as few:
        client.get(LIST)
    for number in range(5):
        pair(make_household(cast.caoba, f"A-1{number}", head=f"户{number}"), cast.pema)

    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(LIST)


def test_a_page_tells_what_happened_newest_first(cast, browser):
    record_visit(cast, cast.a, date(2026, 3, 4), note="烟道没问题")
    record_visit(cast, cast.a, date(2026, 3, 9), mode="phone", no_change=True)
    make_need(cast.a, text="缺一份证明", owner=cast.tashi)

    answer = browser(cast.tashi_account).get(reverse("office:household", args=[cast.a.pk]))

    told = [(event.on.day, event.text) for event in answer.context["events"]]
    assert told == [(9, "No change."), (4, "烟道没问题."), (2, "hardship: 缺一份证明")]
    assert [need.text for need, _category in answer.context["needs"]] == ["缺一份证明"]


def test_a_page_says_what_is_due(cast, browser):
    record_visit(cast, cast.a, date(2026, 3, 9))

    answer = browser(cast.coordinator).get(reverse("office:household", args=[cast.a.pk]))

    assert [one.is_left for one in answer.context["duties"]] == [False, False]


def test_the_record_names_who_may_see_it_and_why(cast, browser):
    answer = browser(cast.coordinator).get(reverse("office:household-record", args=[cast.a.pk]))

    seers = [(seer.who, str(seer.why)) for seer in answer.context["seers"]]
    assert seers[0] == ("卓玛", "coordinator of 草坝村")
    assert {who for who, _why in seers[1:]} == {"扎西"}


@pytest.mark.parametrize("tab", ["household", "household-members", "household-homes",
                                 "household-record", "household-print"])  # fmt: skip
@pytest.mark.parametrize("language", ["zh-hans", "en", "bo"])
def test_every_tab_is_shown_in_every_language(cast, browser, tab, language):
    register.set_home(cast.a, "winter", lat=29.8, lon=91.7, by=cast.coordinator, on=cast.day)

    answer = browser(cast.tashi_account, language).get(reverse(f"office:{tab}", args=[cast.a.pk]))

    assert answer.status_code == 200
    assert "央金" in answer.text


def test_the_record_says_in_words_that_somebody_owns_a_need(cast, browser):
    make_need(cast.a, owner=cast.pema)

    answer = browser(cast.coordinator).get(f"/households/{cast.a.pk}/record/")

    (pema,) = [seer for seer in answer.context["seers"] if seer.who == "白玛"]
    assert (pema.why, pema.reason) == (AccessVia.NEED.label, "")


def test_a_page_counts_persons_and_not_their_reasons(cast, browser):
    make_need(cast.a, owner=cast.pema)
    for helper, via in ((cast.pema, "stand_in"), (cast.tashi, "stand_in")):
        register.grant_access(cast.a, via=via, from_on=cast.day, helper=helper, by=cast.coordinator)

    page = browser(cast.coordinator).get(f"/households/{cast.a.pk}/")

    assert page.context["seers"] == 2


def test_a_coordinator_who_stands_in_is_not_counted_besides_the_coordinator(cast, browser):
    standing = make_helper(cast.caoba, "卓玛", account=cast.coordinator)
    register.grant_access(
        cast.a, via="stand_in", from_on=cast.day, helper=standing, by=cast.coordinator
    )

    page = browser(cast.coordinator).get(f"/households/{cast.a.pk}/")

    assert page.context["seers"] == 1


def test_a_helper_is_offered_no_change_that_is_the_coordinators(cast, browser):
    page = reverse("office:household", args=[cast.a.pk])
    change = reverse("office:household-change", args=[cast.a.pk])

    helpers = browser(cast.tashi_account).get(page)
    coordinators = browser(cast.coordinator).get(page)

    assert (change in helpers.text, change in coordinators.text) == (False, True)


def test_the_town_sees_the_needs_it_was_handed_and_no_name(cast, browser):
    need = make_need(cast.a, text="桥面要加固", owner=cast.tashi)
    make_need(cast.a, text="留在村里", owner=cast.tashi)
    needs.escalate_need(need, by=cast.coordinator, on=cast.day, text="钱不够")
    client = browser(cast.town_account)

    answer = client.get(reverse("office:household", args=[cast.a.pk]))

    assert "桥面要加固" in answer.text
    assert "央金" not in answer.text
    assert "留在村里" not in answer.text
    assert client.get(reverse("office:household-members", args=[cast.a.pk])).status_code == 404


def test_a_household_that_left_is_put_back(cast, browser):
    register.close_household(cast.a, because="ended", by=cast.coordinator, on=cast.day)
    client = browser(cast.coordinator)

    client.post(reverse("office:household-reopen", args=[cast.a.pk]))

    cast.a.refresh_from_db()
    assert cast.a.closed_on is None


def test_one_who_does_not_go_there_is_not_led_to_a_visit(cast, browser):
    proposal = make_proposal(cast.a)
    meeting = make_meeting(cast.caoba_team, kind="monthly")
    put_proposal(proposal, meeting, by=cast.coordinator, on=DAY, is_relative=False)
    address = reverse("office:household", args=[cast.a.pk])

    seen = [browser(who).get(address).text for who in (cast.second, cast.coordinator)]

    assert ["Record a visit" in text for text in seen] == [False, True]
    assert ["Record a need" in text for text in seen] == [False, True]
