"""Stars in a real browser: no barriers, nothing runs out of a narrow window, and no script is
needed on the way to a star."""

from datetime import timedelta

import pytest

from doorstep.stars import actions
from doorstep.stars.models import Star
from tests.browser import barriers
from tests.office.conftest import TODAY
from tests.share import share
from tests.stars.steps import agree, apply, bring, publish

DAY = TODAY - timedelta(days=9)
PAGES = (
    "/stars/",
    "/stars/post/",
    "/stars/sets/new/",
    "/stars/sets/{star_set}/",
    "/stars/sets/{star_set}/apply/",
    "/stars/sets/{star_set}/end/",
    "/stars/applications/{met}/",
    "/stars/applications/{given}/",
    "/stars/applications/{not_met}/",
    "/stars/applications/{not_met}/object/",
    "/stars/applications/{begun}/assess/",
    "/stars/applications/{heard}/review/",
    "/stars/applications/{heard}/",
    "/stars/held/{star}/plaque/",
    "/",
)


@pytest.fixture
def ids(cast, method):
    """By name: the ids of which the pages are about."""
    people = {"by": cast.coordinator, "second": cast.second, "on": DAY}
    told = {"by": cast.coordinator, "on": DAY}
    star_set = publish(
        cast.caoba, name="五星级文明户", criteria=[
            ("庭院整洁", "院里院外没有垃圾，柴草和农具堆放整齐，牲畜不进屋"),
            ("孩子上学", "适龄孩子都在上学"), ("邻里互助", "农忙时与邻居互相帮工"),
            ("爱护水渠", "参加春季清淤，门前水渠不堵"), ("垃圾入桶", "垃圾分类放进村里的桶"),
        ], **told,
    )  # fmt: skip
    agree(cast.a, cast.coordinator, on=DAY)
    agree(cast.b, cast.coordinator, on=DAY)
    met = bring(apply(star_set, cast.a, **told), "met", **people)
    not_met = bring(
        apply(star_set, cast.c, **told), "not_met", **people, reasons="院子里还有旧柴草没有收拾",
        met=(False, True, True, True, True),
    )  # fmt: skip
    other = publish(cast.caoba, name="互助星", **told)
    begun = apply(other, cast.a, **told)
    heard = bring(apply(other, cast.c, **told), "heard", **people)
    given = apply(other, cast.b, **told)
    bring(given, "posted", **people)
    star = actions.give_star(given, by=cast.coordinator, on=DAY + timedelta(days=7))
    rows = {"star_set": star_set, "met": met, "not_met": not_met, "begun": begun, "heard": heard,
            "given": given, "star": star}  # fmt: skip
    return {name: row.pk for name, row in rows.items()}


@pytest.mark.parametrize("width", share([320, 390, 1280], 3))
def test_nothing_bars_the_way_and_nothing_runs_out(cast, ids, today, page, sign_in, width):
    sign_in(cast.coordinator)
    page.set_viewport_size({"width": width, "height": 900})

    told = []
    for path in PAGES:
        page.goto(path.format(**ids))
        is_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        told.append((path, barriers(page), is_wide))

    assert told == [(path, [], False) for path in PAGES]


def test_a_star_is_posted_without_script_and_given_up_by_the_keyboard(
    cast, ids, today, page, sign_in, still_page
):
    sign_in(cast.coordinator)
    still = still_page()
    still.goto("/stars/post/")
    still.locator("button.main-act").click()
    page.goto(f"/stars/applications/{ids['given']}/")
    page.locator("details.more-of summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert still.url.endswith("/board/")
    assert Star.objects.get(pk=ids["star"]).ended_because == "given_up"
