"""The field page in clumsy hands: stray and double taps, two windows, a full phone, odd letters."""

import json

from doorstep.sync.actions import revoke_device
from doorstep.sync.models import Submission
from doorstep.visits.models import Visit
from tests.factories import DAY, make_need
from tests.field.phones import PIN, stored, sync

# From now on the phone's disk takes nothing, until `window.room` is set.
FULL = """() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...told) {
        if (window.room) return put.apply(this, told);
        throw new DOMException("full", "QuotaExceededError");
    };
}"""
# Past what a keyboard and the field itself let through.
WRITE = """(text) => {
    const note = document.querySelector("#note");
    note.value = text;
    note.dispatchEvent(new Event("input", { bubbles: true }));
}"""


def form_of(page, head):
    page.evaluate("location.hash = 'today'")
    page.click(f".list a:has-text('{head}')")
    page.click(".acts .main-act")
    page.wait_for_selector("form.footed")


def test_a_stray_tap_on_save_is_no_visit_and_names_the_mend_in_five_taps_in_all(ready):
    page = ready.page
    page.evaluate("""() => {
        window.taps = 0;
        addEventListener("pointerdown", () => { window.taps += 1; }, true);
    }""")
    page.click(".list a:has-text('央金')")
    page.click(".acts .main-act")
    page.click(".foot .main-act")
    page.wait_for_selector("[role=alert]:has-text('没有特别的事，就勾“没有变化”')")
    assert (ready.unsent(), stored(ready)["outbox"]) == (0, [])
    page.click("label:has-text('没有变化')")
    ready.save()
    ready.wait_for_unsent(0)

    assert page.evaluate("window.taps") == 5
    assert Visit.objects.get().no_change


def test_a_stray_enter_is_no_visit_either_and_says_so_in_each_language(ready):
    page, told = ready.page, []
    for words in ["中文", "བོད་ཡིག", "English"]:
        page.evaluate("location.hash = 'settings'")
        page.click(f"text={words}")
        form_of(page, "央金")
        page.focus("#next_on")
        page.keyboard.press("Enter")
        told.append(page.locator("[role=alert]").inner_text())

    assert ["没有变化" in one for one in told] == [True, True, False]
    assert ["འགྱུར་བ་མེད" in one for one in told] == [False, True, False]
    assert "tick “No change”" in told[2]
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    assert ready.unsent() == 0


def test_somebody_not_at_home_is_said_with_one_tick(ready):
    ready.visit("央金", lambda page: page.check("input[name=result][value=not_at_home]"))
    ready.wait_for_unsent(0)

    assert Visit.objects.get().result == "not_at_home"


def test_two_taps_on_save_keep_one_record_and_back_does_not_lead_into_the_form(ready):
    page = ready.page
    form_of(page, "央金")
    page.check("input[name=no_change]")
    page.evaluate("""() => {
        const save = document.querySelector(".foot .main-act");
        save.click(); save.click(); save.click();
    }""")
    page.wait_for_selector(".nav")
    page.evaluate("location.hash = 'outbox'")
    page.click(".acts .main-act", click_count=3, delay=5)
    ready.wait_for_unsent(0)
    page.go_back()
    page.go_back()

    page.wait_for_selector("a:has-text('记走访')")
    assert (Visit.objects.count(), Submission.objects.count()) == (1, 1)


def test_back_in_the_middle_of_a_form_and_another_language_keep_what_is_written(ready):
    page = ready.page
    form_of(page, "央金")
    page.check("input[name=policy]")
    page.go_back()
    page.wait_for_selector(".acts")
    page.evaluate("location.hash = 'settings'")
    page.click("text=English")
    page.evaluate("location.hash = 'today'")
    page.click("a:has-text('a form is unfinished')")
    page.click("text=Write a visit")

    assert page.is_checked("input[name=policy]")


def test_of_two_windows_one_is_open_and_no_unfinished_form_is_lost(ready):
    page = ready.page
    form_of(page, "央金")
    page.fill("#note", "第一个窗口")
    second = ready.context.new_page()
    second.goto("/field/")
    second.fill("#pin", PIN)
    second.wait_for_selector(".nav")
    page.wait_for_selector("text=这个页面已在另一个窗口打开")
    form_of(second, "巴桑")
    second.fill("#note", "第二个窗口")
    second.wait_for_timeout(300)
    ready.enter()
    page.wait_for_selector("#note")

    second.wait_for_selector("#pin")
    assert page.input_value("#note") == "第一个窗口"
    form_of(page, "巴桑")
    assert page.input_value("#note") == "第二个窗口"


def test_what_a_full_phone_did_not_take_is_not_locked_away_by_a_second_window(ready):
    page = ready.page
    form_of(page, "央金")
    page.evaluate(FULL)
    page.fill("#note", "还没存下的话")
    page.wait_for_selector("text=手机空间满了")
    second = ready.context.new_page()
    second.goto("/field/")
    second.fill("#pin", PIN)
    second.wait_for_selector(".nav")
    page.wait_for_timeout(300)  # so long a window takes to hear of another

    assert page.locator("text=手机空间满了").count() == 1
    assert page.input_value("#note") == "还没存下的话"
    page.evaluate("window.room = true")
    ready.save()
    ready.wait_for_unsent(0)
    assert Visit.objects.get().note == "还没存下的话"


def test_signing_out_in_one_window_signs_out_in_the_other_and_nothing_comes_back(ready):
    second = ready.context.new_page()
    second.goto("/field/")
    second.wait_for_selector("#pin")
    ready.page.evaluate("location.hash = 'settings'")
    ready.page.click("text=退出这部手机")
    ready.page.wait_for_selector("#link")

    second.wait_for_selector("#link")
    kept = stored(ready)
    assert (kept["safe"], "lock" in kept["plain"]) == ([], False)


def test_signing_out_while_the_office_is_asked_does_not_set_the_phone_up_again(ready):
    page = ready.page
    held = []
    page.route("**/api/caseload*", lambda route: held.append(route))
    page.evaluate("location.hash = 'outbox'")
    page.click(".acts .main-act")
    page.wait_for_selector(".main-act[aria-busy=true]")
    page.evaluate("location.hash = 'settings'")
    page.click("text=退出这部手机")
    page.wait_for_selector("#link")
    for route in held:
        route.continue_()
    page.wait_for_selector("text=已和办公室对上")

    kept = stored(ready)
    assert (kept["safe"], "lock" in kept["plain"]) == ([], False)


def test_signing_out_waits_for_a_closing_that_was_begun(ready, cast):
    need = make_need(cast.a, text="要补课", kind="study")
    sync(ready)
    page = ready.page
    page.evaluate(f"location.hash = 'close/{cast.a.pk}/{need.pk}'")
    page.fill("#words", "还没写完")
    page.evaluate("location.hash = 'settings'")
    page.click("text=退出这部手机")

    page.wait_for_selector("[role=alert]:has-text('央金')")


def test_a_full_phone_says_so_while_one_writes_and_goes_on_once_there_is_room(ready):
    page = ready.page
    form_of(page, "央金")
    page.evaluate(FULL)
    page.fill("#note", "写在满了的手机上")
    page.wait_for_selector("text=手机空间满了")
    page.click(".foot .main-act")
    page.wait_for_selector("[role=alert]:has-text('QuotaExceededError')")
    assert page.input_value("#note") == "写在满了的手机上"
    assert stored(ready)["outbox"] == []

    page.evaluate("window.room = true")
    ready.save()
    ready.wait_for_unsent(0)

    assert Visit.objects.get().note == "写在满了的手机上"


def test_a_full_phone_is_not_busy_for_ever(ready):
    ready.context.set_offline(True)
    ready.visit("央金")
    ready.page.evaluate(FULL)
    ready.context.set_offline(False)
    ready.page.wait_for_selector("text=办公室暂时没有应答")
    assert ready.unsent() == 1

    ready.page.evaluate("window.room = true")
    sync(ready)

    ready.wait_for_unsent(0)
    assert Visit.objects.count() == 1


def test_a_full_phone_can_be_set_up_and_opened_once_there_is_room(phone, given):
    page = phone.page
    phone.open(given[1])
    page.wait_for_selector("#again")
    page.evaluate(FULL)
    page.fill("#pin", PIN)
    page.fill("#again", PIN)
    page.click(".main-act")
    page.wait_for_selector("text=手机存不下")
    page.evaluate("window.room = true")
    page.click(".main-act")
    page.wait_for_selector(".nav")
    page.reload()
    page.wait_for_selector("#pin")
    page.evaluate(FULL)
    phone.enter()
    page.wait_for_selector("text=手机存不下")
    page.evaluate("window.room = true")
    phone.enter()

    page.wait_for_selector(".nav")


def test_two_taps_on_the_pin_make_one_key(phone, given):
    phone.open(given[1])
    phone.page.fill("#pin", PIN)
    phone.page.fill("#again", PIN)
    phone.page.evaluate("""() => {
        const set = document.querySelector(".main-act");
        set.click(); set.click();
    }""")
    phone.page.wait_for_selector(".nav")
    sync(phone)
    phone.page.reload()
    phone.enter()

    phone.page.wait_for_selector(".list a:has-text('央金')")


def test_a_slip_of_the_finger_is_no_try_at_the_pin(ready):
    page = ready.page
    page.reload()
    page.fill("#pin", "27")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=请输入六位数字。")
    ready.enter("000000")

    page.wait_for_selector("text=还可以试 9 次")


def test_a_phone_is_set_up_though_the_network_went_or_something_else_answered(phone, given):
    page = phone.page
    page.route("**/api/caseload*", lambda route: route.fulfill(body="<p>请先登录</p>"))
    phone.open(given[1])
    page.wait_for_selector("text=办公室暂时没有应答")
    page.unroute("**/api/caseload*")
    phone.context.set_offline(True)
    page.click(".main-act")
    page.wait_for_selector("text=启用时需要网络一次")
    phone.context.set_offline(False)
    page.click(".main-act")
    page.wait_for_selector("#again")
    phone.context.set_offline(True)
    page.fill("#pin", PIN)
    page.fill("#again", PIN)
    page.click(".main-act")
    page.wait_for_selector(".nav")
    phone.context.set_offline(False)

    phone.visit("央金")
    phone.wait_for_unsent(0)
    assert Visit.objects.count() == 1


def test_letters_that_no_keyboard_writes_do_not_hold_a_visit_up(ready):
    def odd(page):
        page.evaluate(f"({WRITE})('羊\u0000圈\ud83d塌了 😀👨‍👩‍👧\u0007')")

    ready.visit("央金", odd)
    ready.wait_for_unsent(0)

    assert Visit.objects.get().note == "羊圈塌了 😀👨‍👩‍👧"


def test_a_very_long_note_is_kept_whole_though_the_office_must_look_at_it(ready):
    """The field stops at 300 letters; what gets past it is held, never cut."""
    ready.visit("央金", lambda page: page.evaluate(WRITE, "长" * 20_000))
    ready.wait_for_unsent(0)

    kept = Submission.objects.get()
    assert (kept.state, len(json.loads(kept.body)["note"])) == ("held", 20_000)


def test_a_wipe_is_said_until_it_was_read(ready, given, cast):
    ready.visit("央金", lambda page: page.fill("#note", "还没发"))
    revoke_device(given[0], by=cast.coordinator, on=DAY, wipe=True)
    ready.context.set_offline(True)
    ready.context.set_offline(False)
    ready.page.wait_for_selector("text=没写完的表")
    ready.page.wait_for_timeout(6_500)

    assert ready.page.locator("text=没写完的表").count() == 1
    assert ready.unsent() == 0
