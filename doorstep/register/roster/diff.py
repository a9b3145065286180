"""What a roster would change, as a plain value."""

from dataclasses import dataclass
from typing import Any

from doorstep.register.roster.value import Household, Member


@dataclass(frozen=True, slots=True)
class Stated:
    """A household with its members, as a roster states it or as the register holds it."""

    household: Household
    members: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one household; `old` and `new` as JSON holds them."""

    code: str
    row: int
    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class MemberChange:
    """One field of one member who stays in the household."""

    code: str
    name: str
    row: int
    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Move:
    """Members who went from one household to another that was made or given up by it."""

    source: str
    into: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Diff:
    """What a roster changes; members on both sides are those of the roster (new) or record (old).

    `added` are the roster's rows, splits and new households alike; `new` is added without splits.
    """

    added: tuple[Household, ...]
    removed: tuple[Household, ...]
    changes: tuple[Change, ...]
    unchanged: int
    splits: tuple[Move, ...]
    merges: tuple[Move, ...]
    members_added: tuple[Member, ...]
    members_removed: tuple[Member, ...]
    member_changes: tuple[MemberChange, ...]

    @property
    def new(self) -> tuple[str, ...]:
        split = {move.into for move in self.splits}
        return tuple(home.code for home in self.added if home.code not in split)

    @property
    def is_empty(self) -> bool:
        """Importing the roster would change nothing."""
        lists = (self.added, self.removed, self.changes, self.members_added)
        return not any((*lists, self.members_removed, self.member_changes))
