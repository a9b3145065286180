"""What a cell says, as people type it: text, a heading, a day; and which column is which."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime

from doorstep.kit.sheets.value import Row, Value

_AT_START = re.compile(r"(\d{4})\D{0,2}(\d{1,2})\D{0,2}(\d{1,2})(?!\d)")


def text_of(value: Value) -> str:
    """The cell as text, full-width digits and letters made plain, without blanks round it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return unicodedata.normalize("NFKC", str(value)).strip()


def folded(value: Value) -> str:
    """Only letters and digits, small: how headings and closed words are compared."""
    return "".join(letter for letter in text_of(value).lower() if letter.isalnum())


def day_in(value: Value) -> date | None:
    """The day a cell says: a date, or 2026-3-1, 2026/3/1, 2026.3.1, 2026年3月1日; else None."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = text_of(value)
    for mark in "年月./":
        text = text.replace(mark, "-")
    parts = [part.strip() for part in text.replace("日", "").split("-")]
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return None
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        return None


def day_at_start(value: Value) -> date | None:
    """The day with which a cell begins: as `day_in`, also with a time behind it or without marks
    (20260301); else None."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = _AT_START.match("" if value is None else str(value).strip())
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def columns_named(
    line: Row, headings: Mapping[str, tuple[str, ...]], fold: Callable[[str], str]
) -> dict[str, int]:
    """In which column each of some headings stands: of several words the earliest of its list."""
    folded = ["" if value is None else fold(str(value)) for value in line.values]
    found = {}
    for name, words in headings.items():
        at = next((folded.index(word) for word in words if word in folded), None)
        if at is not None:
            found[name] = at
    return found
