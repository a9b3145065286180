"""Small ledgers written for one claim."""

import csv
from io import StringIO

from doorstep.register.roster import Roster, read_roster
from tests.kit.workbooks import written


def ledger(*rows, labels=("户编号", "户主")) -> Roster:
    """A workbook with these headings and rows, read; rows begin at 3."""
    return read_roster(written(*rows, labels=labels))


def text_ledger(*rows) -> bytes:
    """The rows as CSV in UTF-8."""
    stream = StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode()


def reasons(roster: Roster) -> list[tuple]:
    """Row, column and reason of every remark."""
    return [(remark.row, remark.column, remark.reason) for remark in roster.remarks]
