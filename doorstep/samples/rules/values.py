"""A laboratory's value, read: 0.8, <0.005, 1.2×10^3, 未检出."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from doorstep.samples.choices import Bound

NONE_FOUND = frozenset({"未检出", "nd", "n.d.", "notdetected", "不得检出", "阴性", "未检测出"})
BELOW, ABOVE = ("<", "≤", "≦", "低于", "小于"), (">", "≥", "≧", "高于", "大于")
# without powers of ten a dot is the point; a comma parts thousands
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_POWER = re.compile(r"(?P<base>.+?)[x×*·](?:10)\^?(?P<power>-?\d{1,2})")
MOST = Decimal("1e13")
FINEST = Decimal("1e-10")


@dataclass(frozen=True)
class Reading:
    """A value as it is meant; None of "not detected"."""

    bound: Bound
    value: Decimal | None


def read_value(text: str) -> Reading | None:
    """What a text says; None where it is no value."""
    plain = "".join(unicodedata.normalize("NFKC", _raised(text)).split()).casefold()
    if plain.rstrip("。.") in {one.rstrip(".") for one in NONE_FOUND}:
        return Reading(Bound.NONE, None)
    bound = Bound.EXACT
    for marks, meant in ((BELOW, Bound.BELOW), (ABOVE, Bound.ABOVE)):
        for mark in marks:
            if plain.startswith(mark):
                bound, plain = meant, plain.removeprefix(mark)
    value = _number(plain)
    if value is None or not 0 <= value <= MOST or value != value.quantize(FINEST):
        return None
    return Reading(bound, value)


def value_text(bound: str, value: Decimal | None) -> str:
    """A value as letters write it, without the words for "not detected": "<0.005"."""
    if value is None:
        return ""
    mark = {Bound.BELOW: "<", Bound.ABOVE: ">"}.get(Bound(bound), "")
    return f"{mark}{plain_text(value)}"


def plain_text(value: Decimal) -> str:
    """A number without noughts at its end and without powers of ten."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(text: str) -> Decimal | None:
    found = _POWER.fullmatch(text)
    base = found["base"] if found else text
    if not _NUMBER.fullmatch(base):
        return None
    try:
        value = Decimal(base.replace(",", ""))
    except InvalidOperation:
        return None
    return value.scaleb(int(found["power"])) if found else value


def _raised(text: str) -> str:
    """Powers that are written small stand behind a ^: 10³ is 10^3."""
    small = "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"
    plain = str.maketrans(small, "-0123456789")
    return re.sub(f"[{small}]+", lambda found: "^" + found.group().translate(plain), text)
