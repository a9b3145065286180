"""Aid that comes first, on screen: refused, confirmed by somebody else, paid."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from doorstep.funds import actions
from doorstep.funds.models import Claim, Payment
from tests.factories import make_need, pair
from tests.funds.aid import aid_limit

DAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def caoba(cast, method):
    pair(cast.a, cast.tashi)


@pytest.fixture
def need(cast):
    return make_need(cast.a, text="房顶塌了")


@pytest.fixture
def claim(cast, need):
    told = {"by": cast.coordinator, "on": DAY}
    return actions.open_claim(need, path="relief", cause="costs", aid_first=30_000, **told)


@pytest.fixture
def relief(cast):
    told = {"by": cast.coordinator, "on": DAY}
    relief = actions.found_programme(
        cast.caoba, name="临时救助金", kind="relief", source="民政局", start_on=DAY, **told
    )
    actions.commit_money(relief, year=2026, amount=950_000, decided_on=DAY, **told)
    return relief


def url(name, claim):
    return reverse(f"office:{name}", args=[claim.pk])


def paid(client, relief, claim):
    given = {
        "id": uuid4(), "programme": relief.pk, "cause": f"claim:{claim.pk}", "amount": "300",
        "paid_on": "2026-03-11", "paid_from": "bank",
    }  # fmt: skip
    return client.post(reverse("office:payment-new"), given)


def test_it_is_paid_once_a_second_person_confirmed_it(cast, claim, relief, browser):
    client, decider = browser(cast.coordinator), browser(cast.second)

    before = client.get(url("claim", claim)).text
    refused = paid(client, relief, claim)
    confirmed = decider.post(url("claim-confirm", claim), {"is_relative": "no"})
    made = paid(client, relief, claim)

    offered = client.get(reverse("office:payment-new")).text

    assert "name no sum that one person alone may pay" in refused.text
    assert '<optgroup label="Needs">' in offered
    assert '<optgroup label="Cannot be paid now">' not in offered
    assert "the rules of this path name no sum" in before
    assert "Pay on this claim" not in before
    assert (refused.status_code, confirmed.status_code, made.status_code) == (422, 302, 302)
    assert Payment.objects.get().claim == claim
    assert "confirmed by 格桑 on" in client.get(url("claim", claim)).text


def test_a_relative_does_not_confirm_and_who_may_not_finds_no_form(cast, claim, browser):
    relative = browser(cast.second).post(url("claim-confirm", claim), {"is_relative": "yes"})
    own = browser(cast.coordinator).post(url("claim-confirm", claim), {"is_relative": "no"})
    other = browser(cast.other_coordinator).post(url("claim-confirm", claim), {"is_relative": "no"})

    assert (relative.status_code, own.status_code, other.status_code) == (422, 404, 404)
    claim.refresh_from_db()
    assert claim.aid_confirmed_on is None


def test_more_than_the_sum_of_the_path_is_refused_in_the_form(
    cast, need, browser, monkeypatch, tmp_path
):
    given = {
        "need": need.pk, "path": "relief", "cause": "costs", "is_found": "found",
        "is_of_cadre": "no", "aid_first": "300.01",
    }  # fmt: skip

    with aid_limit(monkeypatch, tmp_path, 300):
        answer = browser(cast.coordinator).post(reverse("office:claim-new"), given)

    assert answer.status_code == 422
    assert "at most ¥300.00 may come first; ¥300.01 cannot" in answer.text
    assert Claim.objects.count() == 0


def test_the_list_says_until_when_a_second_person_is_due(cast, claim, browser):
    page = browser(cast.coordinator).get(reverse("office:claims"))

    assert page.context["lines"][0][0].confirm_due_on == date(2026, 3, 16)
    assert "second person: " in page.text
