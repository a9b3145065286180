"""Visits: due by helper, done, next week, and the report that writes itself."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from doorstep.visits import actions as visits
from tests.factories import make_household, make_need, pair

LIST = reverse("office:visits")


@pytest.fixture(autouse=True)
def caoba(cast, method):
    for household, helper in ((cast.a, cast.tashi), (cast.b, cast.tashi), (cast.c, cast.pema)):
        pair(household, helper)


def record(cast, household, day, **fields):
    values = {"mode": "phone", "result": "met", "helper": cast.tashi} | fields
    return visits.record_visit(
        id=uuid4(), household=household, on=day, by=cast.coordinator, today=day, **values
    )[0]


def due(answer):
    return [(row.helper, row.code) for row in answer.context["page"].object_list]


def test_the_coordinator_sees_what_is_due_by_helper(cast, browser):
    make_household(cast.caoba, "A-004", head="普布")

    answer = browser(cast.coordinator).get(LIST)

    assert due(answer) == [
        ("扎西", "A-001"), ("扎西", "A-002"), ("白玛", "A-003"), ("", "A-004"),
    ]  # fmt: skip


def test_a_helper_sees_the_own_households_alone(cast, browser):
    answer = browser(cast.tashi_account).get(LIST)

    assert due(answer) == [("扎西", "A-001"), ("扎西", "A-002")]
    assert "次仁" not in answer.text


def test_a_household_reached_by_phone_is_left_for_its_visit(cast, browser):
    record(cast, cast.a, date(2026, 3, 10))
    client = browser(cast.coordinator)

    contact, on_site = (client.get(f"{LIST}?duty={duty}") for duty in ("contact", "on_site"))

    assert [code for _helper, code in due(contact)] == ["A-002", "A-003"]
    assert [code for _helper, code in due(on_site)] == ["A-001", "A-002", "A-003"]


def test_a_reason_alone_means_contacts_as_the_first_screen_counts_them(cast, browser):
    record(cast, cast.a, date(2026, 3, 10), result="not_at_home")
    client = browser(cast.coordinator)
    week = client.get(reverse("office:this-week"))

    opened = {
        why: len(due(client.get(f"{LIST}?why={why}")))
        for why, _count in week.context["contact"].reasons
    }

    assert opened == dict(week.context["contact"].reasons)
    assert due(client.get(f"{LIST}?why=no_answer")) == [("扎西", "A-001")]


@pytest.mark.parametrize(("query", "rows"), [("why=nonsense", 3), ("helper=none", 0)])
def test_the_list_is_narrowed(cast, browser, query, rows):
    answer = browser(cast.coordinator).get(f"{LIST}?{query}")

    assert len(due(answer)) == rows


def test_when_all_are_reached_it_says_so(cast, browser):
    for household in (cast.a, cast.b, cast.c):
        record(cast, household, date(2026, 3, 10), mode="on_site")

    assert "Everybody has been reached" in browser(cast.coordinator).get(LIST).text


def test_each_row_opens_the_form_for_what_is_due(cast, browser):
    answer = browser(cast.tashi_account).get(f"{LIST}?duty=contact")

    address = reverse("office:visit-new", args=[cast.a.pk])
    assert f'href="{address}?duty=contact"' in answer.text


def test_what_was_done_is_listed_by_week(cast, browser):
    visit = record(cast, cast.a, date(2026, 3, 4), services=["policy"], note="烟道没问题")
    client = browser(cast.coordinator)

    now = client.get(f"{LIST}?show=done")
    then = client.get(f"{LIST}?show=done&week=2026-W10")

    assert (now.context["rows"], then.context["rows"]) == (
        [],
        [(visit, "Policy briefing", [])],
    )


@pytest.mark.parametrize("tab", ["done", "reports"])
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("nonsense", "“nonsense” is no week. Write it as 2026-W11."),
        ("2026-W99", "“2026-W99” is no week. Write it as 2026-W11."),
        ("2026-W12", "Week 12 of 2026 has not begun yet; write one up to 2026-W11."),
        ("0001-W01", "The period can begin on 1 January 1900 at the earliest."),
    ],
)
def test_a_week_that_cannot_be_shown_is_said(cast, browser, tab, typed, said):
    answer = browser(cast.coordinator).get(f"{LIST}?show={tab}&week={typed}")

    assert (answer.status_code, answer.context["wrong"]) == (422, said)
    assert f'{said} <a href="{LIST}?show={tab}">' in answer.text
    assert "rows" not in answer.context
    assert "reports" not in answer.context


def test_a_week_that_cannot_be_shown_is_said_to_script_in_its_part(cast, browser):
    client = browser(cast.coordinator)

    answer = client.get(f"{LIST}?show=done&week=2026-W99", headers={"HX-Request": "true"})

    assert answer.status_code == 422
    assert answer.text.lstrip().startswith("<div")
    assert "“2026-W99” is no week. Write it as 2026-W11." in answer.text


@pytest.mark.parametrize("week", ["2026-W12", "nonsense", "2026-W99"])
def test_a_report_of_a_week_to_come_or_none_at_all_is_not_found(cast, browser, week):
    address = reverse("office:report", args=[cast.tashi.pk, week])

    assert browser(cast.coordinator).get(address).status_code == 404


def test_next_week_is_planned_by_helper(cast, browser):
    record(cast, cast.a, date(2026, 3, 10), mode="on_site")
    client = browser(cast.coordinator)

    plans = client.get(f"{LIST}?show=next").context["plans"]
    own = browser(cast.tashi_account).get(f"{LIST}?show=next").context["plans"]

    assert [(plan.helper, len(plan.contacts), len(plan.on_site)) for plan in plans] == [
        ("扎西", 2, 1), ("白玛", 1, 1),
    ]  # fmt: skip
    assert [plan.helper for plan in own] == ["扎西"]


def test_htmx_gets_the_list_alone(cast, browser):
    answer = browser(cast.coordinator).get(LIST, headers={"HX-Request": "true"})

    assert "<html" not in answer.text


@pytest.mark.parametrize("show", ["due", "done", "next", "reports"])
def test_the_number_of_queries_does_not_grow(cast, browser, django_assert_max_num_queries, show):
    client, address = browser(cast.coordinator), f"{LIST}?show={show}"
    record(cast, cast.a, date(2026, 3, 10), services=["policy"])
    client.get(address)
    with django_assert_max_num_queries(70) as few:
        client.get(address)
    for number in range(3):
        household = make_household(cast.caoba, f"A-1{number}", head=f"户{number}")
        pair(household, cast.pema)
        record(cast, household, date(2026, 3, 10), services=["policy", "aid"])

    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(address)


@pytest.mark.parametrize("who", ["second", "town_account", "auditor"])
def test_who_goes_nowhere_finds_no_list(cast, browser, who):
    assert browser(getattr(cast, who)).get(LIST).status_code == 404


def report_of(helper, week="2026-W11"):
    return reverse("office:report", args=[helper.pk, week])


def test_the_report_writes_itself_and_takes_one_note(cast, browser):
    record(cast, cast.a, date(2026, 3, 10), services=["policy"])
    make_need(cast.b, text="不上纸的话", owner=cast.tashi)
    client = browser(cast.tashi_account)

    answer = client.post(report_of(cast.tashi), {"text": "路还没通"}, follow=True)
    paper = client.get(reverse("office:report-print", args=[cast.tashi.pk, "2026-W11"]))

    report = answer.context["report"]
    assert (report.contacts, report.by_phone, report.households) == (1, 1, 1)
    assert [row.code for row in report.not_reached] == ["A-002"]
    assert report.note == "路还没通"
    assert "路还没通" in paper.text
    assert not {"央金", "巴桑", "不上纸的话"} & set(paper.text.split())


def test_a_note_too_long_is_kept_in_the_form(cast, browser):
    answer = browser(cast.tashi_account).post(report_of(cast.tashi), {"text": "长" * 501})

    assert answer.status_code == 422
    assert answer.context["form"]["text"].value() == "长" * 501


def test_a_helper_reads_no_other_report(cast, browser):
    client = browser(cast.tashi_account)

    assert client.get(report_of(cast.pema)).status_code == 404
    assert client.post(report_of(cast.pema), {"text": "x"}).status_code == 404


@pytest.mark.parametrize("week", ["2026-W12", "nonsense"])
def test_no_report_is_written_ahead(cast, browser, week):
    assert browser(cast.tashi_account).get(report_of(cast.tashi, week)).status_code == 404


def test_the_screens_speak_chinese(cast, browser):
    client = browser(cast.coordinator, "zh-hans")

    assert "本周要走" in client.get(LIST).text
    assert "怎么联系的" in client.get(reverse("office:visit-new", args=[cast.a.pk])).text
