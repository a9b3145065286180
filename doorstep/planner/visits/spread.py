"""Meetings of a large team, part by part: a unit of work settles those of one part.

Parts are cut anew in every round, round what the last cut left apart, so that each household is
once inside a part. What a unit does not change, the meetings with helpers outside, stands.
"""

import os
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from random import Random
from typing import NamedTuple

from doorstep.planner.visits.branches import raised_by_pairs
from doorstep.planner.visits.helper import HelperPlan
from doorstep.planner.visits.parts import (
    Part,
    board_of,
    cut,
    links_of,
    part_of,
    problem_of,
    shares_in,
)
from doorstep.planner.visits.problem import VisitProblem
from doorstep.planner.visits.shares import split_prices
from doorstep.planner.visits.tasks import build_task
from doorstep.planner.visits.together import Meetings, Team, meet
from doorstep.planner.visits.unit import plan_helper

MOST_HELPERS = 24  # of a part
MOST_ROUNDS = 12
LEAST_GAIN = 2e-4  # of the cost, which another round is worth
APART, OPEN = 3, 20  # what a household counts that was cut apart, or has not been settled, to be
# kept within a part
WAITING = 16  # units that are handed to an executor at a time
UNIT_SECONDS = 20.0  # of a unit at most
SHARE = 0.6  # of the time that is left, for one round


class Unit(NamedTuple):
    """One part. With no plans yet its bounds are raised, too."""

    problem: VisitProblem
    outside: frozenset[int]
    shares: tuple[dict[int, int], ...]
    free: tuple[HelperPlan, ...]
    plans: tuple[HelperPlan, ...]
    meetings: Meetings
    seconds: float
    seed: int


class Settled(NamedTuple):
    """A part as it is afterwards; rows and helpers by their numbers within it."""

    shares: tuple[dict[int, int], ...]
    free: tuple[HelperPlan, ...]
    plans: tuple[HelperPlan, ...]
    meetings: Meetings
    raised: int


def settle_part(unit: Unit) -> Settled:
    """A pure function of the unit; the seconds only end what would take too long."""
    board = board_of(unit.problem, unit.outside, unit.shares)
    columns, free, raised = range(len(unit.free)), list(unit.free), 0
    if not unit.plans:
        split_prices(board, free, plan_helper, lambda: False)
        raised = raised_by_pairs(board, free, plan_helper, lambda: False)
    tasks = [build_task(board, column, {}) for column in columns]
    team = Team(board, tasks, free, raised, plan_helper, unit.meetings, unit.plans)
    lot = Random(unit.seed)  # noqa: S311 - a search, no secret
    rounds = 2 if unit.plans else 1
    meet(team, unit.seconds, lot, lambda _plans: None, lambda: False, rounds)
    return Settled(tuple(board.shares), tuple(free), tuple(team.plans), team.meetings, raised)


def meet_in_parts(
    team: Team, executor: Executor | None, seconds: float, seed: int,
    planned: Callable[[Sequence[HelperPlan]], None], is_stopped: Callable[[], bool],
    most: int = MOST_HELPERS,
) -> None:  # fmt: skip
    """Settles all meetings of a team in parts of so many helpers at most; `planned` hears the plans
    after each round.

    The team's bounds (`free`, `raised`, the board's shares) rise on the way. It ends when a round
    wins little, or with time.
    """
    ends = time.perf_counter() + seconds
    spread = _Spread(team, most, Random(seed))  # noqa: S311 - a search, no secret

    def is_over() -> bool:
        return time.perf_counter() >= ends or is_stopped()

    for _round in range(MOST_ROUNDS):
        before, was_open = team.cost(), bool(spread.open)
        parts = spread.parts()
        at_a_time = min(len(parts), _workers(executor))
        left = SHARE * (ends - time.perf_counter()) * at_a_time / max(1, len(parts))
        units = (spread.unit(part, min(UNIT_SECONDS, left)) for part in parts)
        for part, found in _run(parts, units, executor, is_over):
            spread.put(part, found)
        spread.agree()
        planned(team.plans)
        won = before - team.cost()
        if is_over() or not (was_open or spread.open or won > LEAST_GAIN * before):
            break
    spread.close()


class _Spread:
    """The whole team between two rounds."""

    def __init__(self, team: Team, most: int, lot: Random) -> None:
        self.team = team
        self.open = {row for rows in team.board.shared for row in rows}
        self._lot = lot
        self._most = most
        self._is_first = True  # round
        self._apart: set[int] = set()
        self._planned = [False] * len(team.tasks)
        self._place = [{row: at for at, row in enumerate(task.households)} for task in team.tasks]

    def parts(self) -> list[Part]:
        """The parts of the next round that have something to win."""
        board, team = self.team.board, self.team
        counts = dict.fromkeys(self._apart, APART) | dict.fromkeys(self.open, OPEN)
        parts = [part_of(board, own) for own in cut(links_of(board, counts), self._most)]
        self._apart = {part.rows[number] for part in parts for number in part.outside}
        return [
            part
            for part in parts
            if any(row in self.open for row in part.rows)
            or any(team.plans[one].cost > team.free[one].cost for one in part.columns)
        ]

    def unit(self, part: Part, seconds: float) -> Unit:
        """The work of a part; what is open and outside stays without a meeting in this round."""
        team = self.team
        return Unit(
            problem_of(team.board, part),
            part.outside,
            shares_in(team.board, part),
            tuple(team.free[one] for one in part.columns),
            () if self._is_first else tuple(team.plans[one] for one in part.columns),
            {
                number: team.meetings.get(row, {})
                for number, row in enumerate(part.rows)
                if number in part.outside or row in team.meetings
            },
            seconds,
            self._lot.randrange(2**31),
        )

    def put(self, part: Part, found: Settled) -> None:
        """What a unit found, put into the whole. Bounds rise in the first round alone, in which
        every helper is in one part."""
        team = self.team
        for number, row in enumerate(part.rows):
            if number in part.outside:
                continue
            if self._is_first:
                team.board.shares[row] = {
                    part.columns[at]: share for at, share in found.shares[number].items()
                }
            if number in found.meetings:
                team.meetings[row] = found.meetings[number]
                self.open.discard(row)
        for at, column in enumerate(part.columns):
            team.plans[column] = found.plans[at]
            if self._is_first:
                team.free[column] = found.free[at]
            self._planned[column] = True
        team.raised += found.raised

    def agree(self) -> None:
        """Meetings that one of two parts could not keep are dropped by the other."""
        team, touched = self.team, set[int]()
        self._is_first = False
        for row, days in team.meetings.items():
            helpers = team.board.helpers_of[row]
            for day in list(days):
                kept = [
                    self._planned[one] and team.plans[one].sets[day] >> self._place[one][row] & 1
                    for one in helpers
                ]
                if not all(kept):
                    del days[day]
                    touched.update(helpers)
        self._settle(touched)

    def close(self) -> None:
        """Nobody meets at households that no unit came to."""
        for row in self.open:
            self.team.meetings[row] = {}
        self._settle({one for one, is_planned in enumerate(self._planned) if not is_planned})

    def _settle(self, columns: set[int]) -> None:
        self.team.meetings, plans = self.team.settle(self.team.meetings, columns)
        for column, plan in plans.items():
            self.team.plans[column] = plan


def _run(
    parts: Sequence[Part],
    units: Iterable[Unit],
    executor: Executor | None,
    is_over: Callable[[], bool],
) -> list[tuple[Part, Settled]]:
    """Each part with what its unit found, in their order; those not begun in time are left out."""
    found: dict[int, Settled] = {}
    running: dict[Future[Settled], int] = {}
    for number, unit in enumerate(units):
        while len(running) >= WAITING:
            _gather(running, found)
        if is_over():
            break
        if executor is None:
            found[number] = settle_part(unit)
        else:
            running[executor.submit(settle_part, unit)] = number
    while running:
        _gather(running, found)
        if is_over():
            for future in [future for future in running if future.cancel()]:
                del running[future]
    return [(parts[number], found[number]) for number in sorted(found)]


def _gather(running: dict[Future[Settled], int], found: dict[int, Settled]) -> None:
    for future in wait(running, return_when=FIRST_COMPLETED).done:
        found[running.pop(future)] = future.result()


def _workers(executor: Executor | None) -> int:
    """How many units run at a time; an executor need not tell, then as many as there are cores."""
    told = 1 if executor is None else getattr(executor, "_max_workers", None)
    return told if isinstance(told, int) else os.cpu_count() or 1
