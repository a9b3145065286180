"""Parts of a large team: helpers who meet one another much, as a problem of their own.

A household whose helpers are in two parts is outside for both: what it has settled stands there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from doorstep.planner.visits.problem import DueHousehold, Matrix, Straight, VisitProblem
from doorstep.planner.visits.tasks import Board, share_of

type Links = Sequence[Mapping[int, int]]  # per helper: whom they meet, and how much that counts


class Part(NamedTuple):
    """Some helpers and all their households, by their numbers in the whole problem, in order."""

    columns: tuple[int, ...]
    rows: tuple[int, ...]
    outside: frozenset[int]  # of the rows, numbered within the part


def links_of(board: Board, counts: Mapping[int, int]) -> list[dict[int, int]]:
    """Who meets whom; a household counts 1, or as `counts` says."""
    links: list[dict[int, int]] = [{} for _column in board.caseloads]
    for column, rows in enumerate(board.shared):
        for row in rows:
            for other in board.helpers_of[row]:
                if other != column:
                    links[column][other] = links[column].get(other, 0) + counts.get(row, 1)
    return links


def cut(links: Links, most: int) -> list[list[int]]:
    """Every helper who meets somebody in one part of at most so many: each part grows from the one
    who counts most by whoever is linked to it most."""
    left = {column for column, own in enumerate(links) if own}
    weight = {column: sum(links[column].values()) for column in left}
    starts = sorted(left, key=lambda column: (-weight[column], column))
    found: list[list[int]] = []
    for start in starts:
        if start not in left:
            continue
        part, near = list[int](), {start: 0}
        while near and len(part) < most:
            column = max(near, key=lambda one: (near[one], -one))
            del near[column]
            left.remove(column)
            part.append(column)
            for other, count in links[column].items():
                if other in left:
                    near[other] = near.get(other, 0) + count
        if found and len(found[-1]) + len(part) <= most:
            found[-1] += part
        else:
            found.append(part)
    return [sorted(part) for part in found]


def part_of(board: Board, columns: Sequence[int]) -> Part:
    """The part of some helpers, given in order."""
    inside = set(columns)
    rows = sorted({row for column in columns for row in board.caseloads[column]})
    return Part(
        tuple(columns),
        tuple(rows),
        frozenset(
            number
            for number, row in enumerate(rows)
            if board.is_shared(row) and not inside.issuperset(board.helpers_of[row])
        ),
    )


def problem_of(board: Board, part: Part) -> VisitProblem:
    """The problem of a part. Days on which a helper outside does not go are closed, and calls are
    left to a leading helper outside."""
    whole, inside = board.problem, set(part.columns)
    helpers = [whole.helpers[column] for column in part.columns]
    households = [_seen_from(board, row, inside) for row in part.rows]
    used = {place for row in households for place in row.places} | {row.place for row in helpers}
    places = sorted(place for place in used if place is not None)
    number = {place: at for at, place in enumerate(places)}
    return VisitProblem(
        tuple(
            replace(row, places=tuple(None if at is None else number[at] for at in row.places))
            for row in households
        ),
        tuple(
            replace(row, place=None if row.place is None else number[row.place]) for row in helpers
        ),
        _travel_between(whole.travel, places),
        whole.weeks,
        whole.weights,
    )


def board_of(
    problem: VisitProblem, outside: frozenset[int], shares: Iterable[Mapping[int, int]]
) -> Board:
    """A part laid out, with the shares that its helpers have in the whole."""
    board = Board(problem, outside)
    board.shares = [dict(own) for own in shares]
    return board


def shares_in(board: Board, part: Part) -> tuple[dict[int, int], ...]:
    """The shares of a part's households, by the helpers' numbers within it."""
    number = {column: at for at, column in enumerate(part.columns)}
    return tuple(
        {number[column]: share for column, share in board.shares[row].items() if column in number}
        for row in part.rows
    )


def _seen_from(board: Board, row: int, inside: set[int]) -> DueHousehold:
    household, helpers = board.problem.households[row], board.helpers_of[row]
    if inside.issuperset(helpers):
        return household
    days = range(len(board.problem.helpers[helpers[0]].shifts))

    def inside_of(points: float) -> float:
        """What falls to those inside of a price that all pay together."""
        return sum(share_of(board, one, row, points) for one in helpers if one in inside) / 100

    return replace(
        household,
        patterns=tuple(replace(one, points=inside_of(one.points)) for one in household.patterns),
        day_points={day: inside_of(points) for day, points in household.day_points.items()},
        helpers=tuple(
            key for key, one in zip(household.helpers, helpers, strict=True) if one in inside
        ),
        call_weeks=household.call_weeks if helpers[0] in inside else frozenset(),
        closed_days=household.closed_days | {day for day in days if not board.goes(row, day)},
    )


def _travel_between(travel: Straight | Matrix, places: Sequence[int]) -> Straight | Matrix:
    if isinstance(travel, Straight):
        return replace(travel, points=tuple(travel.points[place] for place in places))
    at = np.ix_(places, places)
    return Matrix(travel.km[at], travel.minutes[at])
