"""Who sees which money, and what stays when a household is erased or merged."""

from datetime import date

import pytest

from doorstep.funds import actions
from doorstep.funds.figures import FIGURES
from doorstep.funds.models import Commitment, Payment, Posting
from doorstep.funds.queries import (
    YearLine,
    balances,
    get_money_place_for,
    get_payment_for,
    get_programme_for,
    payment_rows,
    payments_for,
    payments_to,
    postings_of,
    programme_lines,
    year_of,
)
from doorstep.kit.errors import NotVisible
from doorstep.kit.periods import Period
from doorstep.needs.actions import escalate_need
from doorstep.people.queries import scope_of
from doorstep.register.choices import ClosedBecause
from doorstep.register.models import Household
from doorstep.rights.actions import erase_household
from tests.factories import DAY, make_need
from tests.funds.conftest import COMMITTED, YEAR, decided

FIGURE = {figure.key: figure for figure in FIGURES}
WHOLE_YEAR = Period(date(YEAR, 1, 1), date(YEAR, 12, 31))


@pytest.fixture
def paid(cast, relief):
    return actions.pay(
        relief, 947_000, cause=make_need(cast.a), paid_on=DAY, by=cast.coordinator, on=DAY,
        text="取暖", reference="流水 7",
    )  # fmt: skip


def value(key, place, period=WHOLE_YEAR):
    figure = FIGURE[key]
    rows = figure.rows(scope_of(place), period)
    return rows.aggregate(value=figure.measure)["value"] or 0


def told_to(account, on=DAY):
    rows = payment_rows(account, postings_of(payments_for(account, on)), on)
    return [(row.who, row.text, row.reference, row.household_id) for row in rows]


def test_the_coordinator_reads_who_was_paid(cast, paid):
    assert told_to(cast.coordinator) == [("A-001 央金", "取暖", "流水 7", cast.a.pk)]


def test_the_town_reads_the_sum_and_not_the_household(cast, paid):
    assert told_to(cast.town_account) == [("a household", "", "", None)]


def test_the_town_reads_the_code_of_a_household_whose_need_lies_with_it(cast, paid):
    escalate_need(paid.need, text="请乡里看", by=cast.coordinator, on=DAY)

    assert told_to(cast.town_account) == [("A-001", "", "", None)]


def test_nobody_else_sees_money(cast, paid):
    for account in (cast.tashi_account, cast.second, cast.other_coordinator, cast.auditor):
        assert told_to(account) == []
        assert list(payments_to(account, cast.a, DAY)) == []
        with pytest.raises(NotVisible):
            get_payment_for(account, paid.pk, DAY)
        with pytest.raises(NotVisible):
            get_programme_for(account, paid.programme_id, DAY)
    with pytest.raises(NotVisible):
        get_money_place_for(cast.tashi_account, None, DAY)
    with pytest.raises(NotVisible):
        get_money_place_for(cast.coordinator, "riduo", DAY)


def test_a_village_reads_of_the_towns_programme_what_was_paid_at_home(cast, relief, aid):
    commitment = Commitment.objects.get(programme=aid)
    for household, amount in ((cast.a, 100), (cast.d, 7_000)):
        actions.pay(
            aid, amount, cause=commitment, household=household, paid_on=DAY,
            by=cast.coordinator, on=DAY,
        )  # fmt: skip

    here = programme_lines(cast.coordinator, cast.caoba, YEAR, DAY)
    above = programme_lines(cast.town_account, cast.town, YEAR, DAY)

    assert [(line.programme, line.year, line.is_own) for line in here] == [
        (relief, YearLine(YEAR, COMMITTED, 0), True),
        (aid, YearLine(YEAR, 0, 100), False),
    ]
    assert {line.programme: line.year for line in above} == {
        relief: YearLine(YEAR, COMMITTED, 0),
        aid: YearLine(YEAR, COMMITTED, 7_100),
    }


def test_figures_are_sums_of_rows_and_a_reversal_is_a_row(cast, relief, aid, paid):
    commitment = Commitment.objects.get(programme=aid)
    grant = actions.pay(
        aid, 5_000, cause=commitment, household=cast.d, paid_on=DAY, by=cast.coordinator, on=DAY
    )
    before = [value(key, cast.town) for key in ("money_paid", "aid_paid", "aid_committed")]
    actions.reverse_payment(grant, because="退回", by=cast.town_account, on=DAY)

    assert before == [952_000, 5_000, COMMITTED]
    assert value("money_paid", cast.caoba) == 947_000
    assert value("money_paid", cast.xiagou) == 0
    assert FIGURE["aid_paid"].rows(scope_of(cast.town), WHOLE_YEAR).count() == 2


def test_what_is_committed_counts_in_the_year_it_is_for(cast, aid):
    march = Period(date(YEAR, 3, 1), date(YEAR, 3, 31))

    assert value("aid_committed", cast.town, march) == 0
    assert value("aid_committed", cast.town) == COMMITTED


@pytest.mark.usefixtures("own_keys")
def test_an_erased_household_is_cut_loose_and_every_sum_stays(cast, relief, paid):
    stood = balances(cast.caoba, DAY)

    erase_household(cast.a, by=cast.coordinator, on=DAY)

    kept = Payment.objects.get(pk=paid.pk)
    assert (kept.cause, kept.need, kept.household, kept.is_cut) == ("need", None, None, True)
    assert (kept.reference, Posting.objects.get(payment=kept).text) == ("", "")
    assert balances(cast.caoba, DAY) == stood
    assert year_of(relief, YEAR).paid == 947_000
    assert value("money_paid", cast.caoba) == 947_000
    assert told_to(cast.coordinator) == [("a household that was erased", "", "", None)]


def test_a_shop_that_is_paid_for_a_household_stands_beside_it(cast, relief):
    actions.pay(
        relief, 947_000, cause=make_need(cast.a), paid_on=DAY, by=cast.coordinator, on=DAY,
        payee="供销社",
    )  # fmt: skip

    assert told_to(cast.coordinator) == [("供销社, for A-001 央金", "", "", cast.a.pk)]
    assert told_to(cast.town_account) == [("a household", "", "", None)]


def test_of_a_household_that_is_out_of_use_nothing_names_anybody(cast, relief):
    actions.pay(
        relief, 947_000, cause=make_need(cast.a), paid_on=DAY, by=cast.coordinator, on=DAY,
        payee="央金的儿子", text="央金住院", reference="央金 7",
    )  # fmt: skip
    Household.objects.filter(pk=cast.a.pk).update(closed_on=DAY, closed_because=ClosedBecause.KEPT)

    assert told_to(cast.coordinator) == [("a household", "", "", None)]


def test_a_shop_that_is_paid_on_a_whole_claim_stands_with_its_household(cast, relief):
    need = make_need(cast.a)
    claim, day = decided(need, cast.coordinator, cast.second, amount=947_000)

    actions.pay(
        relief, 947_000, cause=need, claim=claim, paid_on=day, by=cast.coordinator, on=day,
        payee=" 供销社 ",
    )  # fmt: skip

    assert claim.recipients.count() == 0
    assert Payment.objects.get(claim=claim).payee == "供销社"
    assert told_to(cast.coordinator, day) == [("供销社, for A-001 央金", "", "", cast.a.pk)]
    assert told_to(cast.town_account, day) == [("a household", "", "", None)]
