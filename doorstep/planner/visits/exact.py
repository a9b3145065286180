"""One helper's weeks, planned exactly: a pure function of what it is given, in any process."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from doorstep.planner.visits.helper import (
    DAYS_A_WEEK,
    HelperPlan,
    HelperTask,
    calls_packed,
    cost_of,
)
from doorstep.planner.visits.legs import Floats, Longs
from doorstep.planner.visits.month import (
    MOST_STEPS,
    Choices,
    choices_of,
    go_through,
    steps_of,
    with_calls,
)
from doorstep.planner.visits.routes import NO_ROUTE, measure_routes
from doorstep.planner.visits.weeks import Table, join_days, share_out, split_over_days

FINE = 1_000_000  # parts of a minute
MOST_HOUSEHOLDS = 14  # of one helper; 3 to that power is what a week's table costs


def is_small(task: HelperTask) -> bool:
    """Whether all sets of the households can be gone through."""
    if len(task.households) > MOST_HOUSEHOLDS:
        return False
    return steps_of(_choices(task)[0]) <= MOST_STEPS


def plan_exactly(task: HelperTask) -> HelperPlan:
    """The cheapest plan and, unless labels were lost, the proof that none is cheaper."""
    measured = _measured(task)
    tables = [Table(_tied(task, cost), work) for cost, work, _lost in measured]
    weeks = _week_tables(task, tables)
    choices, fixed = _choices(task)
    sets, least = _best(task, weeks, choices, task.week_limits)
    shared = _shared(task, tables, sets)
    routes = [tables[task.days[day]] if held else None for day, held in enumerate(shared)]
    work = [float(one.work[held]) if one else 0.0 for one, held in zip(routes, shared, strict=True)]
    cost = sum(int(one.cost[held]) for one, held in zip(routes, shared, strict=True) if one)
    calls = calls_packed(task, work, shared)
    bound: int | None = fixed + least
    if any(lost for _cost, _work, lost in measured):
        bound = None
    elif not task.ranks_alike:  # a dearer route could have fitted into the week's minutes
        bound = fixed + _best(task, _quickest(task, weeks), choices, task.week_limits)[1]
    return HelperPlan(cost_of(task, cost, shared, calls), bound, tuple(shared), calls)


def _measured(task: HelperTask) -> list[tuple[Longs, Floats, int]]:
    """The routes of every kind of day. What visits cost beside the way is the same in any order, so
    kinds that differ in it alone are measured once."""
    found: list[tuple[Longs, Floats, int]] = []
    for number, kind in enumerate(task.kinds):
        base = task.bases[number] if task.bases else number
        if base == number:
            found.append(measure_routes(kind))
            continue
        cost, work, lost = found[base]
        more = _sums(_entry(task, number)) - _sums(_entry(task, base))
        found.append((np.where(cost < NO_ROUTE, cost + more, cost), work, lost))
    return found


def _entry(task: HelperTask, kind: int) -> Longs:
    return np.array(task.entries[task.days.index(kind)], dtype=np.int64)


def _sums(values: Longs) -> Longs:
    """The sum of the values of every set."""
    total: Longs = np.zeros(1, dtype=np.int64)
    for value in values:
        total = np.concatenate([total, total + value])
    return total


def _tied(task: HelperTask, cost: Longs) -> Longs:
    """The costs without the sets that a tie rules out."""
    if task.tie is None:
        return cost
    sets = np.arange(len(cost))
    single, other = (sets >> at & 1 == 1 for at in (task.tie.single, task.tie.other))
    if not task.tie.is_same:
        ruled_out = single & other
    else:
        ruled_out = single != other if task.tie.are_single else single & ~other
    return np.where(ruled_out, NO_ROUTE, cost)


def _choices(task: HelperTask) -> tuple[list[Choices], int]:
    return choices_of(task.patterns, task.absent, len(task.week_limits))


def _week_tables(task: HelperTask, tables: Sequence[Table]) -> list[Table]:
    """The cheapest split of every set over the days of each week."""
    split: dict[tuple[int, int], Table] = {}
    known: dict[tuple[tuple[int, int], ...], Table] = {}
    found = []
    for week in range(len(task.week_limits)):
        days = task.days[week * DAYS_A_WEEK : (week + 1) * DAYS_A_WEEK]
        parts = tuple(sorted(Counter(kind for kind in days if kind >= 0).items()))
        if parts not in known:
            table = _empty(len(task.households))
            for number, (kind, count) in enumerate(parts):
                if (kind, count) not in split:
                    split[kind, count] = Table(*split_over_days(*tables[kind], count))
                one = split[kind, count]
                table = Table(*join_days(*table, *one)) if number else one
            known[parts] = table
        found.append(known[parts])
    return found


def _quickest(task: HelperTask, weeks: Sequence[Table]) -> list[Table]:
    """What every set costs at least, with the minutes it takes at least: maybe of two plans."""
    tables: list[Table] = []
    for number, kind in enumerate(task.kinds):
        base = task.bases[number] if task.bases else number
        if base < number:
            tables.append(tables[base])
            continue
        minutes = np.where(np.isfinite(kind.minutes), kind.minutes, 0.0)
        cost, work, _lost = measure_routes(
            kind._replace(cost=np.rint(minutes * FINE).astype(np.int64))
        )
        tables.append(Table(cost, work))
    quick = _week_tables(task, tables)
    return [Table(one.cost, other.work) for one, other in zip(weeks, quick, strict=True)]


def _empty(households: int) -> Table:
    cost: Longs = np.full(1 << households, NO_ROUTE, dtype=np.int64)
    work: Floats = np.full(1 << households, np.inf)
    cost[0], work[0] = 0, 0.0
    return Table(cost, work)


def _best(
    task: HelperTask, weeks: Sequence[Table], choices: Sequence[Choices], limits: Sequence[float]
) -> tuple[list[int], int]:
    """(who is visited in each week, what it costs)."""
    value: Longs = np.zeros(1, dtype=np.int64)
    trail = []
    for week, table in enumerate(weeks):
        due = sorted(task.calls[week], key=lambda call: -call.minutes)
        minutes = np.array([call.minutes for call in due], dtype=np.float64)
        bits = np.array([1 << call.place if call.place >= 0 else 0 for call in due], dtype=np.int64)
        # the whole table where nothing is called: its minutes still have to fit
        cost = with_calls(*table, float(limits[week]), minutes, bits, task.uncalled)
        value, origin, visited = go_through(value, cost, choices[week])
        trail.append((origin, visited))
    state = int(value.argmin())
    least, sets = int(value[state]), []
    for origin, visited in reversed(trail):
        sets.append(int(visited[state]))
        state = int(origin[state])
    return sets[::-1], least


def _shared(task: HelperTask, tables: Sequence[Table], weeks: Sequence[int]) -> list[int]:
    """Who is visited on each day, from who is visited in each week."""
    sets = [0] * len(task.days)
    for week, held in enumerate(weeks):
        first = week * DAYS_A_WEEK
        days = [day for day in range(first, first + DAYS_A_WEEK) if task.days[day] >= 0]
        inside = [place for place in range(len(task.households)) if held >> place & 1]
        if not inside:
            continue
        small = np.arange(1 << len(inside))
        whole = sum(((small >> bit & 1) << place for bit, place in enumerate(inside)), small * 0)
        cost = np.stack([tables[task.days[day]].cost[whole] for day in days])
        work = np.stack([tables[task.days[day]].work[whole] for day in days])
        for day, chosen in zip(days, share_out(cost, work), strict=True):
            sets[day] = int(whole[chosen])
    return sets
