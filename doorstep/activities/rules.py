"""Pure decisions of activities: what a line of keyed row numbers says."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta

MOST_ROWS = 400
FARTHEST_AHEAD = timedelta(days=2 * 366)  # a session is planned
MOST_BESIDE = 10  # guests who may sign with a household, above its members
_PART = re.compile(
    r"(?P<sign>-?)(?P<first>\d{1,4})(?:(?:-|~|–)(?P<last>\d{1,4}))?(?:x(?P<count>\d{1,4}))?"
)


class LineUnreadable(ValueError):
    """What of a line is no row: its text."""


@dataclass(frozen=True)
class KeyedRow:
    """A row that was signed, by how many (None: the usual number); `is_signed` False takes it
    back."""

    number: int
    count: int | None
    is_signed: bool


def read_rows(line: str) -> list[KeyedRow]:
    """A line of row numbers: "1 4 7-9 12x3 -5" is rows 1, 4 and 7 to 9, row 12 for three, and row 5
    not after all; parts are parted by blanks or commas, a later one of a row counts. LineUnreadable
    names the first part that is none."""
    plain = unicodedata.normalize("NFKC", line).casefold().replace("×", "x").replace("*", "x")
    found: dict[int, KeyedRow] = {}
    for part in re.split(r"[\s,;、]+", plain.strip()):
        if not part:
            continue
        read = _PART.fullmatch(part)
        if read is None:
            raise LineUnreadable(part)
        first = int(read["first"])
        last = int(read["last"] or first)
        count = int(read["count"]) if read["count"] else None
        if not 1 <= first <= last or last - first >= MOST_ROWS or count == 0:
            raise LineUnreadable(part)
        for number in range(first, last + 1):
            found[number] = KeyedRow(number, count, is_signed=not read["sign"])
    return list(found.values())
