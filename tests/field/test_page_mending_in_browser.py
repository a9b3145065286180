"""A record that the office could not apply comes back into the form, and is corrected there."""

import pytest

from doorstep.kit import clock
from doorstep.needs.models import Need
from doorstep.sync import actions
from doorstep.sync.models import RegisterProposal, Submission
from doorstep.sync.queries.proposing import proposed
from doorstep.visits.models import Visit
from tests.browser import barriers
from tests.factories import make_need
from tests.field.phones import sync

LONG = "长" * 301
# Past what the field itself lets through.
WRITE = """([field, text]) => {
    const input = document.querySelector(field);
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
}"""


def refused(page):
    page.click("label:has-text('电话')")
    page.check("input[name=policy]")
    page.click("summary:has-text('有什么变化')")
    page.fill("#phone", "19900000009")
    page.fill("#on", "2026-11-02")
    page.evaluate(WRITE, ["#note", LONG])


@pytest.fixture
def held(ready):
    """Tashi's phone, whose one visit is held: its note is longer than a note may be."""
    ready.visit("央金", refused)
    ready.wait_for_unsent(0)
    ready.page.click("a:has-text('待发')")
    ready.page.wait_for_selector("[data-state=held]")
    return ready


def test_a_refused_visit_is_corrected_on_the_phone_and_counts_once_the_office_lets_it(held, cast):
    page = held.page
    page.click("text=更正后再发一次")
    page.wait_for_selector("text=您在更正一张等办公室处理的表")
    page.set_viewport_size({"width": 320, "height": 640})
    narrow = (page.evaluate("document.documentElement.scrollWidth"), barriers(page))
    assert (page.input_value("#note"), page.is_checked("input[name=policy]")) == (LONG, True)
    page.fill("#note", "说短一点")
    held.save()
    held.wait_for_unsent(0)
    page.click("a:has-text('待发')")
    page.wait_for_selector("[data-state=held] >> nth=1")
    assert page.locator("text=更正后再发一次").count() == 0
    first, edit = (
        Submission.objects.get(because="refused"),
        Submission.objects.get(because="edited"),
    )
    assert edit.replaces == first.pk

    actions.choose_correction(edit, by=cast.coordinator, on=clock.today())
    sync(held)

    visit = Visit.objects.get()
    cast.a.refresh_from_db()
    assert narrow == (320, [])
    assert (visit.note, visit.mode, f"{visit.on}") == ("说短一点", "phone", "2026-11-02")
    assert cast.a.phone == "19900000009"
    page.click("a:has-text('待发')")
    page.wait_for_selector("[data-state=settled] >> nth=1")


def test_the_rule_that_it_breaks_is_said_beside_it(held):
    told = held.page.text_content("[data-state=held]")

    assert told == "已收到，等办公室处理：备注有 301 个字，最多 300 个，请写短一些。"


def test_a_form_in_hand_is_not_overwritten_by_a_record_that_comes_back(held):
    page = held.page
    page.evaluate("location.hash = 'today'")
    page.click(".list a:has-text('央金')")
    page.click(".acts .main-act")
    page.fill("#note", "另一次")
    page.evaluate("location.hash = 'outbox'")
    page.wait_for_selector("[data-state=held]")

    assert page.locator("text=更正后再发一次").count() == 0


def test_a_correction_in_hand_can_be_discarded_and_taken_up_again(held):
    page = held.page
    page.click("text=更正后再发一次")
    page.click("text=不要这张表")
    page.click("text=再按一次：写的就没有了")
    page.evaluate("location.hash = 'outbox'")
    page.click("text=更正后再发一次")

    page.wait_for_selector("text=您在更正一张等办公室处理的表")
    assert page.input_value("#note") == LONG


def test_a_refused_need_keeps_its_day_when_it_is_corrected(ready, cast):
    page = ready.page
    page.click(".list a:has-text('央金')")
    page.click("text=记一件难处")
    page.check("input[name=kind][value=hardship]")
    page.evaluate(WRITE, ["#text", LONG])
    ready.save()
    ready.wait_for_unsent(0)
    page.click("a:has-text('待发')")
    page.click("text=更正后再发一次")
    page.fill("#text", "冬天缺煤")
    ready.save()
    ready.wait_for_unsent(0)

    first, edit = (
        Submission.objects.get(because="refused"),
        Submission.objects.get(because="edited"),
    )
    actions.choose_correction(edit, by=cast.coordinator, on=clock.today())
    assert (edit.replaces, edit.on) == (first.pk, first.on)
    assert Need.objects.get().text == "冬天缺煤"


def test_a_form_is_discarded_by_a_second_press_alone(ready):
    page = ready.page
    page.click(".list a:has-text('央金')")
    page.click(".acts .main-act")
    page.fill("#note", "写了很多")
    page.click("text=不要这张表")

    page.wait_for_selector("text=再按一次：写的就没有了")
    assert page.input_value("#note") == "写了很多"
    page.click("text=再按一次：写的就没有了")
    page.wait_for_selector(".acts .main-act")
    page.click(".acts .main-act")
    assert page.input_value("#note") == ""


def corrected(ready, cast, field, text):
    """The record that is refused, taken up again with another text, counted: (first, edit)."""
    page = ready.page
    ready.wait_for_unsent(0)
    page.click("a:has-text('待发')")
    page.click("text=更正后再发一次")
    page.wait_for_selector("text=您在更正一张等办公室处理的表")
    page.fill(field, text)
    ready.save()
    ready.wait_for_unsent(0)
    edit = Submission.objects.get(because="edited")
    actions.choose_correction(edit, by=cast.coordinator, on=clock.today())
    return Submission.objects.get(because="refused"), edit


def test_a_refused_closing_is_corrected_on_the_phone(ready, cast):
    need = make_need(cast.a, kind="study", text="要补课")
    sync(ready)
    page = ready.page
    page.evaluate(f"location.hash = 'close/{cast.a.pk}/{need.pk}'")
    page.check("input[name=outcome][value=done]")
    page.evaluate(WRITE, ["#words", LONG])
    ready.save()

    first, edit = corrected(ready, cast, "#words", "补完了")

    need.refresh_from_db()
    assert (edit.replaces, edit.on, edit.form) == (first.pk, first.on, "close")
    assert need.closed_on == first.on


def test_what_is_wrong_in_the_register_is_corrected_on_the_phone(ready, cast):
    page = ready.page
    page.evaluate(f"location.hash = 'register/{cast.a.pk}'")
    page.fill("#best_time", "早上")
    page.evaluate(WRITE, ["#phone", "1" * 41])
    ready.save()

    first, edit = corrected(ready, cast, "#phone", "19900000099")

    asked = {one.field: proposed(one).theirs for one in RegisterProposal.objects.all()}
    assert (edit.replaces, edit.on, edit.form) == (first.pk, first.on, "register")
    assert asked == {"best_time": "早上", "phone": "19900000099"}
