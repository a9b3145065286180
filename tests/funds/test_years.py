"""A year of the books is closed: nothing is posted in it until two persons open it again."""

from datetime import date

import pytest

from doorstep.funds import actions
from doorstep.funds.actions.bank import MatchedInClosedYear
from doorstep.funds.actions.guards import ReasonMissing, YearClosed
from doorstep.funds.actions.years import (
    AskerKeepsItNoMore,
    ReopenedBySameHand,
    ReopeningAsked,
    ReopeningNotAsked,
    YearClosedAlready,
    YearNotOver,
    YearOpenAgain,
)
from doorstep.funds.models import ClosedYear, Posting
from doorstep.funds.queries import balances, closed_years, years_to_close
from doorstep.people.actions import close_account
from doorstep.people.choices import Role
from doorstep.people.models import AuditEntry
from tests.factories import DAY, make_account
from tests.funds.conftest import YEAR, commit

NEXT = date(YEAR + 1, 1, 8)
LATE = date(YEAR, 12, 30)


@pytest.fixture
def told(cast):
    return {"by": cast.coordinator, "on": NEXT}


@pytest.fixture
def granted(cast, relief):
    commit(relief, 500_000, by=cast.second, year=YEAR + 1)
    return relief.commitments.get(year=YEAR)


def pay(cast, relief, granted, told, *, paid_on, amount=1_000):
    return actions.pay(relief, amount, cause=granted, household=cast.a, paid_on=paid_on, **told)


def test_nothing_is_posted_in_a_closed_year_and_a_reversal_comes_in_the_open_one(
    cast, relief, granted, told
):
    paid = pay(cast, relief, granted, told, paid_on=LATE)
    assert years_to_close(cast.caoba, NEXT) == [YEAR]
    actions.close_year(cast.caoba, YEAR, **told)

    with pytest.raises(YearClosed) as refused:
        pay(cast, relief, granted, told, paid_on=LATE)
    with pytest.raises(YearClosed):
        actions.receive_money(relief, 1_000, received_on=LATE, **told)
    with pytest.raises(YearClosed):
        actions.reverse_payment(paid, because="重复", by=cast.coordinator, on=LATE)
    actions.reverse_payment(paid, because="重复", **told)
    pay(cast, relief, relief.commitments.get(year=YEAR + 1), told, paid_on=NEXT)

    assert "The books of 草坝村 for 2026 are closed" in str(refused.value)
    assert list(Posting.objects.order_by("number").values_list("on", "amount")) == [
        (LATE, 1_000), (NEXT, -1_000), (NEXT, 1_000),
    ]  # fmt: skip
    assert sum(one.amount for one in balances(cast.caoba, NEXT)) == 0
    assert years_to_close(cast.caoba, NEXT) == []


def test_a_year_is_closed_once_when_it_is_over_and_at_its_place_alone(cast, relief, aid, told):
    with pytest.raises(YearNotOver):
        actions.close_year(cast.caoba, YEAR + 1, **told)
    actions.close_year(cast.caoba, YEAR, **told)

    with pytest.raises(YearClosedAlready):
        actions.close_year(cast.caoba, YEAR, **told)
    actions.receive_money(aid, 1_000, received_on=LATE, by=cast.town_account, on=NEXT)

    assert Posting.objects.get().place == cast.town


def test_one_asks_and_another_opens(cast, relief, granted, told):
    closed = actions.close_year(cast.caoba, YEAR, **told)
    other = {"by": cast.second, "on": NEXT}
    with pytest.raises(ReopeningNotAsked):
        actions.reopen_year(closed, **other)
    with pytest.raises(ReasonMissing):
        actions.ask_for_year(closed, because=" ", **told)
    actions.ask_for_year(closed, because="漏记一笔", **told)

    with pytest.raises(ReopeningAsked):
        actions.ask_for_year(closed, because="漏记", **other)
    with pytest.raises(ReopenedBySameHand):
        actions.reopen_year(closed, **told)
    actions.reopen_year(closed, **other)

    with pytest.raises(YearOpenAgain):
        actions.reopen_year(closed, **other)
    pay(cast, relief, granted, told, paid_on=LATE)
    assert list(closed_years(cast.caoba)) == []
    actions.close_year(cast.caoba, YEAR, **told)
    assert ClosedYear.objects.filter(year=YEAR).count() == 2
    assert DAY.year == YEAR


def test_what_was_asked_is_taken_back_and_the_year_stays_closed(cast, relief, told):
    closed = actions.close_year(cast.caoba, YEAR, **told)
    with pytest.raises(ReopeningNotAsked):
        actions.take_back_asking(closed, **told)
    actions.ask_for_year(closed, because="漏记一笔", **told)

    actions.take_back_asking(closed, by=cast.second, on=NEXT)

    kept = closed_years(cast.caoba).get()
    assert (kept.asked_by, kept.because) == (None, "")
    with pytest.raises(ReopeningNotAsked):
        actions.reopen_year(closed, by=cast.second, on=NEXT)
    assert AuditEntry.objects.filter(act="take_back_asking").count() == 1


@pytest.mark.parametrize(
    "goes",
    [
        lambda gone, told: gone.roles.update(end_on=NEXT),
        lambda gone, told: close_account(gone, **told),
    ],
    ids=["role", "account"],
)
def test_who_keeps_the_money_no_more_has_asked_for_nothing(cast, relief, told, goes):
    gone = make_account("gone", name="丹增", roles=[(Role.COORDINATOR, cast.caoba)])
    closed = actions.close_year(cast.caoba, YEAR, **told)
    actions.ask_for_year(closed, because="漏记一笔", by=gone, on=NEXT)
    goes(gone, told)

    with pytest.raises(AskerKeepsItNoMore):
        actions.reopen_year(closed, **told)
    actions.ask_for_year(closed, because="漏记一笔", **told)
    actions.reopen_year(closed, by=cast.second, on=NEXT)

    assert ClosedYear.objects.get().asked_by == cast.coordinator


def test_what_is_matched_in_a_closed_year_is_not_taken_apart(cast, relief, granted, told):
    pay(cast, relief, granted, told, paid_on=LATE)
    actions.close_year(cast.caoba, YEAR, **told)
    data = f"日期,金额\n{LATE},-10\n".encode()  # the last file of a year comes after it
    row = actions.read_bank_file(cast.caoba, name="十二月.csv", data=data, **told).rows.get()

    with pytest.raises(MatchedInClosedYear):
        actions.part_bank_row(row, **told)

    row.refresh_from_db()
    assert row.posting == Posting.objects.get()


def test_nothing_is_committed_to_a_closed_year_nor_taken_back_of_it(cast, relief, granted, told):
    actions.close_year(cast.caoba, YEAR, **told)

    with pytest.raises(YearClosed):
        actions.commit_money(relief, year=YEAR, amount=1_000, decided_on=LATE, **told)
    with pytest.raises(YearClosed):
        actions.reverse_commitment(granted, because="重复", **told)

    actions.commit_money(relief, year=YEAR + 1, amount=1_000, decided_on=LATE, **told)
    assert relief.commitments.filter(year=YEAR).count() == 1
