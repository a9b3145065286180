"""The screens of households in a real browser: no barriers, nothing runs out of the page."""

import pytest

from tests.browser import barriers
from tests.factories import make_need, pair

PAGES = (
    "/",
    "/households/",
    "/households/{id}/",
    "/households/{id}/members/",
    "/households/{id}/homes/",
    "/households/{id}/record/",
    "/households/{id}/print/",
    "/households/{id}/circumstance/",
    "/households/new/",
    "/search/?q=A-00",
    "/imports/",
)


def runs_out(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_bars_the_way_and_nothing_runs_out(cast, method, page, sign_in, width):
    pair(cast.a, cast.tashi)
    make_need(cast.a, owner=cast.tashi)
    sign_in(cast.coordinator)
    page.set_viewport_size({"width": width, "height": 900})

    told = []
    for path in PAGES:
        page.goto(path.format(id=cast.a.pk))
        told.append((path, barriers(page), runs_out(page)))

    assert told == [(path, [], False) for path in PAGES]


def test_the_list_narrows_while_typing(cast, method, page, sign_in):
    sign_in(cast.coordinator)
    page.goto("/households/")

    page.fill("#by-q", "A-003")
    page.wait_for_url("**q=A-003**")

    assert page.locator("#found tbody tr").count() == 1
