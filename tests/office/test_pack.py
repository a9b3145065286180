"""The weekly pack on the screen, and its files."""

import json
from datetime import date
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
from docx import Document

from doorstep.figures.queries import ALL_FIGURES
from doorstep.visits.actions import record_visit
from tests.factories import DAY, adopt_method, load_method, make_need, pair
from tests.office.conftest import TODAY

WEEK = "2026-W10"  # the last complete week before the screens' day


@pytest.fixture
def week(cast, method):
    pair(cast.a, cast.tashi)
    pair(cast.c, cast.pema)
    make_need(cast.b, text="取暖用煤不够", urgency="urgent")
    record_visit(
        id=uuid4(), household=cast.a, helper=cast.tashi, on=DAY, mode="on_site", result="met",
        by=cast.coordinator, today=DAY,
    )  # fmt: skip
    return cast


def test_the_last_complete_week_is_shown_by_itself(week, browser):
    answer = browser(week.coordinator).get("/pack/")

    assert answer.context["pack"].week == WEEK
    assert not answer.context["is_running"]


def test_every_number_is_a_link_to_its_figure(week, browser):
    page = browser(week.coordinator).get("/pack/").content.decode()
    numbers = [
        number
        for section in browser(week.coordinator).get("/pack/").context["pack"].sections
        for number in section.figures
        if number.url
    ]

    assert {number.key for number in numbers} <= set(ALL_FIGURES)
    for number in numbers:
        assert f'href="{number.url.replace("&", "&amp;")}">{number.value}</a>' in page


def test_a_name_stands_beside_the_code_for_readers_who_see_the_household_alone(week, browser):
    whole = browser(week.coordinator).get("/pack/").content.decode()
    own = browser(week.tashi_account).get("/pack/").content.decode()

    assert "巴桑" in whole
    assert "次仁" in whole
    assert "巴桑" in own
    assert "次仁" not in own
    assert "A-003" in own


@pytest.mark.parametrize("form", ["html", "docx", "xlsx", "json"])
def test_no_file_holds_a_name(week, browser, form):
    answer = browser(week.coordinator).get(f"/pack/{WEEK}.{form}")

    text = read(answer.content, form)
    assert answer.status_code == 200
    assert "A-002" in text
    for name in ("央金", "巴桑", "次仁", "取暖用煤不够"):
        assert name not in text


def read(content, form):
    if form == "docx":
        document = Document(BytesIO(content))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return " ".join([paragraph.text for paragraph in document.paragraphs] + cells)
    if form == "xlsx":
        book = openpyxl.load_workbook(BytesIO(content))
        return " ".join(
            str(value)
            for sheet in book
            for row in sheet.iter_rows(values_only=True)
            for value in row
            if value is not None
        )
    if form == "json":
        return json.dumps(json.loads(content), ensure_ascii=False)
    return content.decode()


def test_changing_one_visit_changes_the_page(week, browser):
    client = browser(week.coordinator)
    before = contacted(client)

    record_visit(
        id=uuid4(), household=week.c, helper=week.pema, on=DAY, mode="phone", result="met",
        by=week.coordinator, today=DAY,
    )  # fmt: skip

    assert (before, contacted(client)) == (1, 2)


def contacted(client):
    pack = client.get("/pack/").context["pack"]
    return pack.section("coverage").number("coverage.contact").value


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("last", "“last” is no week. Write it as 2026-W10."),
        ("2026-W60", "“2026-W60” is no week. Write it as 2026-W10."),
        ("2026-W12", "Week 12 of 2026 has not begun yet"),
    ],
)
def test_a_week_that_cannot_be_shown_is_said(week, browser, typed, said):
    answer = browser(week.coordinator).get(f"/pack/?week={typed}")

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert f'value="{typed}"' in answer.content.decode()


def test_the_running_week_says_so(week, browser):
    answer = browser(week.coordinator).get("/pack/?week=2026-W11")

    assert answer.context["is_running"]
    assert "This week is still running" in answer.content.decode()


@pytest.mark.parametrize("name", ["2026-W12.json", "2026-W10.pdf", "soon.docx"])
def test_a_file_that_cannot_be_made_is_not_found(week, browser, name):
    assert browser(week.coordinator).get(f"/pack/{name}").status_code == 404


def test_a_village_that_follows_no_method_yet_is_told_so(cast, browser):
    answer = browser(cast.coordinator).get("/pack/")

    assert answer.status_code == 409
    assert "follows no method" in answer.content.decode()
    assert "load-method" in answer.content.decode()


def test_where_a_method_is_loaded_a_village_is_asked_to_choose_it(cast, browser):
    load_method()

    told = browser(cast.coordinator).get("/pack/").content.decode()

    assert "Choose the one it follows" in told
    assert "load-method" not in told


def test_on_its_first_days_a_village_is_led_to_its_first_week(cast, browser):
    adopt_method(cast.caoba, on=TODAY)
    client = browser(cast.coordinator)

    answer = client.get("/pack/")
    first = client.get("/pack/?week=2026-W11")

    assert (answer.status_code, answer.context["first"]) == (200, first.context["week"])
    assert "Nothing to report for Week 10 of 2026 yet" in answer.text
    assert 'href="?week=2026-W11"' in answer.text
    assert first.status_code == 200
    assert client.get("/pack/2026-W10.docx").status_code == 404


def test_a_method_still_to_come_leads_to_no_week(cast, browser):
    adopt_method(cast.caoba, on=date(2026, 3, 16))

    answer = browser(cast.coordinator).get("/pack/")

    assert (answer.status_code, answer.context["first"]) == (200, None)
