"""Programmes, commitments and payments: what is paid, what is refused, what is taken back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from doorstep.activities.actions import record_activity
from doorstep.funds import actions
from doorstep.funds.actions.causes import (
    CauseCannotBePaid,
    CauseLater,
    OverCommitment,
    ProgrammeDoesNotPayThen,
    ProgrammeMissing,
)
from doorstep.funds.actions.guards import (
    DayBeforePosting,
    DayToCome,
    PostingReversedAlready,
    ProgrammeOfAnotherPlace,
    ReasonMissing,
    WordsMissing,
)
from doorstep.funds.actions.payments import (
    MemberOfAnotherHousehold,
    PayeeMissing,
    PayeeNotInUse,
    PaymentReversedAlready,
)
from doorstep.funds.actions.programmes import (
    CommitmentPaidAlready,
    CommitmentReversedAlready,
    EndBeforeStart,
    ProgrammeThereAlready,
    YearRefused,
)
from doorstep.funds.models import Commitment, Heading, Payment, Posting
from doorstep.funds.queries import YearLine, balances, year_of, years_of
from doorstep.kit.days import day_text
from doorstep.kit.errors import Refused
from doorstep.kit.money import AmountNotPositive
from doorstep.people.models import AuditEntry
from doorstep.register.models import Household
from tests.factories import DAY, make_need
from tests.funds.conftest import COMMITTED, YEAR, commit, found

LATER = DAY + timedelta(days=9)


def pay(cast, programme, amount=50_000, *, cause=None, paid_on=DAY, on=DAY, **more):
    cause = cause or make_need(cast.a)
    return actions.pay(
        programme, amount, cause=cause, paid_on=paid_on, by=cast.coordinator, on=on, **more
    )


def reverse(cast, payment, on=LATER, because="转错了人"):
    return actions.reverse_payment(payment, because=because, by=cast.coordinator, on=on)


def test_what_is_paid_for_a_need_goes_to_its_household_and_stands_in_the_ledger(cast, relief):
    need = make_need(cast.a)

    payment = pay(cast, relief, cause=need, text="取暖")

    posting = Posting.objects.get(payment=payment)
    assert (payment.cause, payment.need, payment.household) == ("need", need, cast.a)
    assert (posting.number, posting.on, posting.amount, posting.text) == (1, DAY, 50_000, "取暖")
    assert (posting.taken_from.kind, posting.put_to.kind) == ("bank", "relief")
    assert year_of(relief, YEAR) == YearLine(YEAR, COMMITTED, 50_000)
    entry = AuditEntry.objects.get(act="pay")
    assert (entry.household_id, entry.detail) == (cast.a.pk, {"cause": "need"})


def test_goods_are_bought_for_an_activity_and_aid_is_paid_of_a_commitment(cast, relief, aid):
    event = record_activity(cast.caoba, kind="gathering", title="座谈", on=DAY, by=cast.coordinator)
    scholarship = Commitment.objects.get(programme=aid)

    goods = pay(cast, relief, cause=event, payee="供销社", paid_from="cash")
    grant = pay(cast, aid, cause=scholarship, household=cast.d)

    sides = {
        one.payment: (one.taken_from.kind, one.put_to.kind, one.place)
        for one in Posting.objects.select_related("taken_from", "put_to", "place", "payment")
    }
    assert sides == {
        goods: ("cash", "goods", cast.caoba),
        grant: ("bank", "aid", cast.town),
    }


def test_a_payment_over_its_commitment_is_refused_with_the_amounts(cast, relief):
    pay(cast, relief, 990_000)

    with pytest.raises(OverCommitment) as refused:
        pay(cast, relief, 10_001)

    assert str(refused.value) == (
        f"“临时救助金” has ¥10,000.00 committed for {YEAR}, of which ¥9,900.00 are paid and "
        "¥100.00 left; ¥100.01 cannot be paid. Commit more first, or pay less."
    )
    assert Payment.objects.count() == 1


def test_what_is_committed_later_can_be_paid_and_years_are_kept_apart(cast, relief):
    commit(relief, 70_000, by=cast.coordinator, year=YEAR + 1)
    commit(relief, 5, by=cast.second)

    pay(cast, relief, COMMITTED + 5)

    assert years_of(relief) == [
        YearLine(YEAR + 1, 70_000, 0),
        YearLine(YEAR, COMMITTED + 5, COMMITTED + 5),
    ]


def test_a_reversal_stands_beside_what_it_takes_back_and_frees_the_money(cast, relief):
    payment = pay(cast, relief, COMMITTED)

    back = reverse(cast, payment)

    told = [(one.number, one.amount, one.on, one.reverses_id) for one in
            Posting.objects.order_by("number")]  # fmt: skip
    assert told == [(1, COMMITTED, DAY, None), (2, -COMMITTED, LATER, back.reverses_id)]
    assert (back.reverses.payment, back.text) == (payment, "转错了人")
    assert year_of(relief, YEAR).left == COMMITTED
    assert [(one.kind, one.amount) for one in balances(cast.caoba, LATER)] == [
        ("bank", 0), ("relief", 0),
    ]  # fmt: skip


def test_a_reversal_in_a_later_year_gives_back_to_the_year_that_paid(cast, relief):
    payment = pay(cast, relief)

    reverse(cast, payment, on=DAY.replace(year=YEAR + 1))

    assert years_of(relief) == [YearLine(YEAR, COMMITTED, 0)]


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"on": DAY - timedelta(days=1)}, DayBeforePosting),
        ({"because": " "}, ReasonMissing),
    ],
)
def test_a_reversal_that_cannot_be_is_refused(cast, relief, given, error):
    payment = pay(cast, relief)

    with pytest.raises(error):
        reverse(cast, payment, **given)

    assert Posting.objects.count() == 1


def test_a_payment_is_reversed_once(cast, relief):
    payment = pay(cast, relief)
    reverse(cast, payment)

    with pytest.raises(PostingReversedAlready):
        reverse(cast, payment)


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"amount": 0}, AmountNotPositive),
        ({"amount": -5}, AmountNotPositive),
        ({"paid_on": DAY - timedelta(days=1)}, CauseLater),
        ({"paid_on": LATER}, DayToCome),
        ({"paid_on": DAY.replace(year=YEAR + 1), "on": DAY.replace(year=YEAR + 2)}, OverCommitment),
    ],
)
def test_bad_payments_are_refused_and_nothing_is_kept(cast, relief, more, error):
    with pytest.raises(error):
        pay(cast, relief, **more)

    assert (Payment.objects.count(), Posting.objects.count()) == (0, 0)


def test_a_programme_pays_all_but_dividends(cast, relief):
    with pytest.raises(ProgrammeMissing):
        pay(cast, None)


def test_somebody_gets_the_money(cast, relief):
    with pytest.raises(PayeeMissing):
        pay(cast, relief, cause=Commitment.objects.get(programme=relief))


def test_a_member_of_another_household_gets_nothing(cast, relief):
    of_b = cast.b.members.get(relation="head")

    with pytest.raises(MemberOfAnotherHousehold):
        pay(
            cast, relief, cause=Commitment.objects.get(programme=relief), household=cast.a,
            member=of_b,
        )  # fmt: skip


def test_a_sealed_need_another_programme_s_commitment_and_one_taken_back_cannot_be_paid(
    cast, relief, aid
):
    taken_back = commit(relief, 500, by=cast.coordinator)
    actions.reverse_commitment(taken_back, because="改了", by=cast.coordinator, on=DAY)
    of_another = Commitment.objects.get(programme=aid)

    year_after = commit(relief, 500, by=cast.coordinator, year=YEAR + 1)

    said = []
    for cause in (make_need(cast.a, sealed=True), of_another, taken_back, year_after):
        with pytest.raises(CauseCannotBePaid) as refused:
            pay(cast, relief, cause=cause, payee="甲")
        said.append(str(refused.value))

    assert said == [
        "What is sealed stands in no ledger; nothing can be paid for this need.",
        "This commitment is one of “企业帮扶”; choose that programme, or another commitment.",
        "This commitment of “临时救助金” was taken back; choose one that stands.",
        (f"This commitment is for {YEAR + 1}; on {day_text(DAY)} nothing can be paid of it. Choose "
        "that year's, or another day."),
    ]  # fmt: skip


def test_a_programme_pays_at_its_place_and_below_while_it_runs(cast, relief, aid):
    other = found(cast.xiagou, cast.other_coordinator)
    actions.end_programme(relief, last_on=DAY, by=cast.coordinator, on=DAY)

    pay(cast, aid)
    with pytest.raises(ProgrammeOfAnotherPlace):
        pay(cast, other)
    with pytest.raises(ProgrammeDoesNotPayThen):
        pay(cast, relief, paid_on=LATER, on=LATER)


def test_a_household_that_is_being_erased_is_paid_no_more(cast, relief):
    need = make_need(cast.a)
    Household.objects.filter(pk=cast.a.pk).update(closed_on=DAY, closed_because="erasing")

    with pytest.raises(PayeeNotInUse):
        pay(cast, relief, cause=need)


def test_a_commitment_is_taken_back_only_as_far_as_it_is_not_paid(cast, relief):
    (first,) = Commitment.objects.filter(programme=relief)
    second = commit(relief, 30_000, by=cast.coordinator)
    pay(cast, relief, COMMITTED)

    actions.reverse_commitment(second, because="改计划", by=cast.coordinator, on=DAY)

    with pytest.raises(CommitmentPaidAlready):
        actions.reverse_commitment(first, because="改计划", by=cast.coordinator, on=DAY)
    with pytest.raises(CommitmentReversedAlready):
        actions.reverse_commitment(second, because="改计划", by=cast.coordinator, on=DAY)
    assert year_of(relief, YEAR) == YearLine(YEAR, COMMITTED, COMMITTED)


def test_money_that_came_in_lies_in_the_purse_until_it_is_taken_back(cast, relief):
    posting = actions.receive_money(
        relief, 400_000, received_on=DAY, by=cast.coordinator, on=DAY, text="一季度"
    )
    pay(cast, relief, 100_000)
    stood = [(one.kind, one.amount) for one in balances(cast.caoba, DAY)]

    actions.reverse_income(posting, because="记重了", by=cast.coordinator, on=LATER)

    assert stood == [("bank", 300_000), ("given", -400_000), ("relief", 100_000)]
    assert [(one.kind, one.amount) for one in balances(cast.caoba, LATER)] == [
        ("bank", -100_000), ("given", 0), ("relief", 100_000),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"name": "临时救助金"}, ProgrammeThereAlready),
        ({"end_on": DAY - timedelta(days=1)}, EndBeforeStart),
        ({"source": ""}, WordsMissing),
    ],
)
def test_a_programme_that_cannot_be_is_refused(cast, relief, given, error):
    given = {"name": "新", "kind": "aid", "source": "公司", "start_on": DAY} | given

    with pytest.raises(error):
        actions.found_programme(cast.caoba, by=cast.coordinator, on=DAY, **given)


def test_money_is_committed_to_a_year_that_can_be_meant(cast, relief):
    with pytest.raises(YearRefused):
        commit(relief, 100, by=cast.coordinator, year=20)


def test_a_receipt_has_one_number_however_often_it_is_printed(cast, relief):
    first, second, third = (pay(cast, relief) for _number in range(3))
    reverse(cast, third)

    numbers = [
        actions.give_receipt(one, by=cast.coordinator, on=LATER).number
        for one in (first, second, first)
    ]

    assert numbers == [1, 2, 1]
    with pytest.raises(PaymentReversedAlready):
        actions.give_receipt(third, by=cast.coordinator, on=LATER)


def test_the_database_holds_no_payment_without_exactly_one_cause(cast, relief):
    payment = pay(cast, relief)
    commitment = Commitment.objects.get(programme=relief)

    for wrong in (
        {"need": None},
        {"commitment": commitment},
        {"cause": "commitment"},
        {"is_cut": True},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Payment.objects.filter(pk=payment.pk).update(**wrong)


def test_the_database_holds_no_posting_that_does_not_balance_or_belongs_to_nothing(cast, relief):
    posting = Posting.objects.get(payment=pay(cast, relief))

    for wrong in (
        {"amount": 0},
        {"amount": -1},
        {"taken_from": posting.put_to},
        {"payment": None},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Posting.objects.filter(pk=posting.pk).update(**wrong)


def test_a_heading_stands_once_at_a_place(cast, relief):
    pay(cast, relief)
    pay(cast, relief)

    assert sorted(Heading.objects.values_list("place__code", "kind")) == [
        ("caoba", "bank"), ("caoba", "relief"),
    ]  # fmt: skip


def test_every_refusal_is_a_sentence(cast, relief):
    with pytest.raises(Refused) as refused:
        pay(cast, relief, paid_from="relief")

    assert str(refused.value) == "Money is paid from the bank or from the cash box."
