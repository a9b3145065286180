"""Public instances of periodic and of multi-depot vehicle routing, as their authors wrote them.

Cordeau, Gendreau and Laporte, "A tabu search heuristic for periodic and multi-depot vehicle routing
problems", Networks 30(2), 1997: one line `type m n t`, t lines `D Q` (0: no limit), then the rows
`number x y service demand frequency patterns p1 …`; of type 1 (days) the depot first, of type 2
(depots) the depots last. A pattern is a number of t bits, the first day the most significant.
"""

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from doorstep.planner.faults import PlannerError
from doorstep.planner.search.arrays import Floats, Plan, Task, ints
from doorstep.planner.words import Said, said

PERIODIC, MANY_DEPOTS = 1, 2
KINDS = (PERIODIC, MANY_DEPOTS)
_FARTHER = 10.0  # times the longest way, on every day: the price of leaving somebody out
MOST_ROWS, MOST_GROUPS = 5_000, 31  # the table of distances and the bits of a pattern
MOST_NUMBER = 1e10  # patterns of 31 days and coordinates in millimetres still fit
ABSENT = 1e6  # at least: dearer than any way there


@dataclass(frozen=True)
class Instance:
    """A file: type 1 has days, type 2 has depots; rows have the numbers of the file."""

    kind: int
    rows: tuple[int, ...]  # of the customers
    depots: tuple[int, ...]  # rows
    task: Task
    unread: int  # lines after those that are announced


def read_instance(path: Path) -> Instance:
    """Reads a file of type 1 or 2. PlannerError names the line that is wrong."""
    try:
        text = path.read_text("utf-8-sig")  # editors put a mark before the first number
    except FileNotFoundError as fault:
        raise PlannerError(f"{path}", said("there is no such file")) from fault
    except (OSError, UnicodeDecodeError) as fault:
        raise PlannerError(f"{path}", said("cannot be read as text")) from fault
    lines = [
        (where, _numbers(where, line))
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip()
        for where in [said("%(file)s, line %(number)s", file=path.name, number=number)]
    ]
    kind, vehicles, count, groups = _head(path, lines)
    first = 1 + groups
    depots_wanted = 1 if kind == PERIODIC else groups
    if len(lines) < first + count + depots_wanted:
        wanted = first + count + depots_wanted
        wrong = said(
            "%(wanted)s lines are announced, %(count)s are there", wanted=wanted, count=len(lines)
        )
        raise PlannerError(path.name, wrong)
    limits = [_limits(where, values) for where, values in lines[1:first]]
    rows = lines[first : first + count + depots_wanted]
    for where, values in rows:
        if len(values) < 5 or values[3] < 0 or values[4] < 0:
            raise PlannerError(
                where, said("a row is: number x y service demand, none of the last below 0")
            )
    depots, customers = (rows[:1], rows[1:]) if kind == PERIODIC else (rows[count:], rows[:count])
    patterns = [_patterns(where, values, groups) for where, values in customers]
    numbers = _row_numbers(rows)
    at = len(depots) if kind == PERIODIC else 0
    return Instance(
        kind,
        numbers[at : at + count],
        numbers[:at] or numbers[count:],
        _task(kind, vehicles, [values for _where, values in customers + depots], patterns, limits),
        len(lines) - first - count - depots_wanted,
    )


def tours_of(instance: Instance, plan: Plan) -> list[dict[str, object]]:
    """The routes with a stop: `day` from 1, `depot` and `stops` as rows of the file."""
    task, tours = instance.task, []
    for route, size in enumerate(plan.size):
        group = int(task.group_of[route])
        if size:
            tours.append(
                {
                    "day": group + 1 if instance.kind == PERIODIC else 1,
                    "depot": instance.depots[0 if instance.kind == PERIODIC else group],
                    "stops": [instance.rows[stop] for stop in plan.stops[route, :size]],
                }
            )
    return tours


def _numbers(where: Said, line: str) -> list[float]:
    try:
        values = [float(word) for word in line.split()]
    except ValueError as fault:
        raise PlannerError(
            where, said("is no row of numbers: %(line)s", line=line.strip()[:40])
        ) from fault
    if not all(map(math.isfinite, values)):
        raise PlannerError(where, said("has a number that is not finite"))
    if any(abs(value) > MOST_NUMBER for value in values):
        raise PlannerError(where, said("has a number beyond %(most)s", most=f"{MOST_NUMBER:.0f}"))
    return values


def _whole(where: Said, value: float) -> int:
    if value != int(value):
        raise PlannerError(where, said("%(value)s is no whole number", value=f"{value:g}"))
    return int(value)


def _row_numbers(rows: list[tuple[Said, list[float]]]) -> tuple[int, ...]:
    """The numbers of the rows, each of its own: routes name their stops by them."""
    found: dict[int, Said] = {}
    for where, values in rows:
        number = _whole(where, values[0])
        if number in found:
            wrong = said(
                "has the number %(number)s, as has %(other)s", number=number, other=found[number]
            )
            raise PlannerError(where, wrong)
        found[number] = where
    return tuple(found)


def _head(path: Path, lines: list[tuple[Said, list[float]]]) -> tuple[int, int, int, int]:
    if not lines or len(lines[0][1]) < 4:
        wrong = said("its first line is not: type vehicles customers days")
        raise PlannerError(path.name, wrong)
    where, values = lines[0]
    kind, vehicles, count, groups = (_whole(where, value) for value in values[:4])
    if kind not in KINDS:
        raise PlannerError(where, said("type %(kind)s is not 1 (days) or 2 (depots)", kind=kind))
    if vehicles < 1 or not 1 <= groups <= MOST_GROUPS or not 0 <= count <= MOST_ROWS:
        raise PlannerError(
            where,
            said(
                "%(vehicles)s vehicles, %(count)s customers, %(groups)s days or depots; at least 1 "
                "vehicle, at most %(rows)s customers, 1 to %(most)s days or depots",
                vehicles=vehicles,
                count=count,
                groups=groups,
                rows=MOST_ROWS,
                most=MOST_GROUPS,
            ),
        )
    return kind, min(vehicles, max(1, count)), count, groups  # more would never leave


def _limits(where: Said, values: list[float]) -> tuple[float, float]:
    if len(values) < 2 or min(values[:2]) < 0:
        raise PlannerError(where, said("is not: longest route, largest load (0: no limit)"))
    return values[0] or math.inf, values[1] or math.inf


def _patterns(where: Said, values: list[float], groups: int) -> list[list[int]]:
    """The groups of each pattern; the list decides, not the frequency."""
    count = _whole(where, values[6]) if len(values) > 6 else 0
    codes = [_whole(where, value) for value in values[7 : 7 + count]]
    if count < 1 or len(codes) < count:
        wrong = said(
            "announces %(count)s patterns and has %(found)s", count=count, found=len(codes)
        )
        raise PlannerError(where, wrong)
    for code in codes:
        if not 0 < code < 2**groups:
            wrong = said(
                "the pattern %(code)s does not fit %(groups)s days or depots",
                code=code, groups=groups,
            )  # fmt: skip
            raise PlannerError(where, wrong)
    return [_groups_of(code, groups) for code in codes]


def _groups_of(code: int, groups: int) -> list[int]:
    return [group for group in range(groups) if code >> (groups - 1 - group) & 1]


def _task(
    kind: int,
    vehicles: int,
    rows: list[list[float]],
    patterns: list[list[list[int]]],
    limits: list[tuple[float, float]],
) -> Task:
    count, groups = len(patterns), len(limits)
    points = np.array([row[1:3] for row in rows])
    distance: Floats = np.sqrt(((points[:, None, :] - points[None, :, :]) ** 2).sum(axis=2))
    near = np.argsort(distance[:count, :count] + np.diag([-1.0] * count), axis=1)[:, 1:]
    flat = [pattern for own in patterns for pattern in own]
    return Task(
        distance=np.ascontiguousarray(distance),
        demand=np.array([row[4] for row in rows[:count]]),
        service=np.array([row[3] for row in rows[:count]]),
        absent=np.full(count, max(ABSENT, _FARTHER * groups * float(distance.max(initial=0.0)))),
        near=ints(near).reshape(count, max(0, count - 1)),
        pattern_at=ints(np.cumsum([0, *map(len, patterns)])),
        price=np.zeros(len(flat)),
        group_at=ints(np.cumsum([0, *map(len, flat)])),
        groups=ints([group for pattern in flat for group in pattern]),
        depot=ints([count if kind == PERIODIC else count + group for group in range(groups)]),
        longest=np.array([longest for longest, _room in limits]),
        room=np.array([room for _longest, room in limits]),
        route_at=ints(np.arange(groups + 1) * vehicles),
        group_of=ints(np.repeat(np.arange(groups), vehicles)),
    )
