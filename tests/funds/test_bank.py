"""The bank's file beside the ledger: matched by amount, day and reference; nothing is lost."""

from datetime import timedelta
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstep.funds import actions
from doorstep.funds.actions.bank import (
    AmountsDiffer,
    PostingNotOpen,
    RowMatchedAlready,
    RowNotMatched,
    StatementAllSeen,
    StatementReadAlready,
)
from doorstep.funds.models import Posting, Statement, StatementRow
from doorstep.funds.queries import (
    BankRow,
    LedgerMove,
    open_moves,
    pairs_of_bank,
    read_statement,
    without_undone,
)
from doorstep.funds.queries.statements import (
    StatementColumnsMissing,
    StatementEmpty,
    StatementRowUnreadable,
    StatementWithoutHeadings,
)
from doorstep.kit.errors import Refused
from doorstep.kit.ids import uuid7
from doorstep.kit.sheets import Column, SheetOut, write_sheets
from tests.factories import DAY, make_need

NEXT = DAY + timedelta(days=1)
PLAIN = '交易日期,金额,交易流水号,对方户名\n{0},-500.00,R1,央金\n{0},"1,200.50",R2,县财政局\n'


def csv(text, encoding="utf-8"):
    return text.format(DAY).encode(encoding)


def told(rows):
    return [(row.on, row.amount, row.reference) for row in rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_is_read_in_the_encodings_of_banks(encoding):
    rows = read_statement(csv(PLAIN, encoding))

    assert told(rows) == [(DAY, -50_000, "R1"), (DAY, 120_050, "R2")]


@pytest.mark.parametrize(
    "text",
    [
        "日期,收入,支出,流水号\n{0},,500,R1\n{0},1200.5,,R2\n",
        "账户明细,,\n日期,借方发生额,贷方发生额,凭证号\n{0},500.00,0.00,R1\n{0},--,1200.50,R2\n",
        "记账日期,发生额(元),借贷标志,流水号\n{0},500,借,R1\n{0},1200.5,贷,R2\n合计,1700.5,,\n",
        "交易日,借方,贷方,余额,交易序号\n{0},500,,1,R1\n{0},,1200.5,2,R2\n",
        "Date,Amount,Reference\n{0} 09:31:02,-500,R1\n{0},1200.5,R2\n,,\n",
    ],
)
def test_the_forms_of_banks_say_the_same(text):
    assert told(read_statement(csv(text))) == [(DAY, -50_000, "R1"), (DAY, 120_050, "R2")]


def test_a_workbook_is_read_as_well():
    columns = [Column(name) for name in ("日期", "金额", "流水号")]
    file = BytesIO()
    write_sheets(file, [SheetOut("明细", "账户明细", columns, [[DAY, -500, "R1"]])])

    assert told(read_statement(file.getvalue())) == [(DAY, -50_000, "R1")]


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("甲,1\n乙,2\n", StatementWithoutHeadings, "No row of this file names its columns"),
        ("姓名,电话\n甲,1\n", StatementWithoutHeadings, "No row of this file names its columns"),
        (
            "日期,摘要\n{0},转账\n",
            StatementColumnsMissing,
            "the amount. Its headings are: 日期, 摘要",
        ),
        ("金额,流水号\n5,R1\n", StatementColumnsMissing, "no column for the day"),
        ("日期,金额\n", StatementEmpty, "no movement"),
        ("日期,金额\n{0},五百\n", StatementRowUnreadable, "Row 2: “五百” is no amount"),
        ("日期,金额\n昨天,5\n", StatementRowUnreadable, "Row 2: “昨天” is no day"),
        ("日期,金额\n2026-02-30,5\n", StatementRowUnreadable, "2026-02-30"),
        ("日期,金额\n{0},0.001\n", StatementRowUnreadable, "0.001"),
        ("日期,金额\n,5\n", StatementRowUnreadable, "is no day"),
    ],
)
def test_a_wrong_file_is_said_and_nothing_is_kept(cast, relief, text, error, words):
    with pytest.raises(error) as refused:
        read(cast, csv(text))

    assert words in str(refused.value)
    assert Statement.objects.count() == 0


def test_what_is_no_table_is_refused(cast, relief):
    for data in (b"", b"%PDF-1.7", b"\x00\x01\x02"):
        with pytest.raises(Refused):
            read(cast, data)


def read(cast, data, name="流水.csv", on=NEXT):
    return actions.read_bank_file(cast.caoba, name=name, data=data, by=cast.coordinator, on=on)


def pay(cast, programme, amount, *, reference="", paid_on=DAY, paid_from="bank"):
    payment = actions.pay(
        programme, amount, cause=make_need(cast.a), reference=reference, paid_on=paid_on,
        paid_from=paid_from, by=cast.coordinator, on=NEXT,
    )  # fmt: skip
    return Posting.objects.get(payment=payment)


def test_rows_are_matched_by_amount_day_and_reference(cast, relief):
    by_reference = pay(cast, relief, 50_000, reference="R1", paid_on=NEXT)
    pay(cast, relief, 50_000, reference="R9")
    pay(cast, relief, 7_700, paid_from="cash")
    income = actions.receive_money(relief, 120_050, received_on=DAY, by=cast.coordinator, on=NEXT)
    text = PLAIN + "{0},-77.00,R3,某店\n"

    statement = read(cast, csv(text))

    matched = {row.reference: row.posting for row in statement.rows.select_related("posting")}
    assert matched == {"R1": by_reference, "R2": income, "R3": None}
    assert [move.reference for move in open_moves(cast.caoba, NEXT)] == ["R9"]


def test_a_reversal_is_a_movement_the_other_way(cast, relief):
    posting = pay(cast, relief, 50_000, reference="R1")
    back = actions.reverse_payment(posting.payment, because="退回", by=cast.coordinator, on=NEXT)
    text = "日期,金额,流水号\n{0},-500,R1\n" + f"{NEXT},500,\n"

    statement = read(cast, csv(text))

    assert [row.posting for row in statement.rows.all()] == [posting, back]


def test_what_takes_each_other_back_waits_for_no_row_of_the_bank(cast, relief):
    undone = pay(cast, relief, 50_000)
    actions.reverse_payment(undone.payment, because="重复", by=cast.coordinator, on=NEXT)
    stands = pay(cast, relief, 7)

    listed = without_undone(open_moves(cast.caoba, NEXT))

    assert [move.posting_id for move in listed] == [stands.pk]


def test_equal_amounts_of_a_day_are_matched_only_where_their_numbers_agree(cast, relief):
    for _number in range(2):
        pay(cast, relief, 50_000)
    two = "日期,金额\n{0},-500\n{0},-500\n"
    three = two + "{0},-500\n"

    of_three = read(cast, csv(three))
    left = of_three.rows.filter(posting=None).count()
    of_two = read(cast, csv(two), on=NEXT)
    for row in of_two.rows.all():  # nobody could tell them from those of the first file
        actions.decide_double(row, is_double=False, by=cast.coordinator, on=NEXT)

    assert left == 3
    assert of_two.rows.filter(posting=None).count() == 0


def test_a_file_is_read_once_and_what_stood_in_an_earlier_one_is_counted(cast, relief):
    read(cast, csv(PLAIN))
    with pytest.raises(StatementReadAlready):
        read(cast, csv(PLAIN))
    with pytest.raises(StatementAllSeen):
        read(cast, csv(PLAIN + "\n"))

    more = read(cast, csv(PLAIN + "{0},-1,R3,\n"))

    assert (more.seen_count, more.rows.count()) == (2, 1)
    assert StatementRow.objects.count() == 3


def test_a_person_matches_and_parts_what_is_not_plain(cast, relief):
    posting = pay(cast, relief, 50_000, reference="记错了", paid_on=NEXT)
    other = pay(cast, relief, 60_000)
    in_cash = pay(cast, relief, 50_000, paid_from="cash")
    row = read(cast, csv("日期,金额,流水号\n{0},-500,R1\n")).rows.get()
    told = {"by": cast.coordinator, "on": NEXT}

    with pytest.raises(AmountsDiffer):
        actions.match_bank_row(row, other, **told)
    with pytest.raises(PostingNotOpen):
        actions.match_bank_row(row, in_cash, **told)
    with pytest.raises(RowNotMatched):
        actions.part_bank_row(row, **told)
    actions.match_bank_row(row, posting, **told)
    with pytest.raises(RowMatchedAlready):
        actions.match_bank_row(row, posting, **told)
    by_hand = StatementRow.objects.get().is_by_hand
    actions.part_bank_row(row, **told)

    assert by_hand
    assert (StatementRow.objects.get().posting, row.is_by_hand) == (None, False)


DAYS = st.integers(0, 3).map(lambda days: DAY + timedelta(days=days))
MOVES = st.lists(st.tuples(DAYS, st.integers(-3, 3), st.sampled_from(["", "A", "B"])), max_size=12)


@given(MOVES, MOVES)
def test_nothing_is_lost_or_matched_twice_whatever_stands_on_both_sides(here, there):
    rows = [BankRow(number, *one) for number, one in enumerate(here)]
    moves = [LedgerMove(uuid7(), number, *one, payment_id=None) for number, one in enumerate(there)]

    pairs = pairs_of_bank(rows, moves)

    assert len({row.number for row, _move in pairs}) == len(pairs)
    assert len({move.number for _row, move in pairs}) == len(pairs)
    for row, move in pairs:
        assert row.amount == move.amount
        assert row.on == move.on or (row.reference and row.reference == move.reference)
