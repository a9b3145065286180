"""Pure decisions of visits: which days a duty looks at, what fulfils it, what a report says."""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from doorstep.kit.periods import Period
from doorstep.kit.weeks import Week, month_start, next_month
from doorstep.method.choices import CadenceKind, Every, NeedKind, Urgency
from doorstep.visits.choices import FULFILLING, ChangeKind, DutyState, Mode, PartOfDay, Result, Why

CHECKS = "ABCDEFGHJKLMNPRSTUVWXYZ"  # 23, a prime; I, O and Q look like something else
# What is ticked on a round, by its letter; services have the letters that are left.
MODES = {"v": Mode.ON_SITE, "p": Mode.PHONE, "o": Mode.CAME_IN}
IN_A_YEAR = {Every.WEEK: 52, Every.TWO_WEEKS: 26, Every.MONTH: 12, Every.QUARTER: 4}
IN_FOUR_WEEKS = {Every.WEEK: 4, Every.TWO_WEEKS: 2, Every.MONTH: 1, Every.QUARTER: 1}
RESULTS = {
    "n": Result.NOT_AT_HOME,
    "r": Result.REFUSED,
    "m": Result.MOVED_CAMP,
    "x": Result.ROAD_CLOSED,
}
UNCHANGED = "u"
NEED = "w"  # its words follow
LETTERS = "abcdefghijklstyz"
NOON, SIX = 12 * 60, 18 * 60
PART_OF_LEFT = {Every.MONTH: 2, Every.QUARTER: 3}
ROWS_A_SIDE = 12  # of a round on A4, as high as a pen needs; a test prints it


@dataclass(frozen=True)
class NewNeed:
    """A need found at a visit; `shared` None leaves it to the kind."""

    kind: NeedKind | str
    text: str
    urgency: Urgency | str = Urgency.ORDINARY
    member_id: UUID | None = None
    shared: bool | None = None
    requested_on: date | None = None
    requested_how: str = ""
    works_kind: str = ""
    has_violence: bool = False  # answered where mediation is asked for; yes is kept nowhere


@dataclass(frozen=True)
class ClosedNeed:
    """An open need of the household that was settled at a visit."""

    need_id: UUID
    outcome: str
    text: str = ""


@dataclass(frozen=True)
class Change:
    """One line of "what has changed".

    `value` by kind: a stated FactKind (began, ended), a number of people, a telephone number, the
    best time in words, the day they are back. The rest belongs to facts alone.
    """

    kind: ChangeKind
    value: Any
    since_on: date | None = None
    member_id: UUID | None = None
    private: bool = False


@dataclass(frozen=True)
class Seen:
    """What a duty asks of a visit."""

    on: date
    mode: Mode | str
    result: Result | str


def times_in_four_weeks(every: Every | str) -> int:
    """How often a duty falls due in the fullest four weeks: one of a quarter counts whole, since
    its month must have room for it."""
    return IN_FOUR_WEEKS.get(Every(every), 0)


def times_in_a_year(every: Every | str) -> int:
    """How often a duty falls due in a year."""
    return IN_A_YEAR.get(Every(every), 0)


def window(every: Every | str, day: date) -> Period | None:
    """The whole days in which a duty wants one visit, as it stands on a day; None: no duty.

    Week, calendar month and calendar quarter of the day. "Every two weeks" looks at the fourteen
    days that end with the week: no week then depends on where a count of pairs once began.
    """
    week = Week.of(day)
    match every:
        case Every.WEEK:
            return Period.of_week(week)
        case Every.TWO_WEEKS:
            return Period(week.shift(-1).start_on, week.end_on)
        case Every.MONTH:
            return Period.of_month(day)
        case Every.QUARTER:
            first = month_start(day).replace(month=(day.month - 1) // 3 * 3 + 1)
            last = next_month(next_month(next_month(first))) - timedelta(days=1)
            return Period(first, last)
        case Every.NEVER:
            return None
    raise ValueError(f"not a cadence: {every!r}")


def fulfils(duty: CadenceKind | str, seen: Seen) -> bool:
    """Met and refused fulfil a duty; a contact may be of any mode, a visit is on site."""
    return seen.result in FULFILLING and (duty == CadenceKind.CONTACT or seen.mode == Mode.ON_SITE)


def is_away(absences: Iterable[tuple[date, date]], day: date) -> bool:
    """Whether a household is away on a day; the second day of a pair is the day they are back."""
    return any(start_on <= day < end_on for start_on, end_on in absences)


def state_of(
    duty: CadenceKind | str,
    every: Every | str,
    day: date,
    visits: Iterable[Seen],
    absences: Iterable[tuple[date, date]] = (),
) -> DutyState:
    """How a duty stands on a day, from the visits up to that day. Done goes before away."""
    days = window(every, day)
    if days is None:
        return DutyState.NONE
    done = {
        seen.result for seen in visits if days.from_on <= seen.on <= day and fulfils(duty, seen)
    }
    if Result.MET in done:
        return DutyState.MET
    if Result.REFUSED in done:
        return DutyState.REFUSED
    return DutyState.AWAY if is_away(absences, day) else DutyState.LEFT


def why_left(duty: CadenceKind | str, every: Every | str, day: date, visits: Iterable[Seen]) -> Why:
    """How the last try in the duty's days went; a call is no try of a visit on site."""
    days = window(every, day)
    tries = [
        seen
        for seen in visits
        if days is not None
        and days.from_on <= seen.on <= day
        and seen.result not in FULFILLING
        and (duty == CadenceKind.CONTACT or seen.mode == Mode.ON_SITE)
    ]
    if not tries:
        return Why.NOT_TRIED
    last = max(tries, key=lambda seen: seen.on)
    if last.result == Result.NOT_AT_HOME and last.mode == Mode.PHONE:
        return Why.NO_ANSWER
    return Why(str(last.result))


def weeks_with_visit(
    every: Every | str, first: date, here: Collection[bool], done_on: date | None = None
) -> list[frozenset[int]]:
    """In which weeks from a Monday on visits may lie so that a duty is kept: each set is one way;
    none where nothing is due. A household is `here` in some of these weeks; `done_on` is a day of
    the week, month or quarter that is reached already.

    What goes on after the last week is due in these as soon as they are half of what is left of a
    month, a third of a quarter: else all visits of a quarter would wait for its end.
    """
    if every == Every.NEVER:
        return []
    there = frozenset(week for week, is_here in enumerate(here) if is_here)
    if every == Every.TWO_WEEKS:
        week = None if done_on is None else (Week.of(done_on).start_on - first).days // 7
        begins = range(2) if week is None else range(max(0, week + 1), max(week + 3, 2))
        ways = {frozenset(range(begin, len(here), 2)) & there for begin in begins}
        return sorted((way for way in ways if way), key=sorted)
    days = [first + timedelta(days=day) for day in range(7 * len(here))]
    ways = {frozenset()}
    for period in dict.fromkeys(window(every, day) for day in days):
        if period is None or (done_on is not None and done_on >= period.from_on):
            continue
        inside = [at // 7 for at, day in enumerate(days) if period.from_on <= day <= period.to_on]
        left = (period.to_on - max(period.from_on, first)).days + 1
        if period.to_on <= days[-1] or PART_OF_LEFT.get(Every(every), 1) * len(inside) >= left:
            chosen = {way | {week} for way in ways for week in there & set(inside) - way}
            ways = chosen or ways
    return sorted((way for way in ways if way), key=sorted)


def weeks_with_call(
    every: Every | str,
    first: date,
    here: Collection[bool],
    done_on: date | None = None,
    *,
    has_visits: bool = False,
) -> frozenset[int]:
    """In which weeks somebody calls who has not visited, as late as the duty allows; who is visited
    some time need not be called once a month."""
    if has_visits and every in PART_OF_LEFT:
        return frozenset()
    return max(weeks_with_visit(every, first, here, done_on), key=sorted, default=frozenset())


def part_of_day(minute: float) -> PartOfDay:
    """What is said of a minute of the day."""
    if minute < NOON:
        return PartOfDay.MORNING
    return PartOfDay.AFTERNOON if minute < SIX else PartOfDay.EVENING


def is_same_part(part: str, other: str) -> bool:
    """Whether two parts of a day may be one: none named fits any."""
    return not part or not other or part == other


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of a visit's content: two reports of one id are the same, or they are not."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return str(value)


def round_code(week: Week, number: int) -> str:
    """What a round is called on its sheet: 2648-07-K, the week, the number in it, and a character
    that differs where one digit is wrong or two changed places."""
    digits = f"{week.year % 100:02d}{week.number:02d}{number:02d}"
    total = sum(int(digit) * (at + 2) for at, digit in enumerate(digits))
    return f"{digits[:4]}-{digits[4:]}-{CHECKS[total % len(CHECKS)]}"


def read_round_code(typed: str) -> tuple[int, int, int] | None:
    """(year within its century, week, number) of a code, however it is spaced; None where its
    check character does not fit."""
    found = re.fullmatch(r"(\d{2})(\d{2})(\d{2,3})([A-Z])", re.sub(r"[\s\-–—]", "", typed.upper()))
    if found is None:
        return None
    year, week, number = (int(part) for part in found.groups()[:3])
    if not 1 <= week <= 53:
        return None
    try:
        right = round_code(Week(2000 + year, week), number)
    except ValueError:  # a year without a week 53
        return None
    return (year, week, number) if right[-1] == found[4] else None


def key_of_row(round_id: UUID, number: int, side: int) -> UUID:
    """The id of what is keyed in from a row of a round."""
    return uuid5(round_id, f"{number}.{side}")
