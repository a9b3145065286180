"""The field page on a phone: without a network, killed, cut off, doubled, handed over."""

import json

from doorstep.field import api
from doorstep.kit import clock
from doorstep.register import actions as register
from doorstep.register.models import Access
from doorstep.sync.models import Submission, sealed
from doorstep.visits.models import Visit
from tests.field.phones import stored, sync


def test_a_phone_is_set_up_by_its_link_and_the_link_does_not_stay_in_the_address(ready):
    assert ready.page.url.endswith("/field/")
    assert [one.inner_text() for one in ready.page.locator(".list b").all()] == ["央金", "巴桑"]


def test_thirty_visits_without_a_network_outlive_reload_and_kill_and_arrive_once(ready):
    ready.context.set_offline(True)
    for count in range(15):
        ready.visit("央金")
        ready.visit("巴桑")
        assert ready.unsent() == 2 * count + 2
    ready.page.reload()
    ready.enter()
    ready.page.wait_for_selector(".nav")
    ready.kill()
    ready.start(offline=True)
    ready.unlock()
    assert ready.unsent() == 30

    ready.context.set_offline(False)
    ready.wait_for_unsent(0)

    assert (Visit.objects.count(), Submission.objects.filter(state="applied").count()) == (30, 30)


def test_an_answer_that_was_lost_after_the_commit_is_asked_for_again_and_counted_once(
    ready, monkeypatch
):
    """Every record arrives three times: twice its answer is lost on the way, then it is told."""
    calls = []
    take = api._answer

    def lost(receipt):
        calls.append(receipt.is_new)
        told = take(receipt)
        return told if len(calls) > 4 else told | {"digest": "0" * 64}

    monkeypatch.setattr(api, "_answer", lost)
    ready.context.set_offline(True)
    ready.visit("央金")
    ready.visit("巴桑")
    ready.context.set_offline(False)
    ready.page.click("a[href='#outbox'] >> nth=0")
    while ready.unsent():
        ready.page.click(".main-act")
        ready.page.wait_for_selector("text=已和办公室对上")

    assert calls[:4].count(True) == 2
    assert Visit.objects.count() == 2


def test_a_connection_that_breaks_loses_nothing(ready, cast):
    ready.context.set_offline(True)
    ready.visit("央金")
    ready.page.route("**/api/records", cut_after_commit)
    ready.context.set_offline(False)
    ready.page.wait_for_selector("text=没有网络，可以照常记")
    wait_until(lambda: Visit.objects.count() == 1, ready.page)
    assert ready.unsent() == 1

    ready.page.unroute("**/api/records")
    ready.page.click("a[href='#outbox'] >> nth=0")
    ready.page.click(".main-act")
    ready.wait_for_unsent(0)

    assert Visit.objects.count() == 1
    assert ready.page.locator("[data-state]").inner_text() == "已收到，已登记"


def cut_after_commit(route):
    """The server has it; the phone hears nothing."""
    route.fetch()
    route.abort()


def wait_until(is_so, page):
    for _time in range(100):
        if is_so():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it never was so")


def test_two_windows_send_a_record_once(ready):
    ready.context.set_offline(True)
    ready.visit("央金")
    second = ready.context.new_page()
    second.goto("/field/")
    ready.context.set_offline(False)

    ready.wait_for_unsent(0)

    assert (Visit.objects.count(), Submission.objects.count()) == (1, 1)


def test_what_was_written_before_a_household_went_to_somebody_else_counts_and_then_it_is_wiped(
    ready, cast
):
    ready.context.set_offline(True)
    ready.visit("央金")
    hand_over(cast.a, cast)
    ready.page.evaluate("location.hash = 'today'")
    ready.context.set_offline(False)
    ready.wait_for_unsent(0)

    ready.page.wait_for_selector("text=已和办公室对上")
    assert Visit.objects.get().household == cast.a
    assert [one.inner_text() for one in ready.page.locator(".list b").all()] == ["巴桑"]


def test_a_household_handed_over_stays_while_its_form_is_unfinished_and_shows_no_more(ready, cast):
    ready.page.click(".list a:has-text('央金')")
    ready.page.click(".acts .main-act")
    ready.page.check("input[name=no_change]")
    hand_over(cast.a, cast)

    sync(ready)
    ready.page.evaluate("location.hash = 'today'")
    ready.page.click("section:has-text('已交给别人的') a")
    card = ready.page.locator("main").inner_text()
    ready.page.click(".acts .main-act")
    ready.save()
    ready.wait_for_unsent(0)
    sync(ready)

    assert ("19900000001" in card, "旦增" in card) == (False, False)
    assert Visit.objects.get().no_change
    assert [one.inner_text() for one in ready.page.locator(".list b").all()] == ["巴桑"]


def hand_over(household, cast):
    access = Access.objects.get(household=household, helper=cast.tashi, until_on=None)
    register.end_access(access, by=cast.coordinator, on=clock.today())
    register.grant_access(
        household, via="pairing", from_on=clock.today(), helper=cast.pema, by=cast.coordinator
    )


def test_a_held_record_says_why_and_stays_until_the_office_has_settled_it(ready, cast):
    ready.context.set_offline(True)
    ready.visit("巴桑")
    Access.objects.filter(household=cast.b, helper=cast.tashi).delete()
    ready.context.set_offline(False)
    ready.wait_for_unsent(0)
    ready.page.evaluate("location.hash = 'outbox'")
    ready.page.wait_for_selector("text=已收到，等办公室处理：帮扶人从未负责这户")

    Submission.objects.update(state="settled", settled="discarded")
    ready.page.click(".acts .main-act")

    ready.page.wait_for_selector("text=已收到，有人处理好了")


def test_other_content_under_a_known_id_stays_in_sight(ready, cast):
    ready.context.set_offline(True)
    ready.visit("央金")
    own = stored(ready)["outbox"][0][0]
    Submission.objects.create(
        id=own, digest="0" * 64, channel="field", place=cast.caoba, helper=cast.tashi,
        received_on=clock.today(), state="applied", content=sealed(f"{cast.a.pk}", b"{}"),
    )  # fmt: skip
    ready.context.set_offline(False)
    ready.page.evaluate("location.hash = 'outbox'")

    ready.page.wait_for_selector("text=和先前收到的不一样，请给办公室看")
    assert ready.unsent() == 1


def test_the_file_of_what_is_unsent_names_nobody(ready):
    ready.context.set_offline(True)
    ready.visit("央金")
    ready.page.evaluate("location.hash = 'outbox'")
    with ready.page.expect_download() as told:
        ready.page.click("text=把未发的存成文件")

    records = json.loads(told.value.path().read_text("utf-8"))
    assert [sorted(one) for one in records] == [["auth", "record"]]
    assert "no_change" not in json.dumps(records)
