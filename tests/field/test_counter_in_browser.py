"""The counter on a helper's phone: offline, killed, sent later, counted once; loans; requests."""

import json
from itertools import product

import pytest

from doorstep.kit import clock
from doorstep.people.choices import Duty
from doorstep.stations.actions import end_help_kind, end_shift
from doorstep.stations.models import HelpRequest, Loan
from doorstep.sync.models import Submission
from tests.browser import barriers
from tests.factories import make_account
from tests.field.phones import Phone, stored, sync
from tests.share import share
from tests.stations.made import (
    ask,
    kind_of,
    make_loan,
    make_loan_item,
    make_post,
    make_response_team,
    make_station,
    staff,
)

KEYS_BESIDE_THE_WORDS = 2  # the digit of the kind, save


@pytest.fixture
def station(cast):
    """Where Tashi stands on the rota; it lends two pairs of chains."""
    station = make_station(cast.caoba)
    staff(make_post(station), cast.tashi)
    make_response_team(station)
    make_loan_item(station, pieces=2)
    return station


@pytest.fixture
def there(station, ready):
    """Tashi's phone at the counter, with what stands there."""
    ready.page.click(".nav a[href='#counter']")
    ready.page.wait_for_selector("input[name=kind]")
    return ready


def walk_in(phone, who, *, kind="热水"):
    """Records a walk-in that was helped at once."""
    page = phone.page
    page.evaluate("location.hash = 'counter'")
    page.click(f"label:has-text('{kind}')")
    page.fill("#who", who)
    page.click("button:has-text('登记')")
    page.wait_for_selector("text=已存在手机上。")
    page.wait_for_selector("h1:focus")


def test_without_a_post_there_is_no_counter(ready):
    ready.page.evaluate("location.hash = 'counter'")
    ready.page.wait_for_selector("text=不在任何驿站")

    assert ready.page.locator(".nav a").count() == 3


def test_walk_ins_without_a_network_outlive_reload_and_kill_and_count_once(there, station):
    there.context.set_offline(True)
    for number in range(3):
        walk_in(there, f"藏A0000{number}")
        there.wait_for_unsent(number + 1)
    there.page.reload()
    there.enter()
    there.page.wait_for_selector(".nav a[href='#counter']")
    there.kill()
    there.start(offline=True)
    there.unlock()
    walk_in(there, "藏A00003")
    assert (there.unsent(), HelpRequest.objects.count()) == (4, 0)

    there.context.set_offline(False)
    there.wait_for_unsent(0)

    asked = HelpRequest.objects.order_by("who")
    assert [one.who for one in asked] == [f"藏A0000{number}" for number in range(4)]
    assert {(one.state, one.source, one.station) for one in asked} == {
        ("helped", "counter", station)
    }
    assert Submission.objects.filter(state="applied").count() == 4


def test_it_is_sent_without_the_pin_and_then_nothing_of_it_lies_on_the_phone(there):
    there.context.set_offline(True)
    walk_in(there, "藏A12345")
    before = stored(there)
    there.kill()
    there.start()
    there.open()
    there.wait_for_unsent(0)

    after = stored(there)
    assert HelpRequest.objects.get().who == "藏A12345"
    assert (len(before["outbox"]), after["outbox"]) == (1, [])
    assert "藏A12345" not in json.dumps([before, after], ensure_ascii=False)


def test_an_answer_that_is_lost_counts_once(there):
    there.context.set_offline(True)
    walk_in(there, "次仁")
    there.page.route("**/api/records", lambda route: (route.fetch(), route.abort()))
    there.context.set_offline(False)
    there.page.wait_for_selector("text=没有网络，可以照常记")
    there.page.unroute("**/api/records")

    sync(there)

    assert there.unsent() == 0
    assert (HelpRequest.objects.count(), Submission.objects.count()) == (1, 1)


def test_a_walk_in_takes_two_keys_beside_its_words(there):
    page = there.page
    page.evaluate("addEventListener('keydown', () => { window.keys = 1 + (window.keys || 0) })")

    page.keyboard.press("3")
    page.keyboard.insert_text("藏A12345")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=已存在手机上。")
    keys = page.evaluate("window.keys")
    page.wait_for_selector("h1:focus")
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    there.wait_for_unsent(0)
    wait_for(lambda: HelpRequest.objects.count() == 2, page)

    kinds = set(HelpRequest.objects.values_list("kind__names__en", "who"))
    assert keys == KEYS_BESIDE_THE_WORDS
    assert kinds == {("hot water", "藏A12345"), ("oxygen", "")}


def wait_for(is_so, page):
    for _time in range(100):
        if is_so():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it never was so")


def test_what_is_wrong_is_told_before_anything_is_kept(there):
    page = there.page
    page.click("button:has-text('登记')")
    page.wait_for_selector("text=请选需要什么。")
    page.click("label:has-text('吸氧')")
    page.click("label:has-text('办不到')")
    page.fill("#who", "510101199001011234")
    page.click("button:has-text('登记')")
    page.wait_for_selector("text=请用几个字写明原因。")

    assert "像是身份证号码" in page.locator("[role=alert]").inner_text()
    assert (there.unsent(), Submission.objects.count()) == (0, 0)


def test_of_violence_nothing_is_kept_on_the_phone(there):
    page = there.page
    page.click("label:has-text('价格纠纷')")
    page.fill("#who", "某某")
    page.click("label:has(input[name=violence][value=yes])")

    page.wait_for_selector("text=先打 110")
    assert page.input_value("#who") == ""
    assert there.unsent() == 0


def test_nothing_is_said_to_be_saved_beside_a_refusal(there):
    page = there.page
    walk_in(there, "次仁")
    page.click("label:has-text('价格纠纷')")
    page.click("label:has(input[name=violence][value=yes])")
    page.wait_for_selector("[role=alert] >> text=先打 110")
    of_violence = page.locator("text=已存在手机上。").count()
    walk_in(there, "卓玛")
    page.click("button:has-text('登记')")
    page.wait_for_selector("[role=alert]")

    assert (of_violence, page.locator("text=已存在手机上。").count()) == (0, 0)


def test_a_dispute_is_recorded_as_waiting_for_the_mediator_and_no_tap_ends_it(there, cast):
    page = there.page
    page.click("label:has-text('价格纠纷')")
    page.wait_for_selector("text=本村还没有人有“调解员”的职责")
    choices = page.locator("input[name=ended]").count()
    page.click("label:has(input[name=violence][value=no])")
    page.fill("#who", "某某")
    page.click("button:has-text('登记')")
    there.wait_for_unsent(0)
    make_account("mediator", duties=[(Duty.MEDIATOR, cast.caoba)])
    page.wait_for_selector("[data-asked=asked] >> text=会告知本村调解员", timeout=10_000)

    line = page.locator("[data-asked=asked]")
    asked = HelpRequest.objects.get()
    assert (choices, asked.state, asked.who) == (0, "asked", "某某")
    assert ("等待调解" in line.inner_text(), line.locator("button").count()) == (True, 0)


def test_a_thing_is_lent_and_taken_back_without_a_network(there, station):
    page = there.page
    there.context.set_offline(True)
    page.click("a:has-text('借出物品')")
    page.fill("#borrower", "王师傅")
    page.fill("#reach", "川B12345")
    page.click(".foot .main-act")
    page.wait_for_selector("#lent")
    lent = page.locator("#lent").inner_text()
    page.click("#lent a")
    page.click("label:has-text('有磨损')")
    page.click(".foot .main-act")
    page.wait_for_selector("text=没有借出的东西。")
    assert there.unsent() == 2

    there.context.set_offline(False)
    there.wait_for_unsent(0)

    loan = Loan.objects.get()
    assert "王师傅" in lent
    assert (loan.borrower, loan.condition) == ("王师傅", "worn")
    assert stored(there)["outbox"] == []


def test_who_had_what_came_back_is_on_the_phone_no_more(there, station):
    loan = make_loan(station, item=station.loan_items.get(), on=clock.today())
    sync(there)
    page = there.page
    page.evaluate("location.hash = 'counter'")
    page.wait_for_selector("text=李师傅")
    before = page.evaluate(COUNTER_ON_DISK)
    there.context.set_offline(True)
    page.click("#lent a")
    page.click(".foot .main-act")
    page.wait_for_selector("text=没有借出的东西。")
    named = len('"borrower":"","reach":""')
    after = page.evaluate(COUNTER_ON_DISK)
    there.context.set_offline(False)
    there.wait_for_unsent(0)

    loan.refresh_from_db()
    assert loan.back_on == clock.today()
    assert before - after > named


# what lies under the key is read by nobody here: how many bytes it is tells that a loan left it
COUNTER_ON_DISK = """async () => {
    const db = await new Promise((done) => {
        const asked = indexedDB.open("doorstep-field");
        asked.onsuccess = () => done(asked.result);
    });
    const read = () => new Promise((done) => {
        const asked = db.transaction("safe").objectStore("safe").get("counter");
        asked.onsuccess = () => done(asked.result.data.byteLength);
    });
    return await read();
}"""


def test_snow_chains_lead_from_the_walk_in_to_the_loan(there):
    page = there.page
    page.click("label:has-text('借防滑链')")
    page.fill("#who", "藏A12345")
    page.click("button:has-text('登记')")
    page.wait_for_selector("#borrower")

    assert page.input_value("#borrower") == "藏A12345"
    page.fill("#reach", "藏A12345")
    page.click(".foot .main-act")
    there.wait_for_unsent(0)
    wait_for(lambda: Loan.objects.exists(), page)
    assert HelpRequest.objects.get().state == "helped"


def test_a_request_from_a_board_appears_by_itself_and_is_answered_in_three_taps(there, station):
    page = there.page
    page.fill("#who", "正在写的")
    asked = ask(
        station, "冰雪路段代驾", source="board", at=clock.now(), who="", text="车陷在冰里",
        reach="19900000007", on=clock.today(),
    )  # fmt: skip
    page.wait_for_selector("text=车陷在冰里")
    written = page.input_value("#who")

    page.click("#asked button:has-text('除雪队')")
    page.wait_for_selector("[data-asked=alerted]")
    page.click("#asked button:has-text('已出发')")
    page.wait_for_selector("[data-asked=coming]")
    page.click("#asked button:has-text('已帮到')")
    page.wait_for_selector("text=没有人在等。")

    asked.refresh_from_db()
    assert (written, asked.state, asked.minutes) == ("正在写的", "helped", 0)


def test_without_a_network_no_request_is_shown_and_none_lies_on_the_phone(there, station):
    ask(station, source="board", who="卓玛嘎", at=clock.now(), on=clock.today())
    page = there.page
    page.wait_for_selector("text=卓玛嘎")
    there.context.set_offline(True)
    page.wait_for_selector("text=有网络时，这里显示谁在等。")
    hidden = page.locator("text=卓玛嘎").count()
    there.kill()
    there.start(offline=True)
    there.unlock()
    page = there.page
    page.click(".nav a[href='#counter']")
    page.wait_for_selector("text=有网络时，这里显示谁在等。")

    assert (hidden, page.locator("text=卓玛嘎").count()) == (0, 0)


def test_a_step_that_somebody_else_took_is_told(there, station):
    asked = ask(station, "冰雪路段代驾", at=clock.now(), on=clock.today())
    page = there.page
    page.wait_for_selector("#asked")
    page.route("**/api/counter*", lambda route: route.abort())
    asked.delete()

    page.click("#asked button:has-text('除雪队')")

    page.wait_for_selector("text=这件求助不在这里了。")


def test_the_counter_goes_with_the_post_and_what_was_written_there_still_counts(
    there, station, cast
):
    there.context.set_offline(True)
    walk_in(there, "次仁")
    end_shift(station.posts.get().shifts.get(), by=cast.coordinator, on=clock.today())
    there.context.set_offline(False)
    there.wait_for_unsent(0)
    there.page.wait_for_selector(".nav a >> nth=2")
    there.page.wait_for_selector(".nav a[href='#counter']", state="detached")

    sent = Submission.objects.get()
    assert (sent.state, sent.refusal) == ("held", "sync.NotAtThisStation")


def test_a_kind_that_was_taken_off_meanwhile_waits_at_the_office_and_is_told(there, station, cast):
    there.context.set_offline(True)
    walk_in(there, "次仁")
    end_help_kind(kind_of(station, "热水"), by=cast.coordinator, on=clock.today())
    there.context.set_offline(False)
    there.wait_for_unsent(0)
    there.page.evaluate("location.hash = 'outbox'")

    there.page.wait_for_selector("[data-state=held]")
    assert "清单" in there.page.locator("[data-state=held]").inner_text()
    assert there.page.locator("text=更正后再发一次").count() == 0


@pytest.mark.parametrize(
    ("width", "language"), share(product([390, 320], ["中文", "བོད་ཡིག", "English"]), 4, 1)
)
def test_nothing_stands_in_the_way(
    chromium, live_server, tmp_path, given, station, width, language
):
    ask(station, "冰雪路段代驾", source="board", reach="19900000007", at=clock.now())
    make_loan(station, item=station.loan_items.get(), pieces=2)
    phone = Phone(chromium, tmp_path / "narrow", live_server.url, {"width": width, "height": 844})
    phone.open(given[1])
    phone.choose_pin()
    phone.page.evaluate("location.hash = 'settings'")
    phone.page.click(f"label:has-text('{language}')")

    for address in (
        "counter",
        f"lend/{station.pk}",
        f"return/{station.pk}/{Loan.objects.get().pk}",
    ):
        phone.page.evaluate(f"location.hash = '{address}'")
        phone.page.wait_for_selector("main form")
        if address == "counter":
            phone.page.wait_for_selector("#asked")
        assert barriers(phone.page) == []
        assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.kill()
    assert phone.errors == []
