"""Posts, projects and cooperatives on screen."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from doorstep.funds import actions
from doorstep.funds.models import (
    Cooperative,
    Dividend,
    PaidPost,
    Payment,
    Posting,
    Project,
    Receipt,
    Source,
)
from doorstep.register.choices import ClosedBecause
from doorstep.register.models import Household
from tests.factories import pair

DAY = date(2026, 3, 4)


@pytest.fixture(autouse=True)
def caoba(cast, method):
    pair(cast.a, cast.tashi)


@pytest.fixture
def programme(cast):
    told = {"by": cast.coordinator, "on": DAY}
    made = actions.found_programme(
        cast.caoba, name="公益岗补贴", kind="posts", source="县林草局", start_on=DAY, **told
    )
    actions.commit_money(made, year=2026, amount=10_000_000, decided_on=DAY, **told)
    return made


def url(name, *args):
    return reverse(f"office:{name}", args=args)


def test_a_post_is_given_paid_with_the_others_and_ended(cast, programme, browser):
    client = browser(cast.coordinator)
    head = cast.a.members.get(relation="head")
    given = {
        "holder": head.pk, "kind": "forest", "title": "护林员", "programme": programme.pk,
        "monthly_pay": "775", "monthly_days": 10, "start_on": "2026-02-01", "is_of_cadre": "no",
    }  # fmt: skip

    refused = client.post(url("paid-post-new"), given | {"is_of_cadre": "yes"})
    client.post(url("paid-post-new"), given)
    before = client.get(f"{url('posts-pay')}?month=2026-03")
    paid = client.post(url("posts-pay"), {"month": "2026-03"})
    again = client.post(url("posts-pay"), {"month": "2026-03"}, follow=True)
    client.post(url("paid-post-end", PaidPost.objects.get().pk), {"last_on": "2026-03-31"})

    assert (refused.status_code, paid.url) == (422, f"{url('posts-pay')}?month=2026-03")
    assert "Pay 1 post, ¥775.00 together" in before.text
    assert "Nothing is left to pay for 2026-03." in again.text
    assert [one.amount for one in Posting.objects.all()] == [77_500]
    assert PaidPost.objects.get().end_on == date(2026, 3, 31)


def test_a_month_that_is_none_is_said(cast, programme, browser):
    answer = browser(cast.coordinator).get(f"{url('posts-pay')}?month=March")

    assert (answer.status_code, "“March” is no month" in answer.text) == (409, True)


def test_a_month_before_all_books_is_told_which_months_there_are(cast, programme, browser):
    answer = browser(cast.coordinator).get(f"{url('posts-pay')}?month=1900-01")

    assert answer.status_code == 409
    assert "Months from 2000-01 to 2026-03 are paid here; “1900-01” is none." in answer.text


def test_the_town_reads_posts_without_who_holds_them(cast, programme, browser):
    actions.give_post(
        cast.a.members.get(relation="head"), programme, kind="road", title="护路员",
        monthly_pay=50_000, monthly_days=8, start_on=DAY, is_of_cadre=False, by=cast.coordinator,
        on=DAY,
    )  # fmt: skip
    client = browser(cast.town_account)

    page = client.get(url("posts")).text

    assert ("护路员" in page, "央金" in page, "A-001" in page) == (True, False, False)
    assert client.get(url("posts-pay")).status_code == 404


def test_a_post_of_a_household_out_of_use_names_nobody_and_is_not_paid(cast, programme, browser):
    for household in (cast.a, cast.b):
        actions.give_post(
            household.members.get(relation="head"), programme, kind="road", title="护路员",
            monthly_pay=50_000, monthly_days=8, start_on=date(2026, 2, 1), is_of_cadre=False,
            by=cast.coordinator, on=DAY,
        )  # fmt: skip
    Household.objects.filter(pk=cast.a.pk).update(closed_on=DAY, closed_because=ClosedBecause.KEPT)
    client = browser(cast.coordinator)

    posts = client.get(url("posts")).text
    month = client.get(f"{url('posts-pay')}?month=2026-02").text
    client.post(url("posts-pay"), {"month": "2026-02"})

    assert [word in posts + month for word in ("央金", "A-001")] == [False, False]
    assert [page.count(">a household<") for page in (posts, month)] == [1, 1]
    assert "Pay 1 post, ¥500.00 together" in month
    assert [one.household for one in Payment.objects.all()] == [cast.b]


def test_a_project_is_built_with_sources_and_pays_wages(cast, programme, browser):
    client = browser(cast.coordinator)
    client.post(
        url("project-new"),
        {"name": "灌溉渠", "kind": "irrigation", "start_on": "2026-03-01",
         "villages": [cast.caoba.pk]},
    )  # fmt: skip
    key = Project.objects.get().pk
    source = {"name": "发改委", "amount": "20000", "agreed_on": "2026-03-01", "is_public": "on"}
    client.post(url("project-source", key), source | {"programme": programme.pk})
    client.post(url("project-source", key), source | {"name": "投劳", "is_public": ""})
    client.post(
        url("project-contract", key),
        {"contractor": "水利队", "what": "渠", "amount": "9000", "signed_on": "2026-03-01"},
    )
    contract = Project.objects.get().contracts.get()
    pay = {"programme": programme.pk, "paid_on": "2026-03-10"}
    client.post(
        url("project-pay", key),
        pay | {"id": uuid4(), "went_for": "wages", "amount": "5000", "household": cast.a.pk},
    )
    on_contract = pay | {"went_for": f"contract:{contract.pk}"}
    client.post(url("project-pay", key), on_contract | {"id": uuid4(), "amount": "8000"})
    over = client.post(url("project-pay", key), on_contract | {"id": uuid4(), "amount": "1000.01"})
    client.post(url("source-reverse", Source.objects.get(name="投劳").pk))
    client.post(url("project-end", key), {"last_on": "2026-03-11"})

    page = client.get(url("project", key))

    assert "25.0 % of ¥20,000.00 of public funds" in page.text
    assert "水利队" in {row.who for row in page.context["rows"]}
    assert "The contract with 水利队 is for ¥9,000.00" in over.text
    stands = page.context["stands"]
    assert (stands.invested, stands.paid, stands.wages) == (2_000_000, 1_300_000, 500_000)
    assert client.get(url("projects")).context["lines"] == [stands]


def test_a_cooperative_earns_declares_and_pays_its_members(cast, browser):
    client = browser(cast.coordinator)
    client.post(url("cooperative-new"), {"name": "草坝社", "founded_on": "2026-03-02"})
    key = Cooperative.objects.get().pk
    client.post(
        url("cooperative-shares", key, "caoba"),
        {"households": [cast.a.pk, cast.b.pk], "start_on": "2026-03-02"},
    )
    earned = {"amount": "100", "received_on": "2026-03-03", "into": "bank"}
    client.post(url("cooperative-earn", key), earned)
    over = client.post(
        url("cooperative-declare", key), {"amount": "100.01", "declared_on": "2026-03-04"}
    )
    client.post(url("cooperative-declare", key), {"amount": "90", "declared_on": "2026-03-04"})
    dividend = Dividend.objects.get()
    paying = url("dividend-pay", dividend.pk, "caoba")
    amounts = {f"amount-{cast.a.pk}": "45", f"amount-{cast.b.pk}": "", "paid_on": "2026-03-05"}

    first = client.get(paying)
    wrong = client.post(paying, amounts | {f"amount-{cast.b.pk}": "很多"})
    too_much = client.post(paying, amounts | {f"amount-{cast.b.pk}": "45.01"})
    nobody = client.post(paying, amounts | {f"amount-{cast.a.pk}": ""})
    no_day = client.post(paying, amounts | {"paid_on": ""})
    client.post(paying, amounts)

    assert "¥100.00, of which ¥0.00 are declared" in over.text
    assert [typed for _due, typed, _wrong in first.context["lines"]] == ["45.00", "45.00"]
    assert ("is no amount" in wrong.text, 'value="45"' in wrong.text) == (True, True)
    assert "¥90.00 were declared, of which ¥0.00 are paid; ¥90.01 cannot be paid" in too_much.text
    assert "No line has an amount; type one where somebody is paid." in nobody.text
    assert (nobody.status_code, no_day.status_code) == (422, 422)
    assert [one.on for one in Posting.objects.filter(payment__isnull=False)] == [date(2026, 3, 5)]
    assert [one.household for one in Payment.objects.all()] == [cast.a]
    stands = client.get(url("cooperative", key)).context["stands"]
    assert (stands.earned, stands.declared, stands.paid) == (10_000, 9_000, 4_500)


def test_all_members_who_were_paid_get_their_receipts_in_one_press(cast, browser):
    client, told = browser(cast.coordinator), {"by": cast.coordinator, "on": DAY}
    coop = actions.found_cooperative(cast.caoba, name="草坝社", founded_on=DAY, **told)
    actions.add_shares(coop, [cast.a, cast.b, cast.c], start_on=DAY, **told)
    actions.earn(coop, 900, received_on=DAY, **told)
    dividend = actions.declare_dividend(coop, 900, declared_on=DAY, **told)
    paying = url("dividend-pay", dividend.pk, "caoba")
    before = client.get(paying).text
    shares = {cast.a: 300, cast.b: 200, cast.c: 100}
    paid = actions.pay_dividend(dividend, shares, paid_on=DAY, **told)
    actions.reverse_payment(paid[2], because="错", **told)
    actions.give_receipt(paid[1], **told)

    page = client.get(paying)
    printed = client.post(f"{paying}?receipts=yes", follow=True)
    client.post(f"{paying}?receipts=yes")

    assert ("receipts=yes" in before, "receipts=yes" in page.text) == (False, True)
    assert f'name="amount-{cast.a.pk}"' not in page.text
    assert f'name="amount-{cast.c.pk}"' in page.text
    assert [(one.payment, one.number) for one in Receipt.objects.order_by("number")] == [
        (paid[1], 1), (paid[0], 2),
    ]  # fmt: skip
    assert [row.amount for row in printed.context["rows"]] == [200, 300]
    assert all(text in printed.text for text in ("2026-0001", "2026-0002", "¥3.00", "¥2.00"))


def test_receipts_of_a_dividend_are_for_who_keeps_that_villages_money(cast, browser):
    told = {"by": cast.coordinator, "on": DAY}
    coop = actions.found_cooperative(cast.caoba, name="草坝社", founded_on=DAY, **told)
    actions.add_shares(coop, [cast.a], start_on=DAY, **told)
    actions.earn(coop, 900, received_on=DAY, **told)
    dividend = actions.declare_dividend(coop, 900, declared_on=DAY, **told)
    actions.pay_dividend(dividend, {cast.a: 900}, paid_on=DAY, **told)
    address = f"{url('dividend-pay', dividend.pk, 'caoba')}?receipts=yes"

    for who in (cast.other_coordinator, cast.town_account, cast.second):
        assert browser(who).post(address).status_code == 404

    assert Receipt.objects.count() == 0
    assert browser(cast.coordinator).get(address).status_code == 302


def test_a_village_pays_its_members_of_the_towns_cooperative(cast, browser):
    told = {"by": cast.town_account, "on": DAY}
    coop = actions.found_cooperative(cast.town, name="联合社", founded_on=DAY, **told)
    town, client = browser(cast.town_account), browser(cast.coordinator)
    town.post(
        url("cooperative-join", coop.pk), {"village": cast.caoba.pk, "start_on": "2026-03-04"}
    )
    client.post(
        url("cooperative-shares", coop.pk, "caoba"),
        {"households": [cast.a.pk], "start_on": "2026-03-04"},
    )
    actions.earn(coop, 900, received_on=DAY, **told)
    dividend = actions.declare_dividend(coop, 900, declared_on=DAY, **told)

    client.post(url("dividend-pay", dividend.pk, "caoba"), {
        f"amount-{cast.a.pk}": "9", "paid_on": "2026-03-04",
    })  # fmt: skip
    town.post(url("dividend-reverse", dividend.pk), {"because": "错"})

    page = town.get(url("cooperative", coop.pk))
    assert page.context["stands"].paid == 900
    assert ("央金" in page.text, page.context["own"]) == (False, [])
    assert Dividend.objects.count() == 1
    assert town.get(url("dividend-pay", dividend.pk, "caoba")).status_code == 404
    assert client.get(url("cooperative-declare", coop.pk)).status_code == 404


def test_the_number_of_queries_does_not_grow(cast, programme, browser, count_queries):
    client, told = browser(cast.coordinator), {"by": cast.coordinator, "on": DAY}
    addresses = [url(name) for name in ("posts", "posts-pay", "projects", "cooperatives")]

    def make(number, household):
        head = household.members.get(relation="head")
        actions.give_post(
            head, programme, kind="road", title=f"护路员{number}", monthly_pay=500,
            monthly_days=8, start_on=DAY, is_of_cadre=False, **told,
        )  # fmt: skip
        actions.begin_project(cast.caoba, name=f"路{number}", kind="road", start_on=DAY, **told)
        actions.found_cooperative(cast.caoba, name=f"社{number}", founded_on=DAY, **told)

    make(1, cast.a)
    one = [count_queries(client, address) for address in addresses]
    make(2, cast.b)
    make(3, cast.c)

    assert [count_queries(client, address) for address in addresses] == one
