"""Rows of the bank that probably stood in an earlier file."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from doorstep.funds.models import Statement, StatementRow


def sure_rows(statement: Statement) -> QuerySet[StatementRow]:
    """The rows of a file that are movements of their own."""
    return statement.rows.filter(Q(double_of=None) | Q(is_double=False))


def probable_doubles(
    rows: Iterable[StatementRow], earlier: Iterable[StatementRow]
) -> list[tuple[StatementRow, StatementRow]]:
    """Which rows of a file can be which of earlier ones: same day and amount, not told apart by a
    reference on both sides or by the balance after it, where both files have it. Each earlier row
    stands for one, that with the same balance first."""
    there: dict[tuple[object, int], list[StatementRow]] = defaultdict(list)
    for row in earlier:
        there[row.on, row.amount].append(row)
    found = []
    for row in rows:
        free = [one for one in there[row.on, row.amount] if _can_be(row, one)]
        if free:
            same = next((one for one in free if one.balance == row.balance is not None), free[0])
            there[row.on, row.amount].remove(same)
            found.append((row, same))
    return found


def _can_be(row: StatementRow, other: StatementRow) -> bool:
    if row.reference and other.reference:
        return False  # told apart there already: the same one is counted and not kept
    return row.balance is None or other.balance is None or row.balance == other.balance
