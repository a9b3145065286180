"""Pure decisions about needs: deadlines, outcomes, what may come next."""

from datetime import date

from doorstep.method.choices import NeedKind
from doorstep.needs.choices import Act, DeadlineState, NeedState, Outcome, WorksState

SOON_DAYS = 2  # so many days before the deadline a need shows as due soon
MOST_LETTERS = 300  # of what is written of a need, and of each note on it
PRIVATE_KINDS = (NeedKind.CARE, NeedKind.MEDIATION)
OUTCOMES_WITH_REASON = (Outcome.NOT_AGREED, Outcome.NOT_POSSIBLE)
_AGREEMENT = (Outcome.AGREED, Outcome.NOT_AGREED)
_WORKS_ORDER = tuple(WorksState)


def is_shared_by_default(kind: str) -> bool:
    """Whether others of the household may see a need unless somebody says otherwise."""
    return kind not in PRIVATE_KINDS


def is_health(kind: str) -> bool:
    """Whether the words of a kind tell of somebody's health: they are sealed where that is on."""
    return kind == NeedKind.CARE


def in_notes(words: str) -> list[str]:
    """Words as notes of which none is too long: each but the last ends in “…”."""
    words, notes = words.strip(), []
    while len(words) > MOST_LETTERS:
        notes.append(f"{words[: MOST_LETTERS - 1]}…")
        words = words[MOST_LETTERS - 1 :]
    return [*notes, words]


def days_overdue(deadline_on: date, day: date) -> int:
    """Calendar days past the deadline; 0 up to and on the deadline."""
    return max(0, (day - deadline_on).days)


def deadline_state(deadline_on: date, day: date) -> DeadlineState:
    """How an open need stands to its deadline on a day."""
    if day > deadline_on:
        return DeadlineState.OVERDUE
    if (deadline_on - day).days <= SOON_DAYS:
        return DeadlineState.SOON
    return DeadlineState.IN_TIME


def outcomes_for(kind: str) -> tuple[Outcome, ...]:
    """How a need of a kind may end: mediation ends agreed or not, never merely done."""
    if kind == NeedKind.MEDIATION:
        return tuple(outcome for outcome in Outcome if outcome != Outcome.DONE)
    return tuple(outcome for outcome in Outcome if outcome not in _AGREEMENT)


def asks_relative(outcome: str) -> bool:
    """Whether an outcome was mediated, so that who closes it says whether they are a relative."""
    return outcome in _AGREEMENT


def needs_reason(outcome: str) -> bool:
    """Whether an outcome is only valid with words."""
    return outcome in OUTCOMES_WITH_REASON


def next_works_state(state: str) -> WorksState | None:
    """The one state that may follow; None after acceptance."""
    following = _WORKS_ORDER.index(WorksState(state)) + 1
    return _WORKS_ORDER[following] if following < len(_WORKS_ORDER) else None


def next_acts(state: str, *, confirmed: bool | None, has_household: bool) -> tuple[Act, ...]:
    """What may be done with a need as it stands."""
    if state == NeedState.OPEN:
        return (Act.NOTE, Act.HAND_OVER, Act.CLOSE)
    if has_household and confirmed is not True:
        return (Act.NOTE, Act.CONFIRM, Act.REOPEN)
    return (Act.NOTE, Act.REOPEN)
