"""Scholarships on screen: published, applied for, refused, appealed, answered, paid."""

from datetime import date

import pytest
from django.urls import reverse

from doorstep.funds import actions as funds
from doorstep.partners.models import Application, Scholarship
from doorstep.people.choices import Duty
from tests.factories import make_account, make_member, pair

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
    refusal = {"is_granted": "False", "is_relative": "no", "reasons": ""}
    decide = url("application-decide", application.pk)

    without = browser(cast.second).post(decide, refusal)
    browser(cast.second).post(decide, refusal | {"reasons": "缺在读证明"})
    told = office.get(url("application", application.pk)).text
    appeal = {"text": "证明已补", "made_on": "2026-03-05"}
    tomorrow = office.post(
        url("application-appeal", application.pk), appeal | {"made_on": "2026-03-30"}
    )
    office.post(url("application-appeal", application.pk), appeal | {"made_on": "2026-03-11"})
    answer = {"is_granted": "True", "is_relative": "no", "answer": "证明齐全"}
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


def test_a_decision_goes_out_as_a_letter_with_its_reasons_and_the_way_to_appeal(
    cast, browser, scholarship
):
    office = browser(cast.coordinator)
    application = applied(office, cast, scholarship)
    page = url("application-letter", application.pk)
    before = office.get(page)
    refusal = {"is_granted": "False", "is_relative": "no", "reasons": "缺在读证明"}
    browser(cast.second).post(url("application-decide", application.pk), refusal)
    letter = office.get(page).text

    assert (before.status_code, browser(cast.town_account).get(page).status_code) == (302, 404)
    for words in ("缺在读证明", "在读高中", "An appeal can be made until", application.member.name):
        assert words in letter


def test_the_coordinator_alone_withdraws_and_by_post(cast, browser, scholarship):
    office = browser(cast.coordinator)
    application = applied(office, cast, scholarship)
    page = url("application-withdraw", application.pk)

    assert office.get(page).status_code == 405
    for account in (cast.second, cast.town_account, cast.other_coordinator):
        assert browser(account).post(page).status_code == 404
    assert office.post(page).status_code == 302
    assert Application.objects.count() == 0
    assert office.post(page).status_code == 404  # sent twice


def test_a_text_that_may_speak_of_illness_is_asked_about(cast, browser, scholarship):
    head = cast.a.members.get(relation="head")
    given = {"member": head.pk, "meets": "父亲住院，收入减少", "applied_on": "2026-03-11"}
    page = browser(cast.coordinator).post(
        url("scholarship-apply", scholarship.pk), given, follow=True
    )

    assert "may speak of somebody&#x27;s health" in page.text


def test_a_helper_reads_no_scholarship_among_the_rows_of_its_figure(cast, browser, scholarship):
    application = applied(browser(cast.coordinator), cast, scholarship)
    granted = {"is_granted": "True", "is_relative": "no", "reasons": ""}
    browser(cast.second).post(url("application-decide", application.pk), granted)
    page = (
        f"{reverse('office:figure', args=['scholarships_granted'])}?from=2026-01-01&to=2026-03-11"
    )
    label = f"{cast.a.code} · {scholarship.name}"

    assert label in browser(cast.coordinator).get(page).text
    assert label in browser(cast.second).get(page).text
    assert label not in browser(cast.tashi_account).get(page).text


def test_an_appeal_made_in_time_is_recorded_later_and_one_made_later_is_not(
    cast, browser, scholarship, monkeypatch
):
    office = browser(cast.coordinator)
    application = applied(office, cast, scholarship)
    refusal = {"is_granted": "False", "is_relative": "no", "reasons": "缺在读证明"}
    browser(cast.second).post(url("application-decide", application.pk), refusal)
    page, text = url("application-appeal", application.pk), {"text": "证明已补"}
    monkeypatch.setattr("doorstep.kit.clock.today", lambda: date(2026, 4, 20))
    office = browser(cast.coordinator)

    assert page in office.get(url("application", application.pk)).text
    assert office.post(page, text | {"made_on": "2026-04-20"}).status_code == 422
    assert office.post(page, text | {"made_on": "2026-03-12"}).status_code == 302


def test_the_households_story_tells_application_and_decision_to_who_may_read_them(
    cast, browser, scholarship
):
    office = browser(cast.coordinator)
    application = applied(office, cast, scholarship)
    granted = {"is_granted": "True", "is_relative": "no", "reasons": ""}
    browser(cast.second).post(url("application-decide", application.pk), granted)

    told = office.get(url("household", cast.a.pk)).text
    helper = browser(cast.tashi_account).get(url("household", cast.a.pk)).text

    assert told.count("scholarship: 高中助学金") == 2
    assert "granted" in told
    assert "applied for it" in told
    assert "高中助学金" not in helper


def test_the_story_asks_for_all_appeals_at_once(cast, browser, scholarship, count_queries):
    office, story = browser(cast.coordinator), url("household", cast.a.pk)
    applied(office, cast, scholarship)
    sister = make_member(cast.a, "边巴", birth_year=2009)
    before = count_queries(office, story)

    given = {"member": sister.pk, "meets": "在读证明已看", "applied_on": "2026-03-11"}
    office.post(url("scholarship-apply", scholarship.pk), given)

    assert Application.objects.count() == 2
    assert count_queries(office, story) == before
