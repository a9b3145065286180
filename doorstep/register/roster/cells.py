"""One cell: what it holds, and what is common to cleaning any of them."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite
from typing import Any, NamedTuple

from doorstep.kit.sheets import Value
from doorstep.kit.text import printable


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell under the heading `column`; a formula's stored value is its value."""

    column: str
    row: int
    value: Value = None
    formula: str | None = None
    error: str | None = None
    stored: bool = True

    @property
    def blank(self) -> bool:
        """Nothing in it that a person would see."""
        empty = self.value is None or (isinstance(self.value, str) and not self.value.strip())
        return empty and self.formula is None and self.error is None


class Trouble(NamedTuple):
    """A remark in the making: the reason, what was done, and how the value looked."""

    reason: str
    action: str
    value: Any = None
    after: Any = None
    shown_as: str | None = None


type Cleaned[T] = tuple[T, Trouble | None]
type Cleaner[T] = Callable[[Value], Cleaned[T]]


def clean[T](cell: Cell, cleaner: Cleaner[T], blank: T) -> Cleaned[T]:
    """The cell's value as its field wants it; `blank` where there is none or none can be read."""
    if cell.error is not None:
        return blank, Trouble("excel_error_value", "blank_field", cell.error)
    if cell.formula is not None and not cell.stored:
        return blank, Trouble("formula_without_value", "blank_field", cell.formula)
    if cell.blank:
        return blank, None
    value, trouble = cleaner(cell.value)
    if trouble is not None and trouble.action == "blank_field":
        return blank, trouble
    if trouble is None and cell.formula is not None:
        trouble = Trouble("formula_cell", "use_stored_value", cell.formula, plain(value))
    return value, trouble


def plain(value: Any) -> Any:
    """A value as JSON holds it: whole numbers without a fraction, days as 2026-05-28."""
    if isinstance(value, datetime):
        return value.date().isoformat() if not value.time().hour else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, tuple):
        return "、".join(str(part) for part in value)
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)


def text_of(value: Value) -> str:
    """Any cell as text without control characters and outer blanks; line breaks stay."""
    text = value if isinstance(value, str) else str("" if value is None else plain(value))
    return printable(text).strip()


def half_width(text: str) -> str:
    """Full-width digits, letters, brackets and blanks made half-width."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def parts_of(text: str) -> list[str]:
    """A list typed into one cell."""
    return [part.strip() for part in re.split(r"[、,，;；/／\n]+", text) if part.strip()]
