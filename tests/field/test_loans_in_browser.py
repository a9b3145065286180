"""Loans at the counter on a helper's phone: in parts, refused at once, told in the outbox."""

from datetime import timedelta

import pytest

from doorstep.kit import clock
from doorstep.kit.days import day_text
from doorstep.stations.actions import end_help_kind, take_back
from doorstep.stations.models import Loan
from doorstep.sync.models import Submission
from tests.field.phones import sync
from tests.stations.made import (
    kind_of,
    make_loan,
    make_loan_item,
    make_post,
    make_station,
    staff,
)

SAVED = "text=已存在手机上"


@pytest.fixture
def station(cast):
    """Where Tashi stands on the rota; three of its four chains are out."""
    station = make_station(cast.caoba)
    staff(make_post(station), cast.tashi)
    make_loan(station, item=make_loan_item(station, pieces=4), pieces=3, on=clock.today())
    return station


@pytest.fixture
def there(station, ready):
    """Tashi's phone at the counter."""
    ready.page.click(".nav a[href='#counter']")
    ready.page.wait_for_selector("#lent")
    return ready


def bring_back(phone, *, pieces=None, condition="完好"):
    page = phone.page
    page.click("#lent a")
    page.click(f"label:has-text('{condition}')")
    if pieces is not None:
        page.fill("#pieces", f"{pieces}")
    page.click(".foot .main-act")


def lend(phone, *, pieces=1, due_on=None):
    page = phone.page
    page.click("a:has-text('借出物品')")
    page.fill("#borrower", "王师傅")
    page.fill("#reach", "川B12345")
    page.fill("#pieces", f"{pieces}")
    page.fill("#due_on", f"{due_on or clock.today()}")
    page.click(".foot .main-act")


def test_three_come_back_as_two_and_one_without_a_network(there, station):
    page = there.page
    there.context.set_offline(True)
    bring_back(there, pieces=4)
    page.wait_for_selector("[role=alert] >> text=这笔借用只有 3 件在外")
    page.fill("#pieces", "2")
    page.click(".foot .main-act")
    page.wait_for_selector("#lent")
    left = page.locator("#lent").inner_text()
    there.kill()
    there.start(offline=True)
    there.unlock()
    there.page.click(".nav a[href='#counter']")
    bring_back(there, condition="丢失")
    there.page.wait_for_selector("text=没有借出的东西。")
    said = there.page.locator(".state .note").inner_text()
    there.page.click("a:has-text('借出物品')")
    offered = there.page.locator("#item").inner_text()
    there.page.evaluate("location.hash = 'counter'")

    there.context.set_offline(False)
    there.wait_for_unsent(0)

    backs = Loan.objects.exclude(back_on=None).order_by("pieces")
    assert ("× 3" in left, "李师傅" in left) == (False, True)
    assert said == "已存在手机上，记为丢失。"
    assert "还有 3" in offered  # one was here, two came back, one is lost
    assert [(one.pieces, one.condition) for one in backs] == [(1, "lost"), (2, "good")]


def test_a_part_that_was_sent_is_not_out_again_before_the_office_tells(there, station):
    page = there.page
    page.route("**/api/counter*", lambda route: route.abort())
    bring_back(there, pieces=2)
    page.wait_for_selector(SAVED)
    there.wait_for_unsent(0)
    sync(there)
    page.evaluate("location.hash = 'counter'")
    page.wait_for_selector("#lent")

    assert "×" not in page.locator("#lent").inner_text()
    assert Loan.objects.get(back_on=None).pieces == 1


def test_more_than_is_there_and_too_long_are_refused_and_nothing_is_kept(there, station):
    page, last = there.page, clock.today() + timedelta(days=366)
    lend(there, pieces=2)
    page.wait_for_selector("[role=alert] >> text=“防滑链”在库 1 件，借不出 2 件")
    page.fill("#pieces", "1")
    page.fill("#due_on", f"{last + timedelta(days=1)}")
    page.click(".foot .main-act")
    page.wait_for_selector(f"[role=alert] >> text=最晚{day_text(last)}应还")
    unsent = there.unsent()
    page.fill("#due_on", f"{last}")
    page.click(".foot .main-act")
    page.wait_for_selector(f"#lent >> text={day_text(last)}前")
    there.wait_for_unsent(0)

    assert (unsent, Submission.objects.filter(state="applied").count()) == (0, 1)


def test_the_outbox_says_which_it_was_and_why(there, station, cast):
    page = there.page
    there.context.set_offline(True)
    page.click("label:has-text('热水')")
    page.fill("#who", "次仁")
    page.click("button:has-text('登记')")
    page.wait_for_selector(SAVED)
    lend(there)
    page.wait_for_selector("#lent >> text=王师傅")
    page.evaluate("location.hash = 'today'")
    page.evaluate("location.hash = 'counter'")
    page.wait_for_selector("#lent")
    page.click("#lent li:has-text('李师傅') a")
    page.click(".foot .main-act")
    page.wait_for_selector("#lent >> text=王师傅")
    make_loan(station, item=station.loan_items.get(), on=clock.today())
    loan = Loan.objects.get(pieces=3)
    take_back(loan, condition="good", pieces=1, by=cast.coordinator, on=clock.today())
    make_loan(station, item=station.loan_items.get(), on=clock.today())
    end_help_kind(kind_of(station, "热水"), by=cast.coordinator, on=clock.today())
    there.context.set_offline(False)
    there.wait_for_unsent(0)
    page.evaluate("location.hash = 'outbox'")
    page.wait_for_selector("[data-state=held] >> nth=2")

    back, lent, asked = page.locator(".list li").all_inner_texts()
    assert "归还 · 防滑链 × 3 · 李师傅 · " in back
    assert "这笔借用只有 2 件在外" in back
    assert "出借 · 防滑链 · 王师傅 · " in lent
    assert "在库 0 件" in lent
    assert "服务台登记 · 热水 · 次仁 · " in asked


def test_no_earlier_error_stays_beside_a_form_that_was_emptied(there):
    page = there.page
    page.click("label:has-text('价格纠纷')")
    page.click("button:has-text('登记')")
    page.wait_for_selector("[role=alert] >> text=请说明有没有暴力")
    page.click("label:has(input[name=violence][value=yes])")
    page.wait_for_selector("[role=alert] >> text=先打 110")

    assert page.locator("text=请说明有没有暴力").count() == 0
