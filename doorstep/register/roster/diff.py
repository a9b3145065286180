"""What a roster would change, as a plain value."""

from collections import Counter
from collections.abc import Collection
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
    """Members who went from one household to another."""

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
    moves: tuple[Move, ...] = ()  # between two households that both stay

    @property
    def new(self) -> tuple[str, ...]:
        split = {move.into for move in self.splits}
        return tuple(home.code for home in self.added if home.code not in split)

    @property
    def renumbered(self) -> tuple[Move, ...]:
        """Households that go on under another code: gone, and all who are found again are in one
        that was made."""
        made = {(move.source, move.into) for move in self.splits}
        several = self._split_into_several
        return tuple(
            move
            for move in self.merges
            if (move.source, move.into) in made and move.source not in several
        )

    @property
    def split_off(self) -> tuple[Move, ...]:
        """`splits` without households that only got another code."""
        renumbered = {(move.source, move.into) for move in self.renumbered}
        return tuple(m for m in self.splits if (m.source, m.into) not in renumbered)

    @property
    def merged_into(self) -> tuple[Move, ...]:
        """`merges` without households that got another code or became several."""
        made = {(move.source, move.into) for move in self.splits}
        return tuple(m for m in self.merges if (m.source, m.into) not in made)

    @property
    def _split_into_several(self) -> set[str]:
        sources = [move.source for move in self.splits]
        return {one for one in sources if sources.count(one) > 1}

    @property
    def clearly_merged(self) -> frozenset[str]:
        """Households that are gone and all of whose members are listed under one other."""
        many = Counter(one.code for one in self.members_removed)
        return frozenset(
            move.source for move in self.merges if len(move.members) >= many[move.source]
        )

    def members_leaving(self, closed: Collection[str]) -> tuple[Member, ...]:
        """Who leaves a household, where of those that are gone `closed` leave the register: one
        that is only missing in the ledger keeps its members."""
        staying = {(one.village, one.code) for one in self.removed if one.code not in closed}
        return tuple(one for one in self.members_removed if (one.village, one.code) not in staying)

    @property
    def is_empty(self) -> bool:
        """Importing the roster would change nothing."""
        lists = (self.added, self.removed, self.changes, self.members_added)
        return not any((*lists, self.members_removed, self.member_changes))
