"""Bank's files that overlap without references: what can be a double is put to a person."""

from datetime import timedelta

import pytest

from doorstep.funds import actions
from doorstep.funds.actions.bank import NotDoubtful, RowIsDouble
from doorstep.funds.models import Posting, StatementRow
from doorstep.funds.queries import statements_for
from tests.factories import DAY

NEXT = DAY + timedelta(days=1)
HEAD = "日期,金额,余额"


@pytest.fixture
def read(cast):
    def _read(*lines, head=HEAD):
        text = "\n".join([head, *lines]) + "\n"
        return actions.read_bank_file(
            cast.caoba, name="流水.csv", data=text.encode(), by=cast.coordinator, on=NEXT
        )

    return _read


def doubtful(statement):
    rows = statement.rows.exclude(double_of=None).order_by("number")
    return [(row.number, row.double_of.number) for row in rows]


def test_the_same_day_amount_and_balance_is_probably_the_same(read):
    read(f"{DAY},-50,950", f"{DAY},-50,900")
    second = read(f"{DAY},-50,900", f"{DAY},-50,850", f"{NEXT},-50,800")

    assert doubtful(second) == [(2, 3)]  # by the balance: the second row of the first file
    assert StatementRow.objects.count() == 5  # nothing is lost


def test_without_balances_as_many_are_doubtful_as_there_were(read):
    read(f"{DAY},-50", head="日期,金额")
    second = read(f"{DAY},-50,950", f"{DAY},-50,900", f"{DAY},-70,830")

    assert len(doubtful(second)) == 1


def test_references_on_both_sides_tell_two_apart(read):
    read(f"{DAY},-50,R1", head="日期,金额,流水号")
    second = read(f"{DAY},-50,R2", head="日期,金额,流水号")

    assert doubtful(second) == []


def test_a_double_waits_for_a_person_and_is_matched_by_nobody_else(cast, relief, read):
    first = read(f"{DAY},-50,950")
    actions.pay(
        relief, 5_000, cause=relief.commitments.get(), household=cast.a, paid_on=DAY,
        by=cast.coordinator, on=NEXT,
    )  # fmt: skip
    second = read(f"{DAY},-50,950", f"{NEXT},-60,890")
    row = second.rows.get(number=2)
    told = {"by": cast.coordinator, "on": NEXT}
    assert row.posting is None

    actions.decide_double(row, is_double=True, **told)

    opened = {one.pk: (one.rows_count, one.open_count)
              for one in statements_for(cast.coordinator, NEXT)}  # fmt: skip
    assert opened == {first.pk: (1, 1), second.pk: (1, 1)}
    with pytest.raises(RowIsDouble):
        actions.match_bank_row(row, relief_posting(), **told)
    actions.decide_double(row, is_double=False, **told)
    row.refresh_from_db()
    assert (row.is_double, row.posting) == (False, relief_posting())
    with pytest.raises(NotDoubtful):
        actions.decide_double(second.rows.get(number=3), is_double=True, **told)


def relief_posting():

    return Posting.objects.get()
