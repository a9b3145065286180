"""A helper's weeks together: which households are visited in which week at the least cost.

What matters of a household's past weeks is a state: for each of its patterns, what choosing it
would cost by now beyond the cheapest one. Weekly visits have one state, a visit once a month two.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from doorstep.planner.compiled import compiled
from doorstep.planner.visits.legs import Floats, Longs
from doorstep.planner.visits.routes import NO_ROUTE

MOST_STEPS = 20_000_000  # choices of all households in a week; beyond it nothing is enumerated


type State = tuple[tuple[int, int], ...]


class Choices(NamedTuple):
    """What each household may do in a week: from a state, visited or not, into a state."""

    at: Longs  # household i has the rows at[i] … at[i + 1] - 1
    before: Longs  # state times the stride of the household
    visited: Longs  # 0 or 1
    after: Longs  # state times the stride in the next week
    cost: Longs
    states: int  # of all households together, after the week


@lru_cache(maxsize=4096)
def choices_of(
    patterns: tuple[tuple[tuple[int, int], ...], ...], absent: tuple[int, ...], weeks: int
) -> tuple[list[Choices], int]:
    """(the choices of every week, what they cost at least). A pattern is (bits of weeks, cost);
    a visit of the pattern that is left out costs `absent`."""
    rows: list[list[list[tuple[int, int, int, int]]]] = [[] for _week in range(weeks)]
    counts: list[list[int]] = [[] for _week in range(weeks)]
    fixed = 0
    for own, price in zip(patterns, absent, strict=True):
        state, cheapest = _state(own)
        fixed += cheapest
        layer = {state: 0}
        for week in range(weeks):
            steps, layer = _step(layer, price)
            rows[week].append(steps)
            counts[week].append(len(layer))
    return [
        _packed(rows[week], counts[week - 1] if week else [1] * len(patterns), counts[week])
        for week in range(weeks)
    ], fixed


def steps_of(choices: list[Choices]) -> int:
    """How many combinations the week with the most has."""
    return max((int(np.prod(np.diff(one.at), dtype=np.float64)) for one in choices), default=0)


def _state(left: Iterable[tuple[int, int]]) -> tuple[State, int]:
    """(the state, what it costs at least): (bits of the weeks to come, cost) of each pattern that
    is still open, the cheapest of those that are alike in the weeks to come."""
    open_ones: dict[int, int] = {}
    for bits, cost in left:
        open_ones[bits] = min(cost, open_ones.get(bits, cost))
    least = min(open_ones.values())
    return tuple((bits, cost - least) for bits, cost in sorted(open_ones.items())), least


def _step(
    layer: dict[State, int], price: int
) -> tuple[list[tuple[int, int, int, int]], dict[State, int]]:
    """One week of one household: (state, visited, next state, cost) and the states after it."""
    steps: list[tuple[int, int, int, int]] = []
    after: dict[State, int] = {}
    for state, number in layer.items():
        for visited in (0, 1):
            left = [
                (bits >> 1, cost + price * ((bits & 1) - visited))
                for bits, cost in state
                if bits & 1 or not visited
            ]
            if left:
                key, least = _state(left)
                steps.append((number, visited, after.setdefault(key, len(after)), least))
    return steps, after


def _packed(
    rows: list[list[tuple[int, int, int, int]]], before: list[int], after: list[int]
) -> Choices:
    strides, next_strides = _strides(before), _strides(after)
    flat = [
        (state * strides[i], visited, following * next_strides[i], cost)
        for i, own in enumerate(rows)
        for state, visited, following, cost in own
    ]
    table = np.array(flat, dtype=np.int64).reshape(-1, 4)
    return Choices(
        np.cumsum([0, *map(len, rows)], dtype=np.int64),
        np.ascontiguousarray(table[:, 0]),
        np.ascontiguousarray(table[:, 1]),
        np.ascontiguousarray(table[:, 2]),
        np.ascontiguousarray(table[:, 3]),
        int(np.prod(after, dtype=np.int64)),
    )


def _strides(counts: list[int]) -> list[int]:
    strides, step = [], 1
    for count in counts:
        strides.append(step)
        step *= count
    return strides


@compiled
def go_through(value: Longs, week_cost: Longs, choices: Choices) -> tuple[Longs, Longs, Longs]:
    """From the value of every state before a week to (value, state before, set visited) of every
    state after it."""
    at, n = choices.at, len(choices.at) - 1
    best = np.full(choices.states, NO_ROUTE, dtype=np.int64)
    origin = np.full(choices.states, -1, dtype=np.int64)
    visited = np.zeros(choices.states, dtype=np.int64)
    row = at[:n].copy()
    before, after = np.zeros(n + 1, dtype=np.int64), np.zeros(n + 1, dtype=np.int64)
    wanted, cost = np.zeros(n + 1, dtype=np.int64), np.zeros(n + 1, dtype=np.int64)
    depth = 0
    while depth >= 0:
        if depth == n:
            total = value[before[n]] + cost[n] + week_cost[wanted[n]]
            if total < best[after[n]]:
                best[after[n]] = total
                origin[after[n]], visited[after[n]] = before[n], wanted[n]
            depth -= 1
        elif row[depth] == at[depth + 1]:
            row[depth] = at[depth]
            depth -= 1
        else:
            step = row[depth]
            row[depth] += 1
            before[depth + 1] = before[depth] + choices.before[step]
            after[depth + 1] = after[depth] + choices.after[step]
            wanted[depth + 1] = wanted[depth] | choices.visited[step] << depth
            cost[depth + 1] = cost[depth] + choices.cost[step]
            depth += 1
    return best, origin, visited


@compiled
def with_calls(
    cost: Longs, work: Floats, limit: float, calls: Floats, bits: Longs, price: int
) -> Longs:
    """What a set costs in a week of so many minutes, with the calls that the visits leave.

    Calls (their minutes, longest first; the bit whose visit replaces them, 0: none) that do not fit
    cost a price each.
    """
    total = cost.copy()
    for wanted in range(len(cost)):
        left = limit - work[wanted] + 1e-6
        if cost[wanted] >= NO_ROUTE or left < 0:
            total[wanted] = NO_ROUTE
            continue
        for number in range(len(calls) - 1, -1, -1):
            if bits[number] & wanted:
                continue
            if calls[number] <= left:
                left -= calls[number]
            else:
                total[wanted] += price
    return total
