"""Money on screen: programmes, payments with their cause, reversal, receipt, ledger."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from doorstep.funds import actions
from doorstep.funds.models import Payment, Posting, Programme, Receipt
from doorstep.people.choices import Role
from doorstep.people.models import AccountRole
from tests.factories import make_need, pair

DAY = date(2026, 3, 4)
LIST = reverse("office:money")
NEW_PAYMENT = reverse("office:payment-new")


@pytest.fixture(autouse=True)
def caoba(cast, method):
    pair(cast.a, cast.tashi)


@pytest.fixture
def programme(cast):
    made = actions.found_programme(
        cast.caoba, name="临时救助金", kind="other", source="县民政局", start_on=DAY,
        by=cast.coordinator, on=DAY,
    )  # fmt: skip
    actions.commit_money(made, year=2026, amount=1_000_000, decided_on=DAY, by=cast.second, on=DAY)
    return made


@pytest.fixture
def need(cast):
    return make_need(cast.a, text="取暖")


def filled(programme, need, **values):
    return {
        "id": uuid4(), "programme": programme.pk, "cause": f"need:{need.pk}", "amount": "9,470.00",
        "paid_on": "2026-03-10", "paid_from": "bank", "reference": "流水 7", "text": "取暖",
    } | values  # fmt: skip


def test_a_payment_is_typed_in_yuan_and_leads_to_its_page(cast, programme, need, browser):
    client = browser(cast.coordinator)

    answer = client.post(NEW_PAYMENT, filled(programme, need))

    payment = Payment.objects.get()
    assert answer.url == reverse("office:payment", args=[payment.pk])
    assert Posting.objects.get().amount == 947_000
    page = client.get(answer.url).text
    assert all(text in page for text in ("¥9,470.00", "央金", "临时救助金", "流水 7"))


def test_who_committed_the_money_is_told_who_can_pay_a_household(cast, need, browser):
    told = {"amount": 5, "decided_on": DAY, "on": DAY, "year": 2026}
    own = actions.found_programme(
        cast.caoba,
        name="其他",
        kind="other",
        source="村",
        start_on=DAY,
        by=cast.coordinator,
        on=DAY,
    )
    actions.commit_money(own, by=cast.coordinator, **told)

    answer = browser(cast.coordinator).post(NEW_PAYMENT, filled(own, need, amount="0.05"))

    assert answer.status_code == 422
    assert "Let another person who keeps this money pay, or open a claim." in answer.text
    assert Payment.objects.count() == 0


@pytest.mark.parametrize(
    "differs",
    [{"amount": "100"}, {"reference": "票 9"}, {"paid_on": "2026-03-05"}, {"paid_from": "cash"}],
)
def test_a_payment_that_is_pressed_twice_is_paid_once(cast, programme, need, browser, differs):
    client = browser(cast.coordinator)
    given = filled(programme, need)

    answers = [client.post(NEW_PAYMENT, given) for _press in range(2)]
    other = client.post(NEW_PAYMENT, given | differs)

    assert {one.url for one in answers} == {
        reverse("office:payment", args=[Payment.objects.get().pk])
    }
    assert other.status_code == 422
    assert "This form was sent before, with other content." in other.text
    assert Posting.objects.get().amount == 947_000


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"amount": "五百"}, "“五百” is no amount."),
        ({"amount": "10,000.01"}, "¥10,000.00 left; ¥10,000.01 cannot be paid"),
        ({"paid_on": "2026-03-12"}, "12 March 2026 is still to come"),
        ({"cause": ""}, "This field is required."),
        ({"cause": "need:7"}, "This is not on the list: it lies at another place,"),
        ({"amount": "-1"}, "The amount is more than 0."),
        ({"amount": "0"}, "The amount is more than 0."),
        ({"amount": "0.001"}, "“0.001” has parts smaller than a fen"),
        ({"amount": "1e9"}, "“1e9” is no amount."),
        ({"amount": "９" * 16}, "is more than can be meant"),
        ({"paid_on": "9999-12-31"}, "Choose a day from "),
    ],
)
def test_what_cannot_be_paid_is_said_and_the_form_keeps_what_was_typed(
    cast, programme, need, browser, values, words
):
    answer = browser(cast.coordinator).post(NEW_PAYMENT, filled(programme, need, **values))

    assert answer.status_code == 422
    assert words in answer.text.replace("&quot;", '"')
    assert "流水 7" in answer.text
    assert Payment.objects.count() == 0


def test_payments_are_listed_by_year(cast, programme, need, browser):
    told = {"by": cast.second, "on": DAY}
    for day in (DAY, date(2027, 1, 5)):
        actions.commit_money(programme, year=day.year, amount=900, decided_on=DAY, **told)
        actions.pay(
            programme, 500, cause=need, paid_on=day, text=f"{day.year}年", by=cast.coordinator,
            on=day,
        )  # fmt: skip
    client, address = browser(cast.coordinator), reverse("office:payments")

    pages = {year: client.get(address, {"year": year}) for year in ("", "2026", "2027", "1999")}

    listed = {year: [row.on.year for row in page.context["rows"]] for year, page in pages.items()}
    assert listed == {"": [2027, 2026], "2026": [2026], "2027": [2027], "1999": [2027, 2026]}
    assert "?year=2027&amp;place=caoba" in pages["2026"].text


def test_a_payment_is_reversed_and_gets_a_receipt(cast, programme, need, browser):
    client = browser(cast.coordinator)
    client.post(NEW_PAYMENT, filled(programme, need))
    payment = Payment.objects.get()
    receipt = reverse("office:payment-receipt", args=[payment.pk])

    without = client.get(receipt)
    client.post(receipt)
    sheet = client.get(receipt).text
    client.post(reverse("office:payment-reverse", args=[payment.pk]), {"because": "转错"})
    void = client.get(receipt).text

    assert without.status_code == 302
    assert Receipt.objects.get().number == 1
    assert ("2026-0001" in sheet, "2026-0001" in void) == (True, True)
    assert ["Reversed on" in page for page in (sheet, void)] == [False, True]
    assert ["Signature" in page for page in (sheet, void)] == [True, False]
    assert [one.amount for one in Posting.objects.order_by("number")] == [947_000, -947_000]


def test_a_programme_is_founded_gets_money_and_ends(cast, browser):
    client = browser(cast.coordinator)
    given = {"name": "助学金", "kind": "scholarship", "source": "某公司", "start_on": "2026-01-01"}

    client.post(reverse("office:programme-new"), given)
    programme = Programme.objects.get()
    for name, values in (
        ("commit", {"year": 2026, "amount": "2000", "decided_on": "2026-03-01"}),
        ("receive", {"amount": "1500.5", "received_on": "2026-03-02", "into": "cash"}),
        ("end", {"last_on": "2026-12-31"}),
    ):
        answer = client.post(reverse(f"office:programme-{name}", args=[programme.pk]), values)
        assert answer.url == reverse("office:programme", args=[programme.pk])

    (line,) = client.get(LIST).context["lines"]
    assert (line.year.committed, line.year.paid, line.received) == (200_000, 0, 150_050)
    programme.refresh_from_db()
    assert programme.end_on == date(2026, 12, 31)


def test_commitments_and_income_are_taken_back_with_a_reason(cast, programme, browser):
    client = browser(cast.coordinator)
    posting = actions.receive_money(programme, 500, received_on=DAY, by=cast.coordinator, on=DAY)
    (commitment,) = programme.commitments.all()

    client.post(reverse("office:commitment-reverse", args=[commitment.pk]), {"because": "改"})
    client.post(reverse("office:income-reverse", args=[posting.pk]), {"because": "错"})

    (line,) = client.get(LIST).context["lines"]
    assert (line.year.committed, line.received) == (0, 0)


def test_the_ledger_shows_both_sides_and_sums_to_nothing(cast, programme, need, browser):
    client = browser(cast.coordinator)
    client.post(NEW_PAYMENT, filled(programme, need))

    context = client.get(reverse("office:ledger")).context

    assert [(one.kind, one.amount) for one in context["balances"]] == [
        ("bank", -947_000), ("relief", 947_000),
    ]  # fmt: skip
    assert context["sum"] == 0


def test_the_household_page_tells_the_payment_to_the_coordinator_alone(
    cast, programme, need, browser
):
    client = browser(cast.coordinator)
    client.post(NEW_PAYMENT, filled(programme, need))
    page = reverse("office:household", args=[cast.a.pk])

    assert "¥9,470.00" in client.get(page).text
    assert "¥9,470.00" not in browser(cast.tashi_account).get(page).text


def test_the_town_sees_the_sum_and_neither_name_nor_words(cast, programme, need, browser):
    browser(cast.coordinator).post(NEW_PAYMENT, filled(programme, need))
    payment = Payment.objects.get()
    client = browser(cast.town_account)

    pages = [
        client.get(address).text
        for address in (
            LIST,
            reverse("office:payments"),
            reverse("office:payment", args=[payment.pk]),
            reverse("office:programme", args=[programme.pk]),
        )
    ]

    assert ["9,470.00" in page for page in pages] == [True] * 4
    hidden = ("央金", "A-001", "取暖", "流水 7")
    assert [text for page in pages for text in hidden if text in page] == []
    reversing = reverse("office:payment-reverse", args=[payment.pk])
    assert client.post(reversing, {"because": "改"}).status_code == 404


def test_the_towns_ledger_holds_no_words_about_a_villages_payment(cast, need, browser):
    told = {"by": cast.town_account, "on": DAY}
    of_town = actions.found_programme(
        cast.town, name="乡级救助", kind="other", source="乡政府", start_on=DAY, **told
    )
    actions.commit_money(of_town, year=2026, amount=9_000, decided_on=DAY, **told)
    actions.receive_money(of_town, 9_000, received_on=DAY, text="县里拨款", **told)
    actions.pay(of_town, 500, cause=need, paid_on=DAY, text="给央金家", by=cast.coordinator, on=DAY)

    page = browser(cast.town_account).get(reverse("office:ledger")).text

    assert ("县里拨款" in page, "给央金家" in page) == (True, False)


@pytest.mark.parametrize("who", ["tashi_account", "second", "other_coordinator", "auditor"])
def test_nobody_else_finds_the_money(cast, programme, need, browser, who):
    browser(cast.coordinator).post(NEW_PAYMENT, filled(programme, need))
    client = browser(getattr(cast, who))
    payment = Payment.objects.get()

    answers = [
        client.get(reverse(f"office:{name}", args=args)).status_code
        for name, args in (("payment", [payment.pk]), ("programme", [programme.pk]))
    ]

    assert answers == [404, 404]


def test_sums_of_money_are_figures_for_who_keeps_money(cast, programme, need, browser):
    client = browser(cast.coordinator)
    client.post(NEW_PAYMENT, filled(programme, need))
    rows = reverse("office:figure", args=["money_paid"])

    told = client.get(rows)
    helper = browser(cast.tashi_account)

    assert "¥9,470.00" in told.text
    assert "A-001" in told.text
    assert helper.get(rows).status_code == 404
    assert "Money paid" not in helper.get(reverse("office:figures")).text


def test_the_number_of_queries_does_not_grow(cast, programme, need, browser, count_queries):
    client = browser(cast.coordinator)
    client.post(NEW_PAYMENT, filled(programme, need, amount="1"))
    addresses = [LIST, reverse("office:payments"), reverse("office:ledger")]
    one = [count_queries(client, address) for address in addresses]
    for household in (cast.b, cast.c):
        client.post(NEW_PAYMENT, filled(programme, make_need(household), amount="1"))
    actions.found_programme(
        cast.caoba, name="助学", kind="scholarship", source="某公司", start_on=DAY,
        by=cast.coordinator, on=DAY,
    )  # fmt: skip

    assert [count_queries(client, address) for address in addresses] == one


def test_a_coordinator_of_two_villages_chooses_whose_money_it_is(cast, programme, browser):
    AccountRole.objects.create(
        account=cast.coordinator, role=Role.COORDINATOR, place=cast.xiagou, start_on=DAY
    )
    client = browser(cast.coordinator)

    here, there = (client.get(f"{LIST}?place={code}").context for code in ("caoba", "xiagou"))

    assert [one.programme for one in here["lines"]] == [programme]
    assert (there["place"], there["lines"]) == (cast.xiagou, [])
