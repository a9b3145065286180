"""The screens of households in a real browser: no barriers, nothing runs out of the page."""

import re

import pytest

from doorstep.register.actions import change_household
from tests.browser import barriers
from tests.factories import DAY, make_need, pair
from tests.share import share

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


@pytest.mark.parametrize("width", share([320, 1280], 2, 1))
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


def test_the_count_in_the_menu_keeps_off_the_edge(cast, method, page, sign_in):
    sign_in(cast.coordinator)
    page.goto("/households/")

    room = page.evaluate(
        """() => {
          const link = document.querySelector(".side .nav a[aria-current]");
          link.firstChild.textContent = "Households";
          link.querySelector("span").textContent = "1970";
          const edge = (element) => element.getBoundingClientRect().right;
          return edge(link) - edge(link.querySelector("span"));
        }"""
    )

    assert room >= 8


def test_a_record_in_large_tibetan_print_takes_two_pages(cast, method, page, sign_in):
    pair(cast.a, cast.tashi)
    change_household(
        cast.a, phone="19900000077", languages=["bo"], best_time="周末", by=cast.coordinator,
        on=DAY,
    )  # fmt: skip
    for text in ("修水渠", "买饲料", "看牙", "换电表"):
        make_need(cast.a, text=text, owner=cast.tashi)
    sign_in(cast.coordinator)

    page.goto(f"/households/{cast.a.pk}/print/?language=bo&large=on")
    paper = page.pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page[^s]", paper)) == 2


def test_the_box_of_large_print_stands_on_the_line_of_its_words(cast, method, page, sign_in):
    sign_in(cast.coordinator)
    page.goto(f"/households/{cast.a.pk}/print/")

    box, words, select = (
        page.locator(one).bounding_box()
        for one in ("#copy-large", "label[for=copy-large]", "#copy-language")
    )

    middles = [one["y"] + one["height"] / 2 for one in (box, words, select)]
    assert max(middles) - min(middles) < 3
    assert (box["width"], box["height"]) == (18, 18)
