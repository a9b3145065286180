"""A household that the rights desk keeps for the law alone: the books keep sums and name nobody."""

import pytest

from doorstep.funds import actions
from doorstep.funds.actions.claims import ClaimNotInUse
from doorstep.funds.models import Posting, StatementRow
from doorstep.funds.queries import (
    balances,
    claims_for,
    claims_to_pay,
    get_claim_for,
    ledger_of,
    matched_rows,
    open_moves,
    told_moves,
    told_of,
)
from doorstep.kit.errors import NotVisible
from doorstep.register.choices import NOT_USED
from doorstep.register.models import Household
from tests.factories import DAY, make_need
from tests.funds.aid import aid_limit


@pytest.fixture
def claim(cast, method):
    return actions.open_claim(
        make_need(cast.a), path="relief", cause="sudden_event", aid_first=30_000,
        by=cast.coordinator, on=DAY,
    )  # fmt: skip


@pytest.fixture(params=NOT_USED)
def close(request, cast):
    """Takes the first household of the cast out of use."""

    def closed():
        row = Household.objects.filter(pk=cast.a.pk)
        row.update(closed_on=DAY, closed_because=request.param)

    return closed


def pay(cast, relief, household, reference):
    return actions.pay(
        relief, 5_000, cause=make_need(household), paid_on=DAY, by=cast.coordinator, on=DAY,
        text=f"{reference}住院", reference=reference,
    )  # fmt: skip


def test_nothing_goes_on_with_its_claim(cast, claim, close):
    told = {"by": cast.coordinator, "on": DAY}
    second = {"by": cast.second, "on": DAY, "is_relative": False}
    close()

    for act in (
        lambda: actions.confirm_aid_first(claim, **second),
        lambda: actions.grant_claim(claim, amount=1, **second),
        lambda: actions.refuse_claim(claim, reasons="不符", **second),
        lambda: actions.withdraw_claim(claim, **told),
        lambda: actions.name_recipients(claim, [], **told),
        lambda: actions.pass_stage(claim, key="survey", done_on=DAY, **told),
        lambda: actions.hand_in_papers(claim, **told),
    ):
        with pytest.raises(ClaimNotInUse) as refused:
            act()
        assert "A-001" not in str(refused.value)

    claim.refresh_from_db()
    assert (claim.state, claim.aid_confirmed_on, claim.papers_on) == ("open", None, None)


def test_its_claim_is_found_by_nobody_and_offered_for_no_payment(
    cast, claim, close, monkeypatch, tmp_path
):
    with aid_limit(monkeypatch, tmp_path, 300):
        offered = [one.claim for one in claims_to_pay(cast.coordinator, cast.caoba, DAY)]
        close()

        left = claims_to_pay(cast.coordinator, cast.caoba, DAY)

    assert offered == [claim]
    assert left == []
    for account in (cast.coordinator, cast.second):
        assert list(claims_for(account, DAY)) == []
        with pytest.raises(NotVisible):
            get_claim_for(account, claim.pk, DAY)


def test_the_ledger_keeps_its_sums_and_says_no_words_of_it(cast, relief, close):
    pay(cast, relief, cast.a, "央金")
    beside = pay(cast, relief, cast.b, "旺堆")
    income = actions.receive_money(relief, 9_000, received_on=DAY, by=cast.coordinator, on=DAY)
    before = balances(cast.caoba, DAY)
    close()

    told = told_of(cast.coordinator, ledger_of(cast.caoba), DAY)

    assert told == {Posting.objects.get(payment=beside).pk, income.pk}
    assert balances(cast.caoba, DAY) == before


def test_the_bank_is_matched_by_its_reference_and_does_not_say_it(cast, relief, close):
    pay(cast, relief, cast.a, "YJ-1")
    pay(cast, relief, cast.a, "YJ-2")
    pay(cast, relief, cast.b, "WD-1")
    close()

    listed = told_moves(cast.caoba, DAY)
    text = f"日期,金额,流水号\n{DAY},-50,YJ-1\n{DAY},-50,WD-1\n"
    told = {"by": cast.coordinator, "on": DAY}
    statement = actions.read_bank_file(cast.caoba, name="流水.csv", data=text.encode(), **told)

    assert [one.reference for one in listed] == ["", "", "WD-1"]
    matched = {row.reference: row.told for row in matched_rows(statement)}
    assert matched == {"YJ-1": "", "WD-1": "WD-1"}
    assert [one.reference for one in open_moves(cast.caoba, DAY)] == ["YJ-2"]
    assert StatementRow.objects.count() == 2
