"""A row of a round as it is keyed in: "12vac", the row's number and the letters ticked in it.

`12vac 25` was on another day of the sheet's week, the 25th; `12v w3 电线老化` says a new need of
the third kind, in words; `12nac!` says that the sheet really has what does not go together.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.kit.text import printable
from doorstep.kit.weeks import Week
from doorstep.method.choices import NeedKind
from doorstep.sync.rules.forms import SentVisit
from doorstep.visits.choices import Mode, PartOfDay, Result
from doorstep.visits.rules import MODES, NEED, RESULTS, UNCHANGED

# Kinds of which a few words on paper say enough, by the digit that is keyed. Mediation wants the
# party's request, works want their kind: these have forms of their own.
NEED_KINDS = (
    NeedKind.HARDSHIP,
    NeedKind.CARE,
    NeedKind.HAZARD,
    NeedKind.ERRAND,
    NeedKind.JOB,
    NeedKind.STUDY,
    NeedKind.OTHER,
)
# Full-width and capital letters as a Chinese keyboard may give them, one for one.
PLAIN = {code: ord(chr(code - 0xFEE0).lower()) for code in range(0xFF01, 0xFF5F)}
PLAIN |= {code: code + 0x20 for code in range(ord("A"), ord("Z") + 1)} | {0x3000: 0x20}
LINE = re.compile(
    rf"\s*(?P<row>\d{{1,3}})\s*(?P<letters>[a-vx-z\s]*?)\s*(?P<day>\d{{1,2}})?\s*(?P<sure>!)?\s*"
    rf"(?:{NEED}\s*(?P<kind>\d)\s*(?P<words>.*))?",
    re.DOTALL,
)
NEEDS_WORDS = re.compile(rf"[^{NEED}]*{NEED}(?!\s*\d)")


class RowUnreadable(Refused):
    message = _(
        "“%(typed)s” cannot be read. Write the number of the row and the letters that are ticked "
        "in it, such as %(example)s."
    )


class NoSuchLetter(Refused):
    message = _("Row %(row)s: “%(letter)s” is no letter of this sheet.")


class NothingTicked(Refused):
    message = _("Row %(row)s: nothing is ticked. Leave the row out; it stays “not keyed”.")


class TwoOfOne(Refused):
    message = _("Row %(row)s: “%(one)s” and “%(other)s” are both ticked; only one can be meant.")


class ServicesWithoutMeeting(Refused):
    message = _(
        "Row %(row)s: nobody was met, yet a service is ticked. If the sheet really says so, write "
        "! behind it; it then waits for the coordinator."
    )


class NeedWithoutKind(Refused):
    message = _(
        "Row %(row)s: write the kind of the new need as a digit after w, then its words, such as "
        "%(example)s."
    )


class DayOfAnotherWeek(Refused):
    message = _("Row %(row)s: day %(day)s does not lie in the week of the sheet. Set it above.")


@dataclass(frozen=True)
class KeyedLine:
    """What was keyed of one row. `day` None: that of the sheet."""

    row: int
    mode: Mode
    result: Result
    services: tuple[str, ...]
    no_change: bool
    day: int | None
    need: tuple[NeedKind, str] | None


def read_line(typed: str, services: Iterable[tuple[str, str]]) -> KeyedLine:
    """A line as keyed, with the (letter, service) pairs of its sheet. What the typist can mend by
    another look at the sheet is refused in words."""
    plain = printable(typed).translate(PLAIN)
    found = LINE.fullmatch(plain)
    if found is None:
        first = re.match(r"\s*(\d{1,3})", plain)
        if first and NEEDS_WORDS.match(plain):
            raise NeedWithoutKind(row=first[1], example=f"{first[1]}v w3 …")
        raise RowUnreadable(typed=typed.strip()[:40], example="3va")
    row = int(found["row"])
    letters = list(dict.fromkeys(re.sub(r"\s", "", found["letters"])))
    known = dict(services)
    ticked = tuple(service for letter, service in known.items() if letter in letters)
    for letter in letters:
        if letter not in {*known, *MODES, *RESULTS, UNCHANGED}:
            raise NoSuchLetter(row=row, letter=letter)
    need = None
    if found["kind"]:
        words = printable(typed)[found.start("words") :].strip()
        at = int(found["kind"])
        if not 1 <= at <= len(NEED_KINDS) or not words:
            raise NeedWithoutKind(row=row, example=f"{row}v w3 …")
        need = (NEED_KINDS[at - 1], words)
    if not letters and need is None:
        raise NothingTicked(row=row)
    result = _one_of(RESULTS, letters, row, Result.MET)
    if ticked and result != Result.MET and not found["sure"]:
        raise ServicesWithoutMeeting(row=row)
    return KeyedLine(
        row=row,
        mode=_one_of(MODES, letters, row, Mode.ON_SITE),
        result=result,
        services=ticked,
        no_change=UNCHANGED in letters,
        day=int(found["day"]) if found["day"] else None,
        need=need,
    )


def _one_of[T](meanings: Mapping[str, T], letters: Iterable[str], row: int, default: T) -> T:
    held = [letter for letter in letters if letter in meanings]
    if len(held) > 1:
        raise TwoOfOne(row=row, one=held[0], other=held[1])
    return meanings[held[0]] if held else default


def day_of(line: KeyedLine, week: Week, on: date) -> date:
    """The day of a row: its own within the sheet's week, else `on`. DayOfAnotherWeek."""
    if line.day is None:
        return on
    days = [week.start_on + timedelta(days=later) for later in range(7)]
    for day in days:
        if day.day == line.day:
            return day
    raise DayOfAnotherWeek(row=line.row, day=line.day)


def body_of(
    line: KeyedLine, *, key: UUID, household_id: UUID, on: date, part: PartOfDay | str
) -> bytes:
    """The visit form that the row says, always the same bytes for the same ticks."""
    needs = [{"kind": line.need[0].value, "text": line.need[1]}] if line.need else []
    said = {
        "id": str(key),
        "form": "visit",
        "version": "1",
        "household": str(household_id),
        "on": f"{on}",
        "mode": line.mode.value,
        "result": line.result.value,
        "part": str(part),
        "services": list(line.services),
        "no_change": line.no_change,
        "needs": needs,
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def letters_of(form: SentVisit, services: Iterable[tuple[str, str]]) -> str:
    """The letters that say again what a form says, for two typists to compare; a need's words stay
    with the need, which may be sealed."""
    mode = next(letter for letter, one in MODES.items() if one == form.mode)
    result = [letter for letter, one in RESULTS.items() if one == form.result]
    ticked = [letter for letter, service in services if service in form.services]
    unchanged = [UNCHANGED] if form.no_change else []
    needs = [
        f" {NEED}{NEED_KINDS.index(NeedKind(need.kind)) + 1}"
        for need in form.needs
        if need.kind in NEED_KINDS
    ]
    return "".join([mode, *result, *ticked, *unchanged, *needs])
