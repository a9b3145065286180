"""Claims on screen: opened for a need, passed through, decided by somebody else, paid."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from doorstep.funds import actions
from doorstep.funds.models import Claim, Payment
from tests.factories import make_need, pair
from tests.office.conftest import TODAY

DAY = date(2026, 3, 2)
LIST = reverse("office:claims")


@pytest.fixture(autouse=True)
def caoba(cast, method):
    pair(cast.a, cast.tashi)


@pytest.fixture
def need(cast):
    return make_need(cast.a, text="房顶塌了")


@pytest.fixture
def ready(cast, need):
    """Opened on the cast's day, its notice down by the day of the screens."""
    told = {"by": cast.coordinator, "on": DAY}
    claim = actions.open_claim(need, path="relief", cause="sudden_event", **told)
    for key in ("survey", "notice"):
        actions.pass_stage(claim, key=key, done_on=DAY, **told)
    return claim


def url(name, claim, *args):
    return reverse(f"office:{name}", args=[claim.pk, *args])


def test_a_claim_is_opened_with_its_answers_and_its_first_stage_noted(cast, need, browser):
    client = browser(cast.coordinator)
    given = {
        "need": need.pk, "path": "relief", "cause": "sudden_event", "is_found": "found",
        "is_of_cadre": "no", "aid_first": "300",
    }  # fmt: skip

    answer = client.post(reverse("office:claim-new"), given)
    again = client.post(reverse("office:claim-new"), given)
    claim = Claim.objects.get()
    stage = {"done_on": "2026-03-11", "note": "三人入户"}
    client.post(url("claim-stage", claim, "survey"), stage)
    wrong = client.post(url("claim-stage", claim, "decision"), stage, follow=True)
    client.post(url("claim-papers", claim))

    claim.refresh_from_db()
    assert (answer.url, again.status_code) == (url("claim", claim), 422)
    assert (claim.amount, claim.is_found, claim.papers_on) == (30_000, True, date(2026, 3, 11))
    assert [one.note for one in claim.stages.all()] == ["三人入户"]
    assert "comes next; no stage can be left out" in wrong.text


def test_it_is_noted_for_whom_the_claim_is(cast, ready, browser):
    client = browser(cast.coordinator)
    head, other = cast.a.members.get(relation="head"), cast.a.members.get(name="旦增")
    stranger = cast.b.members.get(relation="head")

    for members in ([head.pk, other.pk], [other.pk]):
        client.post(url("claim-recipients", ready), {"members": members})
    wrong = client.post(url("claim-recipients", ready), {"members": [stranger.pk]})

    assert [row.member for row in ready.recipients.all()] == [other]
    assert wrong.status_code == 422
    assert "旦增" in client.get(url("claim", ready)).text


def test_a_second_person_grants_and_the_money_is_paid_on_the_claim(cast, ready, browser):
    decider, client = browser(cast.second), browser(cast.coordinator)
    told = {"outcome": "granted", "amount": "", "is_relative": "no"}

    listed = decider.get(LIST)
    without = decider.post(url("claim-decide", ready), told)
    decider.post(url("claim-decide", ready), told | {"amount": "9470"})
    relief = actions.found_programme(
        cast.caoba, name="临时救助金", kind="relief", source="民政局", start_on=DAY,
        by=cast.coordinator, on=DAY,
    )  # fmt: skip
    actions.commit_money(
        relief, year=2026, amount=950_000, decided_on=DAY, by=cast.coordinator, on=DAY
    )
    client.post(
        reverse("office:payment-new"),
        {"id": uuid4(), "programme": relief.pk, "cause": f"claim:{ready.pk}", "amount": "9470",
         "paid_on": "2026-03-11", "paid_from": "bank"},
    )  # fmt: skip

    assert [code for _line, code in listed.context["lines"]] == ["A-001"]
    assert without.status_code == 422
    assert Payment.objects.get().claim == ready
    page = client.get(url("claim", ready)).text
    assert all(text in page for text in ("¥9,470.00", "格桑", "央金"))


def test_nothing_is_decided_while_the_list_hangs(cast, need, browser):
    told = {"by": cast.coordinator, "on": TODAY}
    claim = actions.open_claim(need, path="relief", cause="costs", **told)
    for key in ("survey", "notice"):
        actions.pass_stage(claim, key=key, done_on=TODAY, **told)

    page = browser(cast.second).get(url("claim", claim)).text

    assert url("claim-decide", claim) not in page
    assert "the list hangs out until" in page


@pytest.mark.parametrize("note", ["患癌症住院", "He is disabled"])
def test_the_note_of_a_stage_names_no_illness(cast, need, browser, note):
    told = {"by": cast.coordinator, "on": TODAY}
    claim = actions.open_claim(need, path="relief", cause="costs", **told)

    answer = browser(cast.coordinator).post(
        url("claim-stage", claim, "survey"), {"done_on": f"{TODAY}", "note": note}, follow=True
    )

    assert "The note speaks of an illness or a disability." in answer.text
    assert claim.stages.count() == 0


def test_a_refusal_goes_to_the_household_in_writing(cast, ready, browser):
    decider, client = browser(cast.second), browser(cast.coordinator)
    told = {"outcome": "refused", "reasons": "", "is_relative": "no"}

    early = client.get(url("claim-letter", ready))
    without = decider.post(url("claim-decide", ready), told)
    decider.post(url("claim-decide", ready), told | {"reasons": "已由保险赔付"})
    letter = client.get(url("claim-letter", ready)).text

    assert (early.status_code, without.status_code) == (302, 422)
    assert all(text in letter for text in ("央金", "A-001", "已由保险赔付"))


def test_a_claim_is_withdrawn(cast, ready, browser):
    browser(cast.coordinator).post(url("claim-withdraw", ready))

    ready.refresh_from_db()
    assert ready.state == "withdrawn"


@pytest.mark.parametrize("who", ["tashi_account", "other_coordinator", "town_account", "auditor"])
def test_nobody_else_finds_a_claim(cast, ready, browser, who):
    client = browser(getattr(cast, who))

    answers = [client.get(url(name, ready)).status_code for name in ("claim", "claim-decide")]

    assert answers == [404, 404]


def test_who_may_not_decide_does_not_find_the_form_and_a_decider_no_money(cast, ready, browser):
    client, decider = browser(cast.coordinator), browser(cast.second)

    assert client.get(url("claim-decide", ready)).status_code == 404
    assert decider.get(reverse("office:money")).status_code == 404
    assert decider.post(url("claim-withdraw", ready)).status_code == 404


def test_the_number_of_queries_does_not_grow(cast, ready, browser, count_queries):
    client = browser(cast.coordinator)
    one = count_queries(client, LIST)
    for household in (cast.b, cast.c):
        told = {"path": "relief", "cause": "costs", "by": cast.coordinator, "on": DAY}
        actions.open_claim(make_need(household), **told)

    assert count_queries(client, LIST) == one


@pytest.mark.parametrize("day", ["", "2026-02-30", "昨天"])
def test_a_day_of_a_stage_that_is_none_is_said_and_not_taken_for_today(cast, need, browser, day):
    claim = actions.open_claim(
        need, path="relief", cause="sudden_event", by=cast.coordinator, on=DAY
    )

    answer = browser(cast.coordinator).post(
        url("claim-stage", claim, "survey"), {"done_on": day, "note": "三人入户"}, follow=True
    )

    assert f"“{day}” is no day; the stage was not noted." in answer.text
    assert claim.stages.count() == 0
