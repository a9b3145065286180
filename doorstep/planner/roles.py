"""Helpers of one household with a skill each: who of them can fill its places together.

A helper is known by the places that she could fill, as bits: 1 for the first one, 2 for the second,
4 for the third.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import permutations

import numpy as np
import numpy.typing as npt

from doorstep.planner.problem import Helper, Household

MOST_PLACES = 3
SETS = 2**MOST_PLACES  # of places

type BoolArray = npt.NDArray[np.bool_]
type IntArray = npt.NDArray[np.int64]


@cache
def can_fill(fits: tuple[int, ...]) -> bool:
    """Whether each helper can have a place that no other one has."""
    return any(
        all(one >> place & 1 for one, place in zip(fits, chosen, strict=True))
        for chosen in permutations(range(MOST_PLACES), len(fits))
    )


@cache
def _joining(beside: tuple[int, ...]) -> tuple[bool, ...]:
    """By the places that somebody fits: whether they find one beside these."""
    return tuple(can_fill((*beside, fits)) for fits in range(SETS))


def filled(roles: Sequence[frozenset[str]], held: Sequence[frozenset[str]]) -> int:
    """How many places helpers with these skills can fill at most, each one."""
    fits = [_fits(roles, skills) for skills in held]
    return max(
        sum(one >> place & 1 for one, place in zip(fits, chosen, strict=False))
        for chosen in permutations(range(max(len(roles), len(fits), 1)))
    )


def seated(
    roles: Sequence[frozenset[str]], held: Sequence[frozenset[str]]
) -> tuple[list[frozenset[str]], tuple[int, ...]]:
    """(what the places ask for when helpers with these skills have some of them already, their
    places). Who fits none takes the last, which then asks for nothing; at most as many as places.
    """
    fits = [_fits(roles, skills) for skills in held]

    def rank(chosen: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
        return sum(one >> place & 1 for one, place in zip(fits, chosen, strict=True)), chosen

    taken = max(permutations(range(len(roles)), len(held)), key=rank)
    asked = list(roles)
    for one, place in zip(fits, taken, strict=True):
        if not one >> place & 1:
            asked[place] = frozenset()
    return asked, taken


def asked_by_the_rest(
    roles: Sequence[frozenset[str]], held: Sequence[frozenset[str]]
) -> frozenset[str]:
    """The skills that the places still empty ask for, when helpers with these skills, who find a
    place each, sit so that the least is asked for; of several such ways, those of each."""
    fits = [_fits(roles, skills) for skills in held]
    left = {
        frozenset().union(*(role for place, role in enumerate(roles) if place not in taken))
        for taken in permutations(range(len(roles)), len(held))
        if all(one >> place & 1 for one, place in zip(fits, taken, strict=True))
    }
    least = [asked for asked in left if not any(other < asked for other in left)]
    return frozenset().union(*least)


def _fits(roles: Sequence[frozenset[str]], skills: frozenset[str]) -> int:
    return sum(1 << place for place, role in enumerate(roles) if role <= skills)


class Roles:
    """Of every household and helper (row and column) which places the helper could fill."""

    def __init__(
        self,
        households: Sequence[Household],
        helpers: Sequence[Helper],
        locked: Iterable[tuple[int, int]],
    ) -> None:
        kinds: dict[tuple[frozenset[str], ...], int] = {(): 0}
        self.kind: IntArray = np.array(
            [kinds.setdefault(row.roles, len(kinds)) for row in households], dtype=np.int64
        )
        self.fits = np.full((len(kinds), len(helpers)), SETS - 1, dtype=np.uint8)
        for roles, kind in kinds.items():
            if roles:
                self.fits[kind] = [_fits(roles, helper.skills) for helper in helpers]
        self.are_asked = len(kinds) > 1
        self._locked: dict[int, list[int]] = {}
        for row, column in locked:
            self._locked.setdefault(row, []).append(column)

    def fit_none(self, start: int, stop: int) -> BoolArray:
        """Whether a helper fills no place of a household, a line per household."""
        return np.asarray(self.fits[self.kind[start:stop]] == 0)

    def fit(self, row: IntArray, column: IntArray) -> npt.NDArray[np.uint8]:
        """The places of each pair."""
        return np.asarray(self.fits[self.kind[row], column])

    def who_joins(self, row: int, beside: Iterable[int]) -> BoolArray:
        """Per helper whether she finds a place there beside these and those that are locked."""
        return np.asarray(self._table(row, beside)[self.fits[self.kind[row]]])

    def joining(self, row: IntArray, column: IntArray, rows: IntArray) -> BoolArray:
        """By household of `rows` and places that somebody fits: whether they find one beside all
        pairs of it (row, column)."""
        held = self._held(row, column)
        return self._tables(rows, [held.get(one, ()) for one in rows.tolist()])

    def swapping(self, row: IntArray, column: IntArray) -> BoolArray:
        """By pair and places that somebody fits: whether they find one when that pair ends."""
        held = self._held(row, column)
        both = zip(row.tolist(), column.tolist(), strict=True)
        beside = [[other for other in held.get(one, ()) if other != gone] for one, gone in both]
        return self._tables(row, beside)

    def _held(self, row: IntArray, column: IntArray) -> dict[int, list[int]]:
        """The helpers of each household whose places ask for skills."""
        held: dict[int, list[int]] = {}
        asked = np.nonzero(self.kind[row])[0]
        for one, other in zip(row[asked].tolist(), column[asked].tolist(), strict=True):
            held.setdefault(one, []).append(other)
        return held

    def _tables(self, rows: IntArray, beside: Sequence[Iterable[int]]) -> BoolArray:
        tables = np.ones((len(rows), SETS), dtype=bool)
        for at in np.nonzero(self.kind[rows])[0].tolist():
            tables[at] = self._table(int(rows[at]), beside[at])
        return tables

    def _table(self, row: int, beside: Iterable[int]) -> BoolArray:
        kind = self.kind[row]
        if not kind:
            return np.ones(SETS, dtype=bool)
        columns = [*beside, *self._locked.get(row, ())]
        return np.array(_joining(tuple(sorted(self.fits[kind, columns].tolist()))))
