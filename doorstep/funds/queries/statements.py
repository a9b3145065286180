"""Reading a bank's file: the columns it must have, and its rows as day, fen and reference."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, DecimalException
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from doorstep.funds.rules import is_year
from doorstep.kit.days import day_text
from doorstep.kit.errors import Refused
from doorstep.kit.money import MOST_FEN
from doorstep.kit.sheets import Row, Sheet, Value, read_workbook
from doorstep.kit.sheets.cells import columns_named, day_at_start
from doorstep.kit.sheets.headings import headings_of, texts_of
from doorstep.kit.text import few, printable

MOST_ROWS = 5_000
MOST_LETTERS_OF_REFERENCE = 60
MOST_HEADING = 100
HEADINGS = {  # what banks call a column, by BankColumnMeaning; folded as `fold_heading` does
    "on": (
        "交易日期",
        "交易日",
        "记账日期",
        "记账日",
        "入账日期",
        "入账日",
        "发生日期",
        "日期",
        "交易时间",
        "date",
        "transactiondate",
    ),
    "amount": ("交易金额", "发生额", "金额", "amount"),
    "income": ("收入金额", "收入", "贷方发生额", "贷方金额", "贷方", "存入金额", "存入", "credit"),
    "spent": ("支出金额", "支出", "借方发生额", "借方金额", "借方", "支取金额", "支取", "debit"),
    "side": ("借贷标志", "借贷方向", "收支标志", "收支", "借贷", "side"),
    "reference": (
        "交易流水号",
        "流水号",
        "业务编号",
        "交易编号",
        "交易序号",
        "凭证号",
        "凭证号码",
        "reference",
    ),
    "balance": ("账户余额", "交易后余额", "本次余额", "当前余额", "余额", "balance"),
    "currency": ("币种", "交易币种", "货币", "货币种类", "币别", "currency"),
}
AMOUNTS = {"amount", "income", "spent"}  # one of them has to be there
# of an amount that a comma cuts in two: its first part has no fen
FIRST, REST = re.compile(r"^\D*\d{1,3}\s*$"), re.compile(r"\d{3}(\.\d\d?)?")
UNSAID: Mapping[str, str] = MappingProxyType({})
YUAN = ("", "人民币", "人民币元", "元", "cny", "rmb", "156", "1", "01", "001", "¥")
OUT = ("借", "借方", "支", "支出", "支取", "d", "debit", "out")
IN = ("贷", "贷方", "收", "收入", "存入", "c", "credit", "in")
# what the headings of banks are made of, whichever they are
OF_HEADINGS = (
    "日期", "时间", "额", "余", "摘要", "号", "用途", "附言", "备注", "币", "收入", "支出", "进账",
    "出账", "借", "贷", "结存", "对方", "凭", "date", "time", "am", "balance", "debit", "credit",
    "ref", "memo", "currency", "no",
)  # fmt: skip
TOTALS = ("合计", "总计", "小计", "total")


class StatementColumnsMissing(Refused):
    message = _(
        "This file has no column for %(missing)s. Its headings are: %(found)s. Say on the page of "
        "the bank what they mean and send the file again, or ask the bank for a list of movements "
        "with day, amount and reference. Nothing was kept."
    )

    def __init__(self, *, headings: Sequence[str], **params: object) -> None:
        self.headings = tuple(headings)  # those of which nothing is known
        super().__init__(**params)


class StatementWithoutHeadings(Refused):
    message = _(
        "No row of this file names its columns: day, and amount or income and spending. Ask the "
        "bank for a list of movements. Nothing was kept."
    )


class StatementRowRefused(Refused):
    """Why one row cannot be taken; `together` says it of several with the same cause."""

    together: Any = ""


class StatementRowUnreadable(StatementRowRefused):
    message = _(
        "Row %(number)s: “%(text)s” is no %(what)s. Mend the file, or ask the bank for another. "
        "Nothing was kept."
    )


class StatementDayUnreadable(StatementRowUnreadable):
    together = _("no day in %(rows)s")


class StatementAmountUnreadable(StatementRowUnreadable):
    together = _("no amount in %(rows)s")


class StatementInOtherCurrency(StatementRowRefused):
    together = _("another currency than yuan, which alone this ledger holds, in %(rows)s")
    message = _(
        "Row %(number)s is in “%(text)s”; this ledger holds yuan alone. Ask the bank for the "
        "movements in yuan. Nothing was kept."
    )


class StatementRowTooWide(StatementRowRefused):
    together = _("more cells than headings in %(rows)s")
    message = _(
        "Row %(number)s has more cells than the file has headings: “%(text)s” has none. Where an "
        "amount has a comma, as 1,000.00, take it out or put the amount in quotation marks. "
        "Nothing was kept."
    )


class StatementDayToCome(StatementRowRefused):
    together = _("a day still to come in %(rows)s")
    message = _(
        "Row %(number)s is of %(text)s, which is still to come. Mend the file, or ask the bank for "
        "another. Nothing was kept."
    )


class StatementRowsUnreadable(Refused):
    message = _(
        "%(count)s rows cannot be read: %(rows)s. Mend them, or ask the bank for another file. "
        "Nothing was kept."
    )


class StatementEmpty(Refused):
    message = _("This file has headings and no movement below them. Nothing was kept.")


class StatementTooLong(Refused):
    message = _("This file has %(count)s movements; at most %(most)s are read at once.")


@dataclass(frozen=True)
class BankRow:
    """A movement at the bank: fen, what left the account below 0; `balance` after it, where the
    file says so."""

    number: int
    on: date
    amount: int
    reference: str
    balance: int | None = None


def read_statement(
    data: bytes, until: date | None = None, meanings: Mapping[str, str] = UNSAID
) -> list[BankRow]:
    """The movements of a bank's file (CSV, xlsx or xls), in its order; rows without a day and any
    amount, and totals, are none. `meanings`: by folded heading a BankColumnMeaning, which goes
    before what banks call their columns. StatementWithoutHeadings, StatementColumnsMissing,
    StatementEmpty, StatementTooLong, and what `read_workbook` refuses; of a row that cannot be read
    StatementRowUnreadable, StatementInOtherCurrency, StatementDayToCome (after `until`),
    StatementRowTooWide, of several StatementRowsUnreadable, by cause: a bank's file is taken whole
    or not at all."""
    book = read_workbook(data)
    sheet = book.sheets[0]
    columns, headings = _headings(sheet, meanings)
    rows: list[BankRow] = []
    refused: list[StatementRowRefused] = []
    for line in sheet.rows_and_faults():
        if line.number <= headings.number:
            continue
        try:
            row = _row(line, columns, until, sheet)
            if row is not None and book.kind == "csv":
                _guard_width(line, headings, columns)
        except StatementRowRefused as error:
            refused.append(error)
        else:
            rows += [row] if row is not None else []
    if len(refused) == 1:
        raise refused[0]
    if refused:
        raise StatementRowsUnreadable(count=len(refused), rows=_told(refused))
    if not rows:
        raise StatementEmpty
    if len(rows) > MOST_ROWS:
        raise StatementTooLong(count=len(rows), most=MOST_ROWS)
    return rows


def _headings(sheet: Sheet, meanings: Mapping[str, str]) -> tuple[dict[str, int], Row]:
    words = _words(meanings)
    best = headings_of(
        sheet,
        lambda line: columns_named(line, words, fold_heading),
        is_whole=lambda found: "on" in found and bool(found.keys() & AMOUNTS),
        count=len,
    )
    if best is None:
        raise StatementWithoutHeadings
    if best.is_whole:
        return best.columns, best.line
    cells = texts_of(best.line)
    if not best.columns and 2 * sum(map(_is_like_a_heading, cells)) < len(cells):
        raise StatementWithoutHeadings  # a row of people, for one
    raise StatementColumnsMissing(
        missing=_("the day") if "on" not in best.columns else _("the amount"),
        found=gettext(", ").join(cells),
        headings=texts_of(best.line, without=best.columns.values()),
    )


def _is_like_a_heading(text: str) -> bool:
    return any(word in fold_heading(text) for word in OF_HEADINGS)


def _words(meanings: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """By name of a column what it is called: what was said of a heading first."""
    return {
        name: (
            *(heading for heading, meaning in meanings.items() if meaning == name),
            *(word for word in shipped if word not in meanings),
        )
        for name, shipped in HEADINGS.items()
    }


def fold_heading(value: Value) -> str:
    """A heading as two are compared: small, without blanks, marks and what stands in brackets."""
    text = unicodedata.normalize("NFKC", printable(str(value or ""))[:MOST_HEADING]).lower()
    return re.sub(r"\(.*?\)|[\s*_:]", "", text)


def _told(refused: Sequence[StatementRowRefused]) -> str:
    """Rows by their cause, each with its number and what stands there, the first of many."""
    by_cause: dict[type[StatementRowRefused], list[str]] = defaultdict(list)
    for one in refused:
        by_cause[type(one)].append(gettext("row %(number)s “%(text)s”") % one.params)
    told = [str(cause.together) % {"rows": few(rows)} for cause, rows in by_cause.items()]
    return gettext("; ").join(told)


def _row(line: Row, columns: dict[str, int], until: date | None, sheet: Sheet) -> BankRow | None:
    def cell(name: str) -> str:
        value = line.at(columns[name]) if name in columns else None
        return "" if value is None else str(value).strip()

    amounts = [cell(name) for name in ("amount", "income", "spent")]
    is_total = any(fold_heading(value).startswith(TOTALS) for value in line.values[:3])
    if is_total:
        return None
    _guard_faults(line, columns, sheet)
    if not (cell("on") or any(amounts)):
        return None
    if fold_heading(cell("currency")).removesuffix(".0") not in YUAN:  # a number, in a workbook
        raise StatementInOtherCurrency(number=line.number, text=cell("currency"))
    amount = _amount(line, columns, cell)
    if amount == 0:
        return None
    reference = cell("reference")[:MOST_LETTERS_OF_REFERENCE]
    balance = _balance(line, cell("balance"))
    on = _day(line, columns["on"])
    if until is not None and on > until:
        raise StatementDayToCome(number=line.number, text=day_text(on))
    return BankRow(line.number, on, amount, reference, balance)


def _guard_faults(line: Row, columns: dict[str, int], sheet: Sheet) -> None:
    """An error of the workbook, or a formula whose value it does not hold, is no empty cell."""
    for name in ("on", "amount", "income", "spent", "side", "currency"):
        address = line.number, columns.get(name, -1)
        if address in sheet.errors or address in sheet.unstored:
            text = sheet.errors.get(address) or sheet.formulas.get(address, "")
            told = {"number": line.number, "text": text}
            if name == "on":
                raise StatementDayUnreadable(what=pgettext("bank file", "day"), **told)
            raise StatementAmountUnreadable(what=pgettext("bank file", "amount"), **told)


def _guard_width(line: Row, headings: Row, columns: dict[str, int]) -> None:
    """An amount with a comma and without quotation marks is two cells: what it is read as, and a
    row that is longer than its headings. StatementRowTooWide."""
    last = max(at for at, value in enumerate(headings.values) if value is not None)
    beyond = [str(value) for value in line.values[last + 1 :] if value is not None]
    if not beyond and len(line.values) > len(headings.values):  # it ends with an empty cell
        at = [columns[name] for name in AMOUNTS & columns.keys()]
        two = [(str(line.at(one) or ""), str(line.at(one + 1) or "").strip()) for one in at]
        beyond = [rest for first, rest in two if FIRST.search(first) and REST.fullmatch(rest)]
    if beyond:
        raise StatementRowTooWide(number=line.number, text=beyond[0].strip())


def _balance(line: Row, text: str) -> int | None:
    """None where none stands there: it only helps to tell two movements apart."""
    try:
        return _fen(line, text) if text.strip("- ") else None
    except StatementRowUnreadable:
        return None


def _day(line: Row, column: int) -> date:
    value = line.at(column)
    day = day_at_start(value)
    if day is not None and is_year(day.year):
        return day
    text = "" if value is None else str(value).strip()
    raise StatementDayUnreadable(
        number=line.number, text=text, what=pgettext_lazy("bank file", "day")
    )


def _amount(line: Row, columns: dict[str, int], cell: Callable[[str], str]) -> int:
    if "amount" in columns and cell("amount"):
        fen = _fen(line, cell("amount"))
        side = fold_heading(cell("side"))
        if side in OUT:
            return -abs(fen)
        return abs(fen) if side in IN else fen
    return _fen(line, cell("income")) - _fen(line, cell("spent"))


def _fen(line: Row, text: str) -> int:
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
    plain = plain.removeprefix("¥").removesuffix("元")
    if plain in ("", "-", "--"):
        return 0
    try:
        fen = Decimal(plain) * 100
        if fen == fen.to_integral_value() and abs(fen) <= MOST_FEN:
            return int(fen)
    except DecimalException:
        pass
    raise StatementAmountUnreadable(
        number=line.number, text=text, what=pgettext_lazy("bank file", "amount")
    )
