"""Rounds on paper in a real browser: how they print, how few keys a row takes, no barriers."""

import re
from datetime import date
from uuid import uuid4

import pytest

from doorstep.kit.weeks import Week
from doorstep.visits.actions import make_round, record_visit
from doorstep.visits.models import Visit
from doorstep.visits.rules import ROWS_A_SIDE
from tests.browser import barriers
from tests.factories import make_household, make_need, pair
from tests.share import share

DAY = date(2026, 3, 4)  # the Wednesday of the cast's first week
MOST_KEYS = 8


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """The clock of the doors stands still in the week of the sheets."""
    monkeypatch.setattr("doorstep.kit.clock.today", lambda: DAY)


@pytest.fixture
def sheet(cast, method):
    """Tashi's round: two full sides and one row, each with a long name and all that can be due."""
    for number in range(2 * ROWS_A_SIDE - 1):
        household = make_household(
            cast.caoba, f"A-{number + 100}", head="才旦卓玛次仁旺姆·阿旺江措", group=cast.a.group
        )
        pair(household, cast.tashi)
        make_need(household, kind="hazard", text="电线老化", on=DAY)
    paper, _is_new = make_round(cast.tashi, Week.of(DAY), by=cast.coordinator, on=DAY)
    return paper


def sides_of(pdf):
    """How many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("language", ["zh-hans", "en", "bo"])
def test_a_side_of_full_rows_fits_a_page(cast, sheet, page, sign_in, language):
    sign_in(cast.coordinator)
    page.goto(f"/rounds/{sheet.pk}/print/?language={language}")

    pdf = page.pdf(prefer_css_page_size=True, print_background=True)

    rows = page.locator(".side-of-paper").evaluate_all(
        "sides => sides.map(side => side.querySelectorAll('tbody tr').length)"
    )
    assert (rows, sides_of(pdf)) == ([ROWS_A_SIDE, ROWS_A_SIDE, 1], 3)


def test_an_ordinary_row_takes_few_keys_and_no_mouse(cast, sheet, page, sign_in):
    sign_in(cast.coordinator)
    page.goto(f"/rounds/{sheet.pk}/")
    page.evaluate(
        "window.keys = 0; document.addEventListener('keydown', () => { window.keys += 1; }, true)"
    )

    counted = []
    for line in ("12vac", "13vu", "14n"):
        page.locator("[name=row]:focus").wait_for()
        before = page.evaluate("window.keys")
        page.keyboard.type(line)
        page.keyboard.press("Enter")
        page.locator(f"[role=status] :text('{line[2:]}')").first.wait_for()
        counted.append(page.evaluate("window.keys") - before)

    rows = list(sheet.rows.filter(number__in=(12, 13, 14)))
    visits = [Visit.objects.get(pk=row.key) for row in rows]
    assert max(counted) <= MOST_KEYS
    assert counted == [6, 5, 4]
    assert [visit.household_id for visit in visits] == [row.household_id for row in rows]
    assert [visit.result for visit in visits] == ["met", "met", "not_at_home"]


def test_a_wrong_row_keeps_its_text_and_the_cursor(cast, sheet, page, sign_in):
    sign_in(cast.coordinator)
    page.goto(f"/rounds/{sheet.pk}/")

    page.locator("[name=row]:focus").wait_for()
    page.keyboard.type("12vq")
    page.keyboard.press("Enter")
    page.locator(".note.error").wait_for()
    page.keyboard.press("Backspace")
    page.keyboard.type("a")
    page.keyboard.press("Enter")
    page.locator(".note.done").wait_for()

    visit = Visit.objects.get()
    assert visit.services.get().service == "policy"


def test_a_row_is_keyed_without_script(cast, sheet, still_page, sign_in):
    sign_in(cast.coordinator)
    window = still_page()
    window.goto(f"/rounds/{sheet.pk}/")

    for line in ("1u", "2vb"):
        window.locator("[name=row]:focus").wait_for()
        window.keyboard.type(line)
        window.keyboard.press("Enter")
        window.locator(f"#row-{line[0]} a[href^='/visits/']").wait_for()

    assert Visit.objects.count() == 2


@pytest.mark.parametrize("width", share([320, 1280], 2, 1))
def test_nothing_bars_the_way_and_nothing_runs_out(cast, sheet, page, sign_in, width):
    sign_in(cast.coordinator)
    page.set_viewport_size({"width": width, "height": 900})

    for channel in ("field", "paper"):
        visit, _is_new = record_visit(
            id=uuid4(), household=cast.a, helper=cast.tashi, on=DAY, mode="on_site", result="met",
            services=["policy", "hazard_check"], channel=channel, by=cast.coordinator, today=DAY,
        )  # fmt: skip
    own = f"/rounds/{sheet.pk}/"
    told = []
    paths = ("/rounds/", own, f"{own}print/", f"/visits/{visit.pk}/", "/visits/?show=done")
    for path in paths:
        page.goto(path)
        is_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        told.append((path, barriers(page), is_wide))

    assert told == [(path, [], False) for path in paths]
