"""The PIN of the field page, and what lies behind it: wrong, forgotten, wiped, left."""

import json

from doorstep.sync.actions import give_device, revoke_device
from doorstep.sync.models import Submission
from doorstep.visits.models import Visit
from tests.factories import DAY, make_need
from tests.field.phones import stored, sync


def test_ten_wrong_pins_erase_the_households_and_no_work(ready, given, cast):
    ready.context.set_offline(True)
    ready.visit("央金")
    ready.page.reload()
    for left in range(9, 0, -1):
        ready.enter("000000")
        ready.page.wait_for_selector(f"text=还可以试 {left} 次")
    ready.enter("000000")
    ready.page.wait_for_selector("#link")
    kept = stored(ready)
    assert (kept["safe"], "lock" in kept["plain"]) == ([], False)
    assert ready.unsent() == 1

    ready.context.set_offline(False)
    ready.wait_for_unsent(0)

    assert Visit.objects.get().household == cast.a


def test_a_wrong_pin_counts_though_the_browser_is_killed(ready):
    ready.page.reload()
    ready.enter("000000")
    ready.page.wait_for_selector("text=还可以试 9 次")
    ready.kill()
    ready.start()
    ready.open()
    ready.enter("000000")

    ready.page.wait_for_selector("text=还可以试 8 次")

    ready.enter()
    ready.page.wait_for_selector(".nav")


def test_a_forgotten_pin_costs_no_work_and_a_new_link_starts_anew(ready, given, cast):
    ready.context.set_offline(True)
    ready.visit("央金")
    ready.page.reload()
    ready.page.click("text=忘了密码")
    ready.page.click("text=清除，重新启用")
    ready.page.wait_for_selector("#link")
    _again, token = give_device(cast.tashi, kind="field", name="手机", by=cast.coordinator, on=DAY)
    ready.context.set_offline(False)

    ready.open(token)
    ready.choose_pin("831604")
    ready.wait_for_unsent(0)

    assert Visit.objects.get().household == cast.a


def test_a_wiped_phone_keeps_nothing_but_what_was_not_answered(ready, given, cast):
    ready.context.set_offline(True)
    ready.visit("央金")
    revoke_device(given[0], by=cast.coordinator, on=DAY, wipe=True)
    ready.context.set_offline(False)

    ready.page.wait_for_selector("text=协调员让这部手机清除住户资料")

    kept = stored(ready)
    assert (kept["safe"], "lock" in kept["plain"]) == ([], False)
    assert Submission.objects.get().because == "revoked"


def test_a_wipe_reaches_a_locked_phone_as_soon_as_it_sends(ready, given, cast):
    ready.context.set_offline(True)
    ready.visit("央金")
    ready.page.reload()
    revoke_device(given[0], by=cast.coordinator, on=DAY, wipe=True)
    ready.context.set_offline(False)

    ready.page.wait_for_selector("#link")

    assert stored(ready)["safe"] == []


def test_nothing_that_lies_on_the_phone_names_a_household_or_opens_the_caseload(ready, given, cast):
    make_need(cast.a, text="屋顶漏水")
    sync(ready)
    ready.context.set_offline(True)
    ready.visit("央金", lambda page: page.fill("#note", "羊圈塌了"))
    kept = json.dumps(stored(ready), ensure_ascii=False)
    caches = ready.page.evaluate("""async () => {
        const names = await caches.keys();
        const held = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
        return held.flat().map((request) => new URL(request.url).pathname);
    }""")

    told = [
        given[1], "央金", "羊圈", "屋顶", "19900000001", str(cast.a.pk), "no_change", "A-001",
    ]  # fmt: skip
    assert [one for one in told if one in kept] == []
    assert [one for one in caches if "/api/" in one] == []


def test_signing_out_waits_until_all_is_sent_and_then_leaves_nothing(ready):
    ready.context.set_offline(True)
    ready.visit("央金")
    ready.page.evaluate("location.hash = 'settings'")
    ready.page.click("text=退出这部手机")
    ready.page.wait_for_selector("text=还有 1 条未发的记录，先发出再退出。")
    ready.context.set_offline(False)
    ready.wait_for_unsent(0)
    ready.page.click("text=退出这部手机")
    ready.page.wait_for_selector("#link")

    kept = stored(ready)
    assert (kept["safe"], kept["outbox"], "lock" in kept["plain"]) == ([], [], False)
