"""The field page in the hand: few taps, any width, keyboard, three languages, small."""

import gzip
from itertools import product

import pytest

from doorstep.field.page import STATIC
from doorstep.visits.models import Visit
from tests.browser import barriers
from tests.factories import DAY, make_need
from tests.field.phones import sync
from tests.share import share

BUSY = """() => document.querySelectorAll(".button").forEach(
    (button) => button.setAttribute("aria-busy", "true"))"""


def test_an_ordinary_visit_takes_at_most_six_taps(ready):
    ready.page.evaluate("""() => {
        window.taps = 0;
        addEventListener("pointerdown", () => { window.taps += 1; }, true);
    }""")

    def ordinary(page):
        page.click("label:has-text('政策宣讲')")
        page.click("label:has-text('隐患排查')")

    ready.visit("央金", ordinary)
    ordinary_taps = ready.page.evaluate("window.taps")
    ready.page.evaluate("window.taps = 0")
    ready.visit("巴桑", lambda page: page.click("label:has-text('没有变化')"))

    ready.wait_for_unsent(0)
    assert (ordinary_taps, ready.page.evaluate("window.taps")) == (5, 4)
    assert sorted(Visit.objects.values_list("no_change", flat=True)) == [False, True]


@pytest.mark.parametrize(
    ("width", "language"), share(product([320, 390], ["zh-hans", "en", "bo"]), 4, 1)
)
def test_nothing_bars_the_way_and_nothing_runs_out_of_the_page(ready, cast, language, width):
    need = make_need(
        cast.a, text="要补课", kind="mediation", requested_on=DAY, requested_how="spoken"
    )
    page = ready.page
    page.set_viewport_size({"width": width, "height": 640})
    sync(ready)
    page.evaluate("location.hash = 'settings'")
    page.click({"zh-hans": "text=中文", "en": "text=English", "bo": "text=བོད་ཡིག"}[language])
    ready.visit("巴桑")
    found = []
    for at in [
        "today", "outbox", "settings", f"house/{cast.a.pk}", f"visit/{cast.a.pk}",
        f"need/{cast.a.pk}", f"register/{cast.a.pk}", f"close/{cast.a.pk}/{need.pk}",
    ]:  # fmt: skip
        page.evaluate(f"location.hash = '{at}'")
        page.wait_for_timeout(150)
        for summary in page.locator("summary").all():
            summary.click()
        found += [(at, one) for one in barriers(page)]
        page.evaluate(BUSY)
        found += [(at, "busy", one) for one in barriers(page)]
        if (wide := page.evaluate("document.documentElement.scrollWidth")) != width:
            found.append((at, wide))
    page.reload()
    page.wait_for_selector("#pin")
    found += [("locked", one) for one in barriers(page)]

    assert found == []


def test_a_visit_is_written_with_the_keyboard_alone(ready):
    page = ready.page
    page.focus(".list a:has-text('央金')")
    page.keyboard.press("Enter")
    page.wait_for_selector(".acts .main-act")
    tab_to(page, "记走访")
    page.keyboard.press("Enter")
    page.wait_for_selector("form.footed")
    tab_to(page, "没有变化")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_selector(".nav")
    ready.wait_for_unsent(0)

    assert Visit.objects.get().no_change


def test_tibetan_stands_beside_chinese_and_in_its_own_letters(ready):
    page = ready.page
    page.evaluate("location.hash = 'settings'")
    page.click("text=བོད་ཡིག")
    page.evaluate("location.hash = 'today'")
    page.wait_for_selector("h1 [lang=bo]")
    alone = page.evaluate("""() => [...document.querySelectorAll("[lang=bo]")]
        .filter((one) => !one.matches("label") && !/[一-鿿]/.test(one.parentElement.textContent))
        .length""")

    assert alone == 0
    assert page.evaluate("document.fonts.check('16px \"Doorstep Tibetan\"', 'བོད')")


def test_the_script_is_small(ready):
    script = (STATIC / "built" / "app.js").read_bytes() + (STATIC / "sw.js").read_bytes()
    assert len(gzip.compress(script)) <= 60_000


def tab_to(page, words):
    for _press in range(30):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "(document.activeElement.closest('label') ?? document.activeElement).textContent"
        )
        if here == words:
            return
    raise AssertionError(f"no way to {words}")
