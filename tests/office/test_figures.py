"""Figures, their rows, and who is led elsewhere."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from doorstep.activities.actions import key_rows
from doorstep.figures.queries import ALL_FIGURES
from doorstep.kit import clock
from doorstep.office.figures import GROUPS
from doorstep.visits.actions import record_visit
from tests.activities.made import buy, hold, make_sheet
from tests.factories import DAY, make_household, make_need

TODAY = DAY + timedelta(days=10)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def browser(account):
    client = Client()
    client.force_login(account)
    return client


def text_of(answer):
    return re.sub(r"<[^>]+>", " ", answer.content.decode())


def test_every_figure_stands_in_one_group():
    grouped = [figure.key for _name, listed in GROUPS for figure in listed]

    assert sorted(grouped) == sorted(ALL_FIGURES)


def test_the_page_shows_every_figure_from_the_adoption_to_today(cast, method):
    answer = browser(cast.coordinator).get("/figures/")

    page = answer.content.decode()
    assert answer.status_code == 200
    for key in ALL_FIGURES:
        assert f"/figures/{key}/?place=caoba&amp;from={DAY}&amp;to={TODAY}" in page


def test_a_number_opens_exactly_its_rows(cast, method):
    need = make_need(cast.a)
    make_need(cast.d)

    answer = browser(cast.coordinator).get("/figures/needs_open/")

    assert [label for label, _name, _url in answer.context["rows"]] == [f"A-001 · 困难 · {DAY}"]
    assert answer.context["rows"][0][1:] == ("央金", f"/needs/{need.pk}/")
    assert answer.context["measured"].value == 1


def test_a_helper_gets_the_number_whole_and_the_rows_of_own_households(cast, method):
    answer = browser(cast.tashi_account).get("/figures/households/")

    assert answer.context["measured"].value == 3
    assert answer.context["rows"] == [
        ("A-001", "央金", f"/households/{cast.a.pk}/"),
        ("A-002", "巴桑", f"/households/{cast.b.pk}/"),
    ]
    assert answer.context["kept_back"] == 1
    assert "A-003" not in answer.content.decode()


def test_a_helper_gets_neither_code_nor_kind_of_a_service_to_another_household(cast, method):
    for household, helper in ((cast.a, cast.tashi), (cast.c, cast.pema)):
        record_visit(
            id=uuid4(),
            household=household,
            helper=helper,
            on=DAY,
            mode="on_site",
            result="met",
            services=["care"],
            by=cast.coordinator,
            today=DAY,
        )

    answer = browser(cast.tashi_account).get("/figures/services_given/")

    assert answer.context["measured"].value == 2
    assert [label[:5] for label, _name, _url in answer.context["rows"]] == ["A-001"]
    assert "A-003" not in answer.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "from=abc",
        "from=2026-03-05&to=2026-03-01",
        "to=2026-13-40",
        "to=9999-12-31",
        "from=0001-01-01",
    ],
)
@pytest.mark.parametrize("path", ["/figures/", "/figures/households/"])
def test_a_wrong_period_is_said_and_kept(cast, method, path, query):
    answer = browser(cast.coordinator).get(f"{path}?{query}")

    assert answer.status_code == 422
    assert "这个时段没法统计" in text_of(answer)
    for value in (pair.split("=")[1] for pair in query.split("&")):
        assert f'value="{value}"' in answer.content.decode()


def test_an_unknown_figure_is_said_with_the_way_to_all(cast, method):
    answer = browser(cast.coordinator).get("/figures/happiness/")

    assert answer.status_code == 404
    assert "没有“happiness”这个数字" in text_of(answer)
    assert 'href="/figures/"' in answer.content.decode()


@pytest.mark.parametrize("path", ["/figures/", "/figures/households/", "/pack/"])
def test_the_town_is_led_to_its_page(cast, method, path):
    answer = browser(cast.town_account).get(path)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/town/")


@pytest.mark.parametrize(
    "path", ["/figures/", "/figures/households/", "/pack/", "/pack/2026-W10.json", "/town/"]
)
def test_the_auditor_finds_no_figure(cast, method, path):
    assert browser(cast.auditor).get(path).status_code == 404


def test_another_village_is_not_found(cast, method):
    assert browser(cast.coordinator).get("/figures/?place=xiagou").status_code == 404


def test_the_town_sees_escalated_needs_alone(cast, method):
    from doorstep.needs.actions import escalate_need

    need = make_need(cast.a, text="桥面塌了一角")
    make_need(cast.b, text="取暖用煤不够")
    escalate_need(need, by=cast.coordinator, on=DAY, text="村里修不了")

    page = text_of(browser(cast.town_account).get("/town/"))

    assert "桥面塌了一角" in page
    assert "取暖用煤不够" not in page


def test_rows_are_paged_with_a_constant_number_of_queries(
    cast, method, django_assert_max_num_queries
):
    client = browser(cast.coordinator)
    for number in range(60):
        make_household(cast.caoba, f"B-{number:03}", head="次仁")

    with django_assert_max_num_queries(45):
        first = client.get("/figures/households/")
    second = client.get("/figures/households/?page=2")

    assert (len(first.context["rows"]), len(second.context["rows"])) == (50, 13)


def test_of_money_rows_are_counted_as_rows_and_the_chart_is_in_yuan(cast, method):
    activity = hold(cast.a.village)
    item = buy(activity, unit_fen=1_250).batch.item
    sheet = make_sheet(activity, [cast.a, cast.b], kind="goods", item=item, each=2)
    key_rows(sheet, "1 2", by=cast.coordinator, on=DAY)

    page = text_of(browser(cast.coordinator).get("/figures/gifts_value/"))

    words = " ".join(page.split())
    assert "¥50.00" in words
    assert "第 1 至 2，共 2 按周 ¥50 10 ¥0 11" in words


def test_the_trail_shows_acts_and_no_content(cast, method):
    make_need(cast.a, text="取暖用煤不够", by=cast.coordinator)

    page = text_of(browser(cast.auditor).get("/trail/?act=raise_need"))

    assert "登记需求" in page
    assert "drolma" in page
    assert "取暖用煤不够" not in page
    assert "央金" not in page


def test_the_trail_is_for_the_auditor_alone(cast, method):
    for account in (cast.coordinator, cast.tashi_account, cast.town_account, cast.second):
        assert browser(account).get("/trail/").status_code == 404
