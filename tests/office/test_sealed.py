"""The screens of sealed fields and of health needs' words."""

from datetime import timedelta

import pytest
from django.urls import reverse

from doorstep.needs.actions import switch_on_sealed_fields
from doorstep.people.models import AuditEntry
from doorstep.register.models import SealedField
from tests.factories import make_member, make_need, pair

CARD, SAID = "6228 0000 1111 2222", "要陪去县医院"


@pytest.fixture
def on(cast, method):
    switch_on_sealed_fields(cast.caoba, by=cast.coordinator, on=cast.day, assessed_on=cast.day)


def page_of(household, rest=""):
    return f"/households/{household.pk}/sealed/{rest}"


def keep(client, cast, today, **values):
    need = make_need(cast.a, kind="hardship", owner=cast.tashi)
    sent = {
        "need": str(need.pk), "member": str(cast.a.members.get(relation="head").pk),
        "kind": "bank_card", "text": CARD, "until_on": str(today + timedelta(days=30)),
    } | values  # fmt: skip
    return client.post(page_of(cast.a, "new/"), sent, follow=True)


def name(client, cast, today, account):
    sent = {
        "account": str(account.pk), "reason": "陪同办理救助",
        "until_on": str(today + timedelta(days=30)),
    }  # fmt: skip
    return client.post(page_of(cast.a, "let/"), sent, follow=True)


def test_before_they_are_on_the_page_says_what_to_do(cast, method, browser, today):
    client = browser(cast.tashi_account)

    page = client.get(page_of(cast.a))
    told = keep(client, cast, today)

    coordinator = browser(cast.coordinator).get(page_of(cast.a))
    way = reverse("office:assessments")

    assert "impact assessment is filled in" in page.text
    assert [f'href="{way}?place=caoba"' in one.text for one in (page, coordinator)] == [False, True]
    assert (told.status_code, "impact assessment is filled in" in told.text) == (422, True)
    assert SealedField.objects.count() == 0


def test_a_helper_keeps_something_and_does_not_read_it_again(cast, on, browser, today):
    client = browser(cast.tashi_account)

    told = keep(client, cast, today)

    field = SealedField.objects.get()
    assert "It is kept sealed." in told.text
    assert CARD not in told.text
    assert client.post(f"/sealed/{field.pk}/open/", {"reason": "办理临时救助"}).status_code == 404


def test_who_was_named_opens_it_once_with_a_reason(cast, on, browser, today):
    keep(browser(cast.tashi_account), cast, today)
    coordinator = browser(cast.coordinator)
    named = name(coordinator, cast, today, cast.second)
    field, client = SealedField.objects.get(), browser(cast.second)
    address = f"/sealed/{field.pk}/open/"

    listed = client.get(page_of(cast.a))
    short = client.post(address, {"reason": "看"})
    read = client.post(address, {"reason": "办理临时救助"})

    assert "From today on this person opens" in named.text
    assert [CARD in one.text for one in (named, listed, short, read)] == [False, False, False, True]
    assert (short.status_code, read.status_code) == (422, 200)
    assert read.headers["Cache-Control"] == "private, no-store"
    assert client.get(address).status_code == 405
    record = coordinator.get(f"/households/{cast.a.pk}/record/")
    assert "办理临时救助" in record.text
    assert coordinator.post(address, {"reason": "办理临时救助"}).status_code == 404
    assert AuditEntry.objects.filter(act="open_sealed_field").count() == 1


def test_a_coordinator_cannot_be_chosen(cast, on, browser, today):
    answer = name(browser(cast.coordinator), cast, today, cast.coordinator)

    assert answer.status_code == 422


def test_naming_who_opens_them_speaks_of_nothing_else_in_chinese(cast, on, browser):
    page = browser(cast.coordinator, "zh-hans").get(page_of(cast.a, "let/"))

    assert "让此人可以打开" in page.text
    assert "保护专员" not in page.text


def test_without_an_open_need_the_page_says_that_one_is_recorded_first(cast, on, browser):
    client = browser(cast.tashi_account, "zh-hans")

    without = client.get(page_of(cast.a, "new/")).text
    make_need(cast.a, kind="hardship", owner=cast.tashi)
    given = client.get(page_of(cast.a, "new/")).text

    assert ("请先记下需求" in without, "请先记下需求" in given) == (True, False)
    assert ("封存的是哪一类" in given, "什么日子" in given) == (True, False)


def test_what_is_needed_no_longer_is_deleted(cast, on, browser, today):
    keep(browser(cast.tashi_account), cast, today)
    name(browser(cast.coordinator), cast, today, cast.second)
    field = SealedField.objects.get()

    answer = browser(cast.second).post(f"/sealed/{field.pk}/end/", follow=True)

    assert ("It is deleted." in answer.text, SealedField.objects.count()) == (True, 0)


def test_words_of_a_health_need_open_to_the_helper_who_has_it(cast, on, browser):
    need = make_need(cast.a, kind="care", text=SAID, owner=cast.tashi)
    helper, coordinator = browser(cast.tashi_account), browser(cast.coordinator)
    page, address = f"/needs/{need.pk}/", f"/needs/{need.pk}/words/"

    pages = [client.get(page) for client in (helper, coordinator)]
    short = helper.post(address, {"reason": ""})
    read = helper.post(address, {"reason": "明天陪同就医"})

    assert [address in one.text for one in pages] == [True, False]
    assert [SAID in one.text for one in (*pages, short, read)] == [False, False, False, True]
    assert (short.status_code, helper.get(address).status_code) == (422, 405)
    assert coordinator.post(address, {"reason": "明天陪同就医"}).status_code == 404


def test_a_sealed_grant_stands_only_where_it_was_given(cast, on, browser, today):
    pair(cast.a, cast.tashi)
    record, printed = (f"/households/{cast.a.pk}/{tab}/" for tab in ("record", "print"))
    before = browser(cast.tashi_account).get(f"/households/{cast.a.pk}/").context["seers"]

    name(browser(cast.coordinator), cast, today, cast.second)

    for account in (cast.tashi_account, cast.coordinator):
        for page in (record, printed):
            told = browser(account).get(page).text
            assert ("sealed grant" in told, cast.second.name in told) == (False, False)
    assert browser(cast.tashi_account).get(f"/households/{cast.a.pk}/").context["seers"] == before
    assert cast.second.name in browser(cast.coordinator).get(page_of(cast.a)).text
    assert cast.second.name not in browser(cast.tashi_account).get(page_of(cast.a)).text


def test_a_sealed_name_stands_on_no_page(cast, on, browser):
    make_member(cast.a, "白珍样名", birth_year=2021)
    client = browser(cast.coordinator)

    pages = [
        client.get(f"/households/{cast.a.pk}/{rest}") for rest in ("", "members/", "print/")
    ] + [client.get("/search/?q=白珍样名")]

    assert [one.status_code for one in pages] == [200] * 4
    assert ["白珍样名" in one.text.replace('value="白珍样名"', "") for one in pages[:3]] == [
        False
    ] * 3
    assert str(cast.a.pk) not in pages[3].text
