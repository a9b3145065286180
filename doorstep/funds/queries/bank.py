"""The bank's rows beside the ledger's: what matches, and what stands on one side alone."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol
from uuid import UUID

from django.db.models import BigIntegerField, Case, CharField, Count, F, Q, QuerySet, Value, When

from doorstep.funds.choices import HeadingKind
from doorstep.funds.models import BankColumn, Payment, Posting, Statement, StatementRow
from doorstep.funds.queries.reach import money_reach
from doorstep.kit.errors import NotVisible
from doorstep.people.models import Account, Place
from doorstep.register.choices import NOT_USED


class Moved(Protocol):
    """Whatever moved at the bank on a day: fen, below 0 what left it; with the bank's reference."""

    @property
    def on(self) -> date: ...

    @property
    def amount(self) -> int: ...

    @property
    def reference(self) -> str: ...


@dataclass(frozen=True)
class LedgerMove:
    """A posting that touches the bank, as the bank sees it."""

    posting_id: UUID
    number: int
    on: date
    amount: int
    reference: str
    payment_id: UUID | None
    reverses_id: UUID | None = None


def statements_for(account: Account, on: date) -> QuerySet[Statement]:
    """The statements of the places whose money the account keeps, with `rows_count` and
    `open_count`; doubles of an earlier file are in neither."""
    kept = Statement.objects.filter(place__in=money_reach(account, on).kept)
    rows = kept.select_related("place", "by")
    own = Q(rows__is_double=None) | Q(rows__is_double=False)
    return rows.annotate(
        rows_count=Count("rows", filter=own),
        open_count=Count("rows", filter=own & Q(rows__posting=None)),
    )


def get_statement_for(account: Account, statement_id: object, on: date) -> Statement:
    """A statement of a place whose money the account keeps; else NotVisible."""
    statement = statements_for(account, on).filter(pk=statement_id).first()
    if statement is None:
        raise NotVisible
    return statement


def get_statement_row_for(account: Account, row_id: object, on: date) -> StatementRow:
    """A row of such a statement; else NotVisible."""
    kept = money_reach(account, on).kept
    rows = StatementRow.objects.filter(pk=row_id, statement__place__in=kept)
    row = rows.select_related("statement__place", "posting").first()
    if row is None:
        raise NotVisible
    return row


def matched_rows(statement: Statement) -> QuerySet[StatementRow]:
    """The rows of a file that are a posting each, with `told`: the bank's reference, "" of what was
    paid to a household that is out of use."""
    rows = statement.rows.filter(posting__isnull=False).select_related("posting")
    unused = When(posting__payment__household__closed_because__in=NOT_USED, then=Value(""))
    return rows.annotate(told=Case(unused, default=F("reference"), output_field=CharField()))


def told_moves(place: Place, until: date, from_on: date | None = None) -> list[LedgerMove]:
    """As `open_moves`, for a page: without the reference of what was paid to a household that is
    out of use. Matching goes by it all the same."""
    unused = Payment.objects.filter(postings__place=place, household__closed_because__in=NOT_USED)
    hidden = set(unused.values_list("pk", flat=True))
    moves = open_moves(place, until, from_on)
    return [replace(one, reference="") if one.payment_id in hidden else one for one in moves]


def get_bank_column_for(account: Account, column_id: object, on: date) -> BankColumn:
    """A heading of the bank's files at a place whose money the account keeps; else NotVisible."""
    kept = money_reach(account, on).kept
    columns = BankColumn.objects.filter(pk=column_id, place__in=kept)
    column = columns.select_related("place").first()
    if column is None:
        raise NotVisible
    return column


def open_moves(place: Place, until: date, from_on: date | None = None) -> list[LedgerMove]:
    """The postings of a place that touch the bank up to a day and that no row of the bank stands
    for, the earliest first."""
    bank = HeadingKind.BANK
    touching = Q(put_to__kind=bank) | Q(taken_from__kind=bank)
    rows = Posting.objects.filter(touching, place=place, on__lte=until, bank_row=None)
    if from_on is not None:
        rows = rows.filter(on__gte=from_on)
    signed = Case(
        When(put_to__kind=bank, then=F("amount")),
        default=-F("amount"),
        output_field=BigIntegerField(),
    )
    rows = rows.annotate(moved=signed).order_by("on", "number")
    return [
        LedgerMove(key, number, on, moved, reference or "", payment, reverses)
        for key, number, on, moved, reference, payment, reverses in rows.values_list(
            "pk", "number", "on", "moved", "payment__reference", "payment", "reverses"
        )
    ]


def without_undone(moves: Iterable[LedgerMove]) -> list[LedgerMove]:
    """The moves without those that take each other back: the bank saw neither."""
    listed = list(moves)
    here = {move.posting_id for move in listed}
    undone = {move.reverses_id for move in listed if move.reverses_id in here}
    return [
        move for move in listed if move.posting_id not in undone and move.reverses_id not in undone
    ]


def pairs_of_bank[Row: Moved](
    rows: Iterable[Row], moves: Iterable[LedgerMove]
) -> list[tuple[Row, LedgerMove]]:
    """Which row is which posting: first by amount and reference, where both are the only ones; then
    by amount and day, where as many stand on both sides and no reference speaks against it."""
    left, found = list(rows), []
    free = {move.posting_id: move for move in moves}

    def take(pairs: Iterable[tuple[Row, LedgerMove]]) -> None:
        for row, move in pairs:
            left.remove(row)
            del free[move.posting_id]
            found.append((row, move))

    by_reference = _grouped(left, free.values(), lambda one: (one.amount, one.reference))
    take(
        (here[0], there[0])
        for (_amount, reference), (here, there) in by_reference.items()
        if reference and len(here) == len(there) == 1
    )
    by_day = _grouped(left, free.values(), lambda one: (one.amount, one.on))
    for here, there in by_day.values():
        if len(here) == len(there) and all(
            not row.reference or not move.reference for row in here for move in there
        ):
            take(list(zip(here, there, strict=True)))
    return found


def _grouped[Row: Moved](
    rows: Iterable[Row], moves: Iterable[LedgerMove], key: Callable[[Moved], tuple[object, ...]]
) -> dict[tuple[object, ...], tuple[list[Row], list[LedgerMove]]]:
    groups: dict[tuple[object, ...], tuple[list[Row], list[LedgerMove]]] = defaultdict(
        lambda: ([], [])
    )
    for row in rows:
        groups[key(row)][0].append(row)
    for move in moves:
        groups[key(move)][1].append(move)
    return groups
