"""What a cell says, as people type it: text, a heading, a day, a whole number."""

import unicodedata
from datetime import date, datetime

from doorstep.kit.sheets.value import Value


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
