"""Scholarships on screen: published, applied for, refused, appealed, answered, paid."""

from datetime import date

import pytest
from django.urls import reverse

from doorstep.funds import actions as funds
from doorstep.partners.models import Application, Scholarship
from doorstep.people.choices import Duty
from tests.factories import make_account, pair

DAY = date(2026, 3, 4)


@pytest.fixture(autouse=True)
def caoba(cast, method):
    pair(cast.a, cast.tashi)


@pytest.fixture
def scholarship(cast, browser):
    """Of the town, published on screen."""
    told = {"by": cast.town_account, "on": DAY}
    programme = funds.found_programme(
        cast.town, name="助学", kind="scholarship", source="电力公司", start_on=DAY, **told
    )
    funds.commit_money(programme, year=2026, amount=1_000_000, decided_on=DAY, **told)
    given = {
        "programme": programme.pk, "name": "高中助学金", "criteria": "在读高中", "amount": "2,000",
        "year": "2026", "apply_until": "2026-03-31", "appeal_days": "10",
    }  # fmt: skip
    browser(cast.town_account).post(url("scholarship-new"), given)
    return Scholarship.objects.get()


def url(name, *args):
    return reverse(f"office:{name}", args=args)


def applied(client, cast, scholarship):
    head = cast.a.members.get(relation="head")
    given = {"member": head.pk, "meets": "在读证明已看", "applied_on": "2026-03-11"}
    client.post(url("scholarship-apply", scholarship.pk), given)
    return Application.objects.get()


def test_the_whole_way_from_refusal_over_appeal_to_payment(cast, browser, scholarship):
    office = browser(cast.coordinator)
    third = make_account("third", duties=[(Duty.DECIDES_CATEGORIES, cast.caoba)])
    application = applied(office, cast, scholarship)
    refusal = {"is_granted": "False", "is_relative": "False", "reasons": ""}
    decide = url("application-decide", application.pk)

    without = browser(cast.second).post(decide, refusal)
    browser(cast.second).post(decide, refusal | {"reasons": "缺在读证明"})
    told = office.get(url("application", application.pk)).text
    appeal = {"text": "证明已补", "made_on": "2026-03-05"}
    tomorrow = office.post(
        url("application-appeal", application.pk), appeal | {"made_on": "2026-03-30"}
    )
    office.post(url("application-appeal", application.pk), appeal | {"made_on": "2026-03-11"})
    answer = {"is_granted": "True", "is_relative": "False", "answer": "证明齐全"}
    took_part = office.post(url("appeal-answer", application.pk), answer)
    browser(third).post(url("appeal-answer", application.pk), answer)
    office.post(url("application-pay", application.pk), {"paid_on": "2026-03-11"})
    page = office.get(url("application", application.pk)).text
    application.refresh_from_db()

    assert (without.status_code, tomorrow.status_code, took_part.status_code) == (422, 422, 404)
    assert "Write the reasons" in without.text
    assert "缺在读证明" in told
    assert "An appeal can be made until" in told
    assert (application.state, application.payment.household) == ("granted", cast.a)
    assert "证明齐全" in page
    assert "¥2,000.00" in page


def test_the_town_publishes_and_reads_no_name(cast, browser, scholarship):
    application = applied(browser(cast.coordinator), cast, scholarship)
    town = browser(cast.town_account)
    listed, one = town.get(url("scholarships")), town.get(url("scholarship", scholarship.pk))

    assert "高中助学金" in listed.text
    assert application.member.name not in one.text
    assert cast.a.code not in one.text
    assert town.get(url("application", application.pk)).status_code == 404
    assert town.post(url("application-decide", application.pk), {}).status_code == 404


def test_the_decider_finds_it_without_keeping_money_and_others_find_nothing(
    cast, browser, scholarship
):
    application = applied(browser(cast.coordinator), cast, scholarship)
    decider = browser(cast.second)

    assert "高中助学金" in decider.get(url("scholarships")).text
    assert decider.get(url("application", application.pk)).status_code == 200
    assert decider.get(url("application-pay", application.pk)).status_code == 404
    assert browser(cast.tashi_account).get(url("scholarships")).status_code == 404
    assert (
        browser(cast.other_coordinator).get(url("application", application.pk)).status_code == 404
    )
