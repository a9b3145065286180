"""The rows of the search for pairs: a household, or one place of it where each asks for a skill."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from doorstep.planner.costs import Costs, IntArray
from doorstep.planner.roles import BoolArray

NOBODY = -1


@dataclass(frozen=True)
class Posts:
    """Rows by household, then place. Where places ask for skills, those that locked helpers fill
    are rows too, since which of them these take is open."""

    household: IntArray
    first: IntArray  # per household: its first row; one more is the end
    places: IntArray  # per row
    place: IntArray  # per row: its number within the household, 0 where places ask alike
    skills: tuple[frozenset[str], ...]  # per row
    locked: dict[int, list[int]]  # by household whose places ask for skills: its locked helpers

    @property
    def asked(self) -> list[int]:
        """The households whose places ask for skills."""
        return np.nonzero(np.diff(self.first) > 1)[0].tolist()


def posts_of(costs: Costs) -> Posts:
    """The rows of a problem."""
    number = np.array([len(row.roles) if len(row.roles) > 1 else 1 for row in costs.households],
                      dtype=np.int64)  # fmt: skip
    first = np.concatenate([[0], np.cumsum(number)])
    household = np.repeat(np.arange(len(number)), number)
    is_asked = number[household] > 1
    locked: dict[int, list[int]] = {}
    for row, column in costs.locked:
        if number[row] > 1:
            locked.setdefault(row, []).append(column)
    return Posts(
        household=household,
        first=first,
        places=np.where(is_asked, 1, costs.places[household]),
        place=np.arange(len(household)) - first[household],
        skills=tuple(role for row in costs.households for role in (row.roles or (frozenset(),))),
        locked=locked,
    )


def least_of(costs: Costs, posts: Posts, lowest: IntArray, column: npt.NDArray[Any]) -> int:
    """What all households pay at least: each row takes the lowest of its list (row, number), but
    no household has one helper twice, and locked ones are there for nothing."""
    asked = posts.asked
    is_plain = np.ones(len(lowest), dtype=bool)
    for row in asked:
        is_plain[posts.first[row] : posts.first[row + 1]] = False
    least = int(lowest[is_plain].sum())
    for row in asked:
        locked = posts.locked.get(row, [])
        wide = int(costs.places[row])
        offers = []
        for post in range(posts.first[row], posts.first[row + 1]):
            fits = costs.roles.fits[costs.roles.kind[row], locked] >> posts.place[post] & 1
            there = [(0, one) for one, is_fit in zip(locked, fits.tolist(), strict=True) if is_fit]
            new = zip(lowest[post, :wide].tolist(), column[post, :wide].tolist(), strict=True)
            offers.append([*there, *new])
        least += min(_sums(offers, set(locked)))
    return least


def _sums(offers: Sequence[Sequence[tuple[int, int]]], locked: set[int]) -> list[int]:
    """What each way to fill the places costs."""
    found = []
    for chosen in product(*offers):
        who = [column for _price, column in chosen if column != NOBODY]
        if len(set(who)) == len(who) and locked <= set(who):
            found.append(sum(price for price, _column in chosen))
    return found


def worst_of(
    costs: Costs, posts: Posts, empty: IntArray, row: IntArray, column: IntArray, price: IntArray,
    never: int,
) -> IntArray:  # fmt: skip
    """Per row of the posts the dearest that a newcomer there could end: a pair (row, column) of
    the household at its price, or an empty place; `never` where nothing."""
    worst = np.full(len(posts.places), never, dtype=np.int64)
    swapping = costs.roles.swapping(row, column)
    short = np.nonzero(empty)[0]
    joining = costs.roles.joining(row, column, short)
    number = np.diff(posts.first)
    for place in range(int(number.max(initial=0))):
        _raise(worst, posts, number, place, row, swapping, price)
        _raise(worst, posts, number, place, short, joining, costs.unserved[short])
    return worst


def _raise(
    worst: IntArray, posts: Posts, number: IntArray, place: int, row: IntArray, table: BoolArray,
    price: IntArray,
) -> None:  # fmt: skip
    here = (number[row] > place) & table[:, 1 << place]
    np.maximum.at(worst, posts.first[row[here]] + place, price[here])
