"""Pure decisions of campaigns: which state follows which, and what makes a target list."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Protocol

from doorstep.campaigns.choices import Because, UnitState

# what may follow a state; what is accepted stays so
FOLLOWS: dict[str, tuple[UnitState, ...]] = {
    UnitState.NOT_BEGUN: (UnitState.BUILT, UnitState.EXCUSED),
    UnitState.BUILT: (UnitState.ACCEPTED, UnitState.SENT_BACK),
    UnitState.SENT_BACK: (UnitState.BUILT, UnitState.EXCUSED),
    UnitState.EXCUSED: (UnitState.NOT_BEGUN,),
    UnitState.ACCEPTED: (),
}
DONE = (UnitState.BUILT, UnitState.ACCEPTED)  # the work stands
SETTLED = (UnitState.ACCEPTED, UnitState.EXCUSED)  # nothing is left to do
WITH_REASON = (UnitState.SENT_BACK, UnitState.EXCUSED)
EXCUSES = (Because.NOT_NEEDED, Because.LATER, Because.HOUSE, Because.LEFT, Because.OTHER)
ALL_YEAR = "all_year"
OLDEST = 120
FARTHEST_BACK = timedelta(days=3 * 366)  # of a first day: older work is no work of this campaign


@dataclass(frozen=True, kw_only=True)
class ListRule:
    """What of the register made a target list. Empty: no bound. `lives` is "" or ALL_YEAR (no
    second home for the summer); ages are whole years on the day the list was made, both ends
    inside."""

    villages: tuple[str, ...] = ()  # codes
    groups: tuple[str, ...] = ()  # names
    lives: str = ""
    people_from: int | None = None
    people_to: int | None = None
    age_from: int | None = None
    age_to: int | None = None

    @property
    def is_of_people(self) -> bool:
        """Whether it asks how old people are, or how many live together."""
        bounds = self.people_from, self.people_to, self.age_from, self.age_to
        return any(bound is not None for bound in bounds)

    def as_json(self) -> dict[str, Any]:
        """What is stored: the bounds that are set."""
        return {"source": "register"} | {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in asdict(self).items()
            if value not in ((), "", None)
        }


def rule_of(stored: dict[str, Any]) -> ListRule | None:
    """The rule that was stored, beside how many it found; None for a list that came as a file."""
    if stored.get("source") != "register":
        return None
    fields: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in stored.items()
        if name not in ("source", "found")
    }
    return ListRule(**fields)


def can_follow(state: str, new: str) -> bool:
    """Whether a unit in a state may come into another."""
    return UnitState(new) in FOLLOWS[state]


class Step(Protocol):
    """What a step says of a unit."""

    @property
    def state(self) -> str: ...
    @property
    def note(self) -> str: ...


def step_to_return_to[S: Step](steps: Iterable[S]) -> S | None:
    """Of a unit's steps in their order, the one it stands on again once what was entered last is
    taken back; None where nothing was. What was taken back before counts no more, or a second
    press would bring it up again: what is accepted, for one, by whoever may not accept."""
    standing: list[S] = []
    for step in steps:
        if standing and step.state == standing[-1].state:
            standing[-1] = step  # why it is left was said
        elif standing and _takes_back(step, standing):
            standing[-2:] = [step]
        else:
            standing.append(step)
    return standing[-2] if len(standing) > 1 else None


def _takes_back[S: Step](step: S, standing: list[S]) -> bool:
    """Whether a step takes the last of those before it back: nothing else leads there, or it has
    the words that neither building nor taking up asks for."""
    if len(standing) < 2 or standing[-2].state != step.state:
        return False
    has_words = step.state in (UnitState.BUILT, UnitState.NOT_BEGUN) and bool(step.note)
    return has_words or not can_follow(standing[-1].state, step.state)
