"""Somebody asks for a table, on screen."""

import pytest
from django.urls import reverse

from doorstep.kit.sheets import read_workbook
from doorstep.sync.actions import ask_table, make_column_set
from doorstep.sync.models import ColumnSet, TableAsk
from tests.factories import make_account

PAGE = reverse("office:tables")


@pytest.fixture
def keep(cast, method):
    def kept(name="人数表", columns=("code", "resident_count"), **more):
        given = {"rows_of": "households", "by": cast.coordinator, "on": cast.day} | more
        return make_column_set(cast.caoba, name=name, columns=columns, **given)

    return kept


def hidden_and_shown(page, *fields):
    """What a form sends when nothing is typed: its values as the page has them."""
    form = page.context["form"]
    return {name: form[name].value() for name in fields}


def test_a_table_is_kept_with_columns_of_the_list_alone(cast, method, browser):
    client, address = browser(cast.coordinator), reverse("office:table-new")
    asked = {"name": "人数表", "rows_of": "households", "group": "一组"}

    refused = client.post(address, asked | {"columns": ["code", "民族"]})
    done = client.post(address, asked | {"columns": ["resident_count", "code"]})

    assert (refused.status_code, done.status_code) == (422, 302)
    kept = ColumnSet.objects.get()
    assert (kept.columns, kept.group) == (["code", "resident_count"], "一组")


def test_the_second_ask_types_nothing_and_the_count_shows_two(cast, keep, browser, today):
    client, kept = browser(cast.coordinator), keep()
    address = reverse("office:table-fill", args=[kept.pk])
    typed = {"office": "乡民政办", "purpose": "冬季取暖", "active_on": today, "format": "xlsx"}
    client.post(address, typed)

    again = client.get(address)  # the first click
    sent = hidden_and_shown(again, "office", "purpose", "active_on")
    table = client.post(address, sent | {"format": "csv"})  # the second

    page = client.get(PAGE)
    assert read_workbook(table.content).kind == "csv"
    assert table.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''caoba-")
    assert [(one.office, one.times) for one in page.context["asked"]] == [("乡民政办", 2)]
    assert [ask.purpose for ask in TableAsk.objects.all()] == ["冬季取暖", "冬季取暖"]


def test_names_of_the_village_go_through_two_people(cast, keep, browser, today):
    client, kept = browser(cast.coordinator), keep("名单", columns=("code", "head"))
    address = reverse("office:table-fill", args=[kept.pk])
    typed = {"office": "乡民政办", "purpose": "年度核对", "active_on": today, "format": "xlsx"}
    waiting = client.post(address, typed)
    ask = TableAsk.objects.get()
    fetch = reverse("office:table-fetch", args=[ask.pk])
    too_early = client.post(fetch, {"format": "xlsx"})

    second = browser(cast.second)
    listed = list(second.get(PAGE).context["waiting"])
    second.post(reverse("office:table-settle", args=[ask.pk]), {"release": "yes"})
    table = client.post(fetch, {"format": "xlsx"})

    assert waiting.url == reverse("office:table-ask", args=[ask.pk])
    assert (too_early.status_code, listed) == (409, [ask])
    assert read_workbook(table.content).sheets[0].rows[-1].values == ("A-003", "次仁")
    assert client.post(fetch, {"format": "xlsx"}).status_code == 409


def test_who_only_releases_sees_the_waiting_tables_and_nothing_else(cast, keep, browser):
    releaser = make_account("releaser", duties=[("exports_register", cast.caoba)])
    kept = keep("名单", columns=("code", "head"))
    ask = ask_table(
        kept, office="乡民政办", purpose="核对", active_on=cast.day, by=cast.coordinator,
        on=cast.day,
    )  # fmt: skip
    client = browser(releaser)

    page = client.get(PAGE)

    assert list(page.context["waiting"]) == [ask]
    assert "sets" not in page.context
    assert client.get(reverse("office:table-ask", args=[ask.pk])).status_code == 200
    assert client.get(reverse("office:table-fill", args=[kept.pk])).status_code == 404
    assert client.get(reverse("office:table-new")).status_code == 404


@pytest.mark.parametrize("who", ["tashi_account", "other_coordinator", "town_account", "auditor"])
def test_nobody_else_opens_a_table_of_the_village(cast, keep, browser, who):
    kept = keep()
    client = browser(getattr(cast, who))

    opened = client.get(reverse("office:table-fill", args=[kept.pk]))
    filled = client.post(
        reverse("office:table-fill", args=[kept.pk]),
        {"office": "乡", "purpose": "核对", "active_on": cast.day, "format": "xlsx"},
    )

    assert (opened.status_code, filled.status_code) == (404, 404)
    assert not TableAsk.objects.exists()


def test_a_police_office_is_told_on_the_form(cast, keep, browser, today):
    client, kept = browser(cast.coordinator), keep()
    typed = {"office": "日多派出所", "purpose": "核对", "active_on": today, "format": "xlsx"}

    answer = client.post(reverse("office:table-fill", args=[kept.pk]), typed)

    assert answer.status_code == 422
    assert len(answer.context["form"].non_field_errors()) == 1


def test_a_table_that_is_kept_no_more_is_not_offered(cast, keep, browser):
    client, kept = browser(cast.coordinator), keep()

    client.post(reverse("office:table-end", args=[kept.pk]))

    assert client.get(PAGE).context["sets"] == []
    assert client.get(reverse("office:table-fill", args=[kept.pk])).status_code == 404


def test_the_page_asks_the_database_as_often_for_many_tables(cast, keep, browser, count_queries):
    client = browser(cast.coordinator)
    keep()
    few = count_queries(client, PAGE)
    for number in range(5):
        keep(f"表 {number}")

    assert count_queries(client, PAGE) == few
