"""Reading a bank's file, and saying which of its rows is which posting."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from doorstep.funds.actions.guards import hold, is_closed, tell
from doorstep.funds.models import Posting, Statement, StatementRow
from doorstep.funds.queries import (
    BankRow,
    LedgerMove,
    fold_heading,
    open_moves,
    pairs_of_bank,
    probable_doubles,
    read_statement,
    sure_rows,
)
from doorstep.kit.errors import Refused
from doorstep.kit.money import money_text
from doorstep.people.models import Account, Place

MOST_LETTERS_OF_NAME = 100


class StatementReadAlready(Refused):
    message = _("This file was read on %(day)s already, as “%(name)s”.")


class StatementAllSeen(Refused):
    message = _("All %(count)s movements of this file stood in an earlier one already.")


class RowMatchedAlready(Refused):
    message = _("This row of the bank is matched already.")


class PostingNotOpen(Refused):
    message = _("This posting does not touch the bank, or another row stands for it.")


class AmountsDiffer(Refused):
    message = _("The bank says %(bank)s and the ledger %(ledger)s; they are not one movement.")


class RowIsDouble(Refused):
    message = _("This row is said to be one of an earlier file; take that back first.")


class NotDoubtful(Refused):
    message = _("No row of an earlier file looks like this one.")


class RowNotMatched(Refused):
    message = _("This row of the bank is not matched.")


class MatchedInClosedYear(Refused):
    message = _(
        "The books of %(place)s for %(year)s are closed, and this was matched in them; it stays "
        "so. Where it is wrong, two persons open the year again first."
    )


def read_bank_file(place: Place, *, name: str, data: bytes, by: Account, on: date) -> Statement:
    """Reads a bank's file, keeps its movements, and matches what is plain. Movements that stood in
    an earlier file, by reference, day and amount, are counted and not kept twice; what can be one
    of them and cannot be told so is kept apart, for a person to say (`decide_double`).
    StatementReadAlready, StatementAllSeen, and what `read_statement` refuses; nothing is kept
    then."""
    said = place.bank_columns.exclude(meaning="").values_list("heading", "meaning")
    meanings = {fold_heading(heading): meaning for heading, meaning in said}
    rows = read_statement(data, until=on, meanings=meanings)  # while others write
    digest = hashlib.sha256(data).hexdigest()
    return _keep(place, rows, name=name, digest=digest, by=by, on=on)


@transaction.atomic
def _keep(
    place: Place, rows: Sequence[BankRow], *, name: str, digest: str, by: Account, on: date
) -> Statement:
    hold(place)
    before = Statement.objects.filter(place=place, digest=digest).first()
    if before is not None:
        raise StatementReadAlready(day=before.read_on, name=before.name)
    earlier = StatementRow.objects.filter(statement__place=place).exclude(reference="")
    seen = set(earlier.values_list("reference", "on", "amount"))
    new = [one for one in rows if (one.reference, one.on, one.amount) not in seen]
    if not new:
        raise StatementAllSeen(count=len(rows))
    statement = Statement(
        place=place,
        name=name[-MOST_LETTERS_OF_NAME:],
        digest=digest,
        from_on=min(one.on for one in new),
        to_on=max(one.on for one in new),
        seen_count=len(rows) - len(new),
        read_on=on,
        by=by,
    )
    statement.save(force_insert=True)
    kept = StatementRow.objects.bulk_create(
        StatementRow(
            statement=statement,
            number=one.number,
            on=one.on,
            amount=one.amount,
            reference=one.reference,
            balance=one.balance,
        )
        for one in new
    )
    before_it = StatementRow.objects.filter(statement__place=place, on__range=_days(kept))
    before_it = before_it.exclude(Q(statement=statement) | Q(is_double=True)).order_by("on", "pk")
    doubtful = probable_doubles(kept, before_it)
    for row, other in doubtful:
        row.double_of = other
    StatementRow.objects.bulk_update([row for row, _other in doubtful], ["double_of"])
    sure = [row for row in kept if row.double_of_id is None]
    matched = _match(sure, open_moves(place, on))
    tell("read_bank_file", statement, place, by=by, on=on, rows=len(new), matched=matched)
    return statement


@transaction.atomic
def match_bank_row(row: StatementRow, posting: Posting, *, by: Account, on: date) -> None:
    """Says that a row of the bank is a posting of the same place, whatever the days are.
    One that could be a double is none by that. RowMatchedAlready, RowIsDouble, PostingNotOpen,
    AmountsDiffer."""
    place = row.statement.place
    hold(place)
    row.refresh_from_db(fields=["posting", "double_of", "is_double"])
    if row.posting_id is not None:
        raise RowMatchedAlready
    if row.is_double:
        raise RowIsDouble
    move = _open_move(place, posting)
    if move is None:
        raise PostingNotOpen
    if move.amount != row.amount:
        raise AmountsDiffer(bank=money_text(row.amount), ledger=money_text(move.amount))
    row.posting, row.is_by_hand = posting, True
    row.is_double = None if row.double_of_id is None else False
    row.save(update_fields=["posting", "is_by_hand", "is_double"])
    tell("match_bank_row", row, place, by=by, on=on)


@transaction.atomic
def decide_double(row: StatementRow, *, is_double: bool, by: Account, on: date) -> None:
    """Says whether a row is one of an earlier file, or a movement of its own, which is then matched
    where that is plain. NotDoubtful, RowMatchedAlready."""
    place = row.statement.place
    hold(place)
    row.refresh_from_db(fields=["posting", "double_of", "is_double"])
    if row.double_of_id is None:
        raise NotDoubtful
    if row.posting_id is not None:
        raise RowMatchedAlready
    row.is_double = is_double
    row.save(update_fields=["is_double"])
    if not is_double:
        _match(sure_rows(row.statement).filter(posting=None), open_moves(place, on))
        row.refresh_from_db(fields=["posting"])
    tell("decide_double", row, place, by=by, on=on)


@transaction.atomic
def part_bank_row(row: StatementRow, *, by: Account, on: date) -> None:
    """Takes a row of the bank and its posting apart. What still stands alone in a closed year can
    be matched, for the bank's last file comes after it; what is matched there stays.
    RowNotMatched, MatchedInClosedYear."""
    place = row.statement.place
    hold(place)
    row.refresh_from_db(fields=["posting"])
    if row.posting is None:
        raise RowNotMatched
    if is_closed(row.posting.place, row.posting.on.year):
        raise MatchedInClosedYear(place=place.name, year=row.posting.on.year)
    row.posting, row.is_by_hand = None, False
    row.save(update_fields=["posting", "is_by_hand"])
    tell("part_bank_row", row, place, by=by, on=on)


def _match(rows: Iterable[StatementRow], moves: list[LedgerMove]) -> int:
    """Writes what is plain; how many."""
    pairs = pairs_of_bank(rows, moves)
    for row, move in pairs:
        row.posting_id = move.posting_id
    StatementRow.objects.bulk_update([row for row, _move in pairs], ["posting"])
    return len(pairs)


def _days(rows: list[StatementRow]) -> tuple[date, date]:
    days = [row.on for row in rows]
    return min(days), max(days)


def _open_move(place: Place, posting: Posting) -> LedgerMove | None:
    moves = open_moves(place, posting.on, posting.on)
    return next((one for one in moves if one.posting_id == posting.pk), None)
