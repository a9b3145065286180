"""Pairing and plan together: who goes to whom by what the visits of the weeks really cost.

Pairing first prices a household by the road from the helper's home. What it costs in a plan is what
the plan of a helper costs more with it than without, which is worked out exactly. Households are
moved to another helper, or two change places, as long as plans and pairing get cheaper together and
the plans no dearer; the hard rules of pairing hold at every step.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from doorstep.planner.bands import Bands
from doorstep.planner.costs import CLOSED, Costs
from doorstep.planner.pairing import solve_pairing
from doorstep.planner.problem import PairingProblem
from doorstep.planner.result import Pair, PairingResult
from doorstep.planner.visits.exact import MOST_HOUSEHOLDS
from doorstep.planner.visits.problem import VisitProblem
from doorstep.planner.visits.progress import Told
from doorstep.planner.visits.result import VisitPlan
from doorstep.planner.visits.solve import solve_visits
from doorstep.planner.visits.tasks import Board, build_task
from doorstep.planner.visits.unit import plan_helper

NEAR = 8  # helpers looked at for a household
TRIED = 150  # changes worked out exactly before the pairing counts as settled
NEVER = 2**50
FIRST, SEARCH = 0.2, 0.7  # of the time that is left: for the plan of pairing first, for changes


class Change(NamedTuple):
    """A household goes from one helper to another, and maybe another one (-1: none) comes back."""

    row: int
    column: int
    to: int
    other: int


class Joint(NamedTuple):
    """A pairing with its plan, beside the plan of the pairing that knows no plan."""

    pairing: PairingResult
    plan: VisitPlan
    first: VisitPlan


class Loads:
    """Who goes to whom, in rows and columns of the pairing, and what each helper's plan costs."""

    def __init__(
        self, pairing: PairingProblem, pairs: Iterable[Pair], visits: VisitProblem
    ) -> None:
        self.costs = Costs(pairing)
        self.bands = Bands(self.costs)
        size = len(self.costs.households)
        km = self.costs.km(0, size)
        prices = self.costs.prices(0, size)
        self.soft = np.where(prices >= CLOSED, CLOSED, prices - self.costs.distance(km))
        self.near = np.argsort(np.where(prices >= CLOSED, np.inf, self.costs.known_km(km)), axis=1)
        self.locked = set(self.costs.locked)
        self._board = Board(visits)
        rows = {row.key: at for at, row in enumerate(visits.households)}
        columns = {row.key: at for at, row in enumerate(visits.helpers)}
        self._rows = [rows[row.key] for row in self.costs.households]
        self._columns = [columns[row.key] for row in self.costs.helpers]
        self.held: list[frozenset[int]] = [frozenset()] * len(self.costs.helpers)
        numbers = {row.key: at for at, row in enumerate(self.costs.households)}
        for one in pairs:
            self.held[self.costs.columns[one.helper]] |= {numbers[one.household]}
        self._known: dict[tuple[int, frozenset[int]], int] = {}

    def cost(self, column: int, rows: frozenset[int]) -> int:
        """What a helper's weeks with some households cost at least."""
        if (column, rows) not in self._known:
            self._known[column, rows] = self._plan(column, rows)
        return self._known[column, rows]

    def _plan(self, column: int, rows: frozenset[int]) -> int:
        if len(rows) > MOST_HOUSEHOLDS:
            return NEVER
        board, own = self._board, self._columns[column]
        listed = sorted(self._rows[row] for row in rows)
        strange = [row for row in listed if own not in board.helpers_of[row]]
        kept = [(row, board.helpers_of[row], board.shares[row]) for row in strange]
        before = board.caseloads[own]
        board.caseloads[own] = listed
        for row in strange:  # as if it were one of the household's helpers
            among = max(1, len(board.helpers_of[row]))
            board.helpers_of[row] = [own]
            board.shares[row] = {own: board.price_of(row) // among}
        try:
            return plan_helper(build_task(board, own, {})).cost
        finally:
            board.caseloads[own] = before
            for row, helpers, shares in kept:
                board.helpers_of[row], board.shares[row] = helpers, shares

    def may_take(self, row: int, column: int) -> bool:
        return row not in self.held[column] and self.soft[row, column] < CLOSED

    def free_near(self, row: int) -> list[int]:
        """The nearest helpers who may take a household and do not go there."""
        return [int(one) for one in self.near[row, :NEAR] if self.may_take(row, int(one))]

    def keeps_skills(self, row: int, column: int, to: int) -> bool:
        """Whether a helper finds a place in a household beside the others when one leaves."""
        if not self.costs.roles.kind[row]:
            return True
        goes = [one for one, rows in enumerate(self.held) if row in rows and one != column]
        beside = [one for one in goes if (row, one) not in self.locked]
        return bool(self.costs.roles.who_joins(row, beside)[to])

    def saves(self, row: int, column: int) -> int:
        held = self.held[column]
        return self.cost(column, held) - self.cost(column, held - {row})

    def adds(self, row: int, column: int) -> int:
        held = self.held[column]
        return self.cost(column, held | {row}) - self.cost(column, held)

    def after(self, change: Change) -> tuple[frozenset[int], frozenset[int]]:
        """What both helpers hold after a change."""
        back = frozenset({change.other} - {-1})
        return (
            self.held[change.column] - {change.row} | back,
            self.held[change.to] - back | {change.row},
        )

    def soft_change(self, change: Change) -> int:
        """What the pairing costs more after a change, the road left out."""
        row, column, to, other = change
        more = int(self.soft[row, to] - self.soft[row, column])
        if other >= 0:
            return more + int(self.soft[other, column] - self.soft[other, to])
        load, other_load = len(self.held[column]), len(self.held[to])
        return more + self.bands.unit(to, other_load) - self.bands.unit(column, load - 1)


def plan_jointly(
    pairing: PairingProblem,
    visits: Callable[[Iterable[Pair]], VisitProblem],
    *,
    seconds: float = 60.0,
    seed: int = 1,
    told: Told = lambda progress: None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> Joint:
    """The pairing and its plan; `visits` makes the problem of a pairing's weeks. Never dearer than
    pairing first: where nothing is won, that comes back. `told` hears of each of the two plans how
    far it is."""
    ends = time.perf_counter() + seconds
    before = solve_pairing(pairing)

    def planned(result: PairingResult, share: float) -> VisitPlan:
        left = max(0.0, ends - time.perf_counter()) * share
        return solve_visits(visits(result.pairs), None, left, seed, told, is_stopped)

    first = planned(before, FIRST)
    search_until = time.perf_counter() + (ends - time.perf_counter()) * SEARCH
    loads = Loads(pairing, before.pairs, visits(before.pairs))
    settle(loads, lambda: time.perf_counter() >= search_until or is_stopped())
    chosen: dict[str, set[str]] = defaultdict(set)
    for column, rows in enumerate(loads.held):
        for row in rows:
            chosen[loads.costs.households[row].key].add(loads.costs.helpers[column].key)
    after = solve_pairing(
        replace(
            pairing,
            households=tuple(
                replace(row, locked=frozenset(chosen[row.key])) for row in pairing.households
            ),
        )
    )
    plan = planned(after, 1.0)
    if plan.objective > first.objective:
        return Joint(before, first, first)
    return Joint(after, plan, first)


def settle(loads: Loads, is_over: Callable[[], bool]) -> None:
    """Makes the changes that pay, the most promising first, until none does or time is over."""
    while not is_over():
        tried = 0
        for change in _promising(loads, is_over):
            tried += 1
            if tried > TRIED or is_over() or _pays(loads, change):
                break
        else:
            return
        if tried > TRIED:
            return


def _pays(loads: Loads, change: Change) -> bool:
    """Whether a change makes the plans no dearer and the whole cheaper; then it is made."""
    held, taken = loads.after(change)
    plans = loads.cost(change.column, held) + loads.cost(change.to, taken)
    plans -= loads.cost(change.column, loads.held[change.column])
    plans -= loads.cost(change.to, loads.held[change.to])
    if plans > 0 or plans + loads.soft_change(change) >= 0:
        return False
    loads.held[change.column], loads.held[change.to] = held, taken
    return True


def _promising(loads: Loads, is_over: Callable[[], bool]) -> list[Change]:
    """Changes by what they seem to save: what each household saves where it is and adds where it
    would be, one at a time."""
    saves: dict[tuple[int, int], int] = {}
    adds: dict[tuple[int, int], int] = {}
    for column, rows in enumerate(loads.held):
        for row in rows:
            if (row, column) in loads.locked or is_over():
                continue
            saves[row, column] = loads.saves(row, column)
            for to in loads.free_near(row):
                adds[row, to] = loads.adds(row, to)
    found: list[tuple[int, Change]] = []
    for (row, column), saved in saves.items():
        for to in loads.free_near(row):
            if (row, to) not in adds or not loads.keeps_skills(row, column, to):
                continue
            won = saved - adds[row, to]
            if len(loads.held[to]) < loads.bands.most[to]:
                found.append((won, Change(row, column, to, -1)))
            for other in loads.held[to]:
                back = won + saves.get((other, to), -NEVER) - adds.get((other, column), NEVER)
                if back > -NEVER // 2 and loads.keeps_skills(other, to, column):
                    found.append((back, Change(row, column, to, other)))
    found.sort(key=lambda one: (-one[0], one[1]))
    return [change for _won, change in found]
