"""Pure decisions of stations: text that may be kept, days of the week, minutes."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from doorstep.stations.choices import DisputeState, HelpState

WEEKDAYS = "1234567"
SOON_DAYS = 30  # what expires within so many days is told
LOST_DAYS = 83  # and the seven of `visitors`: 90 after it was due, what never came back is lost
# 18 or 15 digits in a row, blanks and hyphens between them included; the last of 18 may be an X
_IDENTITY = re.compile(
    r"(?<![0-9])(?:(?:[0-9][ -]?){17}[0-9Xx]|(?:[0-9][ -]?){14}[0-9])(?![ -]?[0-9])"
)


def holds_identity_number(text: str) -> bool:
    """Whether a text holds what can be the number of an identity card, old (15) or new (18)."""
    return _IDENTITY.search(unicodedata.normalize("NFKC", text)) is not None


def weekdays_text(days: Iterable[int | str]) -> str:
    """Days of the week as a shift keeps them, each once and in order: {5, 1} is "15". ValueError
    for a day that no week has."""
    found = sorted({str(day) for day in days})
    if strange := [day for day in found if day not in WEEKDAYS or len(day) != 1]:
        raise ValueError(f"not a day of the week: {strange[0]!r}; known are 1 (Monday) to 7")
    return "".join(found)


def minutes_between(asked_at: datetime, at: datetime) -> int:
    """Whole minutes from asking to a later moment; 0 where a clock was put back in between."""
    return max(0, int((at - asked_at).total_seconds()) // 60)


def median(numbers: Iterable[int]) -> int | None:
    """The middle number, rounded up between two; None of none."""
    found = sorted(numbers)
    if not found:
        return None
    middle = len(found) // 2
    if len(found) % 2:
        return found[middle]
    return -(-(found[middle - 1] + found[middle]) // 2)


def state_words(request: Any) -> str:
    """What became of a request (a row with `kind`), in words; a dispute has words of its own."""
    states = DisputeState if request.kind.is_dispute else HelpState
    return str(states(request.state).label)


def kind_name(kind: Any, language: str | None = None) -> str:
    """A kind of help (a row with `names`) in a language, else the one that is on, else Chinese."""
    names: dict[str, str] = kind.names
    return names.get(language or get_language() or "") or names["zh-hans"]
