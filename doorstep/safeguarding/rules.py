"""Pure decisions of safeguarding: what a need is, as its entries tell it, and when it is due."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from doorstep.safeguarding.choices import Act

DAYS_TO_BEGIN = 3  # calendar days until the person concerned is spoken to
YEARS_KEPT = 2  # after closing, then every entry is deleted
MOST_LETTERS = 1_000
FEWEST_LETTERS_OF_A_REASON = 5


@dataclass(frozen=True)
class Entry:
    """One entry, opened."""

    act: Act
    on: date
    by: UUID
    values: dict[str, Any]


@dataclass(frozen=True)
class SafeguardingNeed:
    """A need as its entries tell it; its words stay in the entries. `due_on` None: closed.

    `loosened_on`: its household was erased while it was open. `household_id` is then a name that
    nothing else bears, and `name` the person concerned, as the register had it.
    """

    id: UUID
    place_id: UUID
    household_id: UUID
    member_id: UUID | None
    raised_on: date
    due_on: date | None
    entries: tuple[Entry, ...]
    answers: dict[UUID, bool]
    closed_on: date | None = None
    closed_by: UUID | None = None
    loosened_on: date | None = None
    name: str = ""

    def is_for(self, account_id: UUID) -> bool:
        """Whether an account answered that it is no relative: before that nothing opens to it."""
        return self.answers.get(account_id) is False

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


def need_of(
    need_id: UUID, place_id: UUID, household_id: UUID, entries: Sequence[Entry]
) -> SafeguardingNeed:
    """The need behind its entries, of which the first raised it or handed it over."""
    first = entries[0]
    member = first.values.get("member")
    need = SafeguardingNeed(
        id=need_id,
        place_id=place_id,
        household_id=household_id,
        member_id=UUID(member) if member else None,
        raised_on=first.on,
        due_on=first.on + timedelta(days=DAYS_TO_BEGIN),
        entries=tuple(entries),
        answers={},
    )
    for entry in entries:
        need = _after(need, entry)
    return need


def _after(need: SafeguardingNeed, entry: Entry) -> SafeguardingNeed:
    if "is_relative" in entry.values:
        need = replace(need, answers=need.answers | {entry.by: entry.values["is_relative"]})
    if entry.act == Act.NOTED:
        again = entry.values.get("again_on")
        return replace(need, due_on=date.fromisoformat(again) if again else need.due_on)
    if entry.act == Act.LOOSENED:
        return replace(need, loosened_on=entry.on, name=entry.values["name"])
    if entry.act == Act.CLOSED:
        return replace(need, due_on=None, closed_on=entry.on, closed_by=entry.by)
    return need


def loosened(need: SafeguardingNeed, name: str, *, by: UUID, on: date) -> list[Entry]:
    """The entries by which an open need outlives its household: all there were, without the id of
    a member, and one that names the person concerned, who could not be helped else."""
    told = [
        replace(entry, values=entry.values | {"member": ""}) if "member" in entry.values else entry
        for entry in need.entries
    ]
    return [*told, Entry(Act.LOOSENED, on, by, {"name": name})]


def kept_from(today: date) -> date:
    """The first day of closing whose needs are still kept."""
    return today.replace(year=today.year - YEARS_KEPT, day=min(today.day, 28))


def key_of(place_id: UUID) -> str:
    """The vault's name of a place's own key, which hides whose entries they are."""
    return f"safeguarding:{place_id}"


def begun_of(place_id: UUID) -> str:
    """The vault's name of a key that seals nothing: where it is, the place has records."""
    return f"safeguarding:{place_id}:begun"


def chain_start(need_id: UUID) -> str:
    """What the first entry of a need is chained to, so that none fits into another's story."""
    return f"safeguarding:{need_id}"
