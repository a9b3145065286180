"""The screens of sealed fields and of health needs' words."""

from datetime import timedelta

import pytest
from django.urls import reverse

from doorstep.needs.actions import switch_on_sealed_fields
from doorstep.needs.models import Need
from doorstep.people.choices import Duty
from doorstep.people.models import AuditEntry
from doorstep.register.models import SealedField
from tests.factories import make_account, make_member, make_need, pair

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


def test_words_whose_seal_does_not_open_any_more_are_told_in_words(cast, on, browser):
    need = make_need(cast.a, kind="care", text=SAID, owner=cast.tashi)
    Need.objects.filter(pk=need.pk).update(sealed_text="v1.AAAA")

    answer = browser(cast.tashi_account).post(
        f"/needs/{need.pk}/words/", {"reason": "明天陪同就医"}
    )

    assert (answer.status_code, "doorstep audit verify" in answer.text) == (409, True)


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


@pytest.fixture
def mediator(cast):
    return make_account("mediator", duties=[(Duty.MEDIATOR, cast.caoba)])


QUARREL = "兄弟分家的草场"
MEDIATION = {
    "kind": "mediation", "text": QUARREL, "urgency": "ordinary", "violence": "no",
    "requested_how": "signed", "sealed": "on",
}  # fmt: skip


def raise_sealed(client, household, mediator, today):
    sent = MEDIATION | {"requested_on": str(today), "mediator": str(mediator.pk)}
    return client.post(f"/needs/new/?household={household.pk}", sent, follow=True)


def test_mediation_can_be_kept_with_the_mediator_where_that_is_possible(
    cast, method, browser, mediator
):
    asked = f"/needs/new/?household={cast.a.pk}"
    before = browser(cast.coordinator).get(asked).text

    switch_on_sealed_fields(cast.caoba, by=cast.coordinator, on=cast.day, assessed_on=cast.day)

    after = browser(cast.coordinator).get(asked).text
    assert ['name="sealed"' in page for page in (before, after)] == [False, True]


def test_who_raised_it_reads_nothing_of_it_and_the_mediator_all(cast, on, browser, mediator, today):
    team, named = browser(cast.coordinator), browser(mediator)

    told = raise_sealed(team, cast.a, mediator, today)

    need = Need.objects.get(sealed=True)
    pages = ["/", "/needs/", f"/households/{cast.a.pk}/", f"/households/{cast.a.pk}/print/"]
    assert "the mediator alone reads it" in told.text
    got = [team.get(page) for page in pages]
    assert [(one.status_code, QUARREL in one.text) for one in got] == [(200, False)] * 4
    assert team.get("/needs/named/").status_code == 404
    assert team.get(f"/needs/{need.pk}/named/").status_code == 404
    assert f"/needs/{need.pk}/named/" in named.get("/needs/named/").text
    page = f"/needs/{need.pk}/named/"
    assert QUARREL not in named.get(page).text
    reason = {"reason": "准备上门调解", "is_relative": "no"}
    assert QUARREL in named.post(f"{page}open/", reason).text
    relative = named.post(f"{page}open/", reason | {"is_relative": "yes"})
    assert (relative.status_code, QUARREL in relative.text) == (422, False)


def test_the_mediator_notes_closes_and_passes_on(cast, on, browser, mediator, today):
    other = make_account("other", duties=[(Duty.MEDIATOR, cast.caoba)])
    raise_sealed(browser(cast.coordinator), cast.a, mediator, today)
    need = Need.objects.get(sealed=True)
    page, first = f"/needs/{need.pk}/named/", browser(mediator)

    first.post(f"{page}note/", {"text": "两边约了周四"})
    first.post(f"{page}pass/", {"to": str(other.pk)})

    assert first.get(page).status_code == 404
    second = browser(other)
    ended = {"outcome": "agreed", "is_relative": "no", "text": ""}
    second.post(f"{page}close/", ended)
    need.refresh_from_db()
    assert (need.mediator, need.outcome) == (other, "agreed")
    assert page in second.get("/needs/named/").text
