"""Other planners on the same task: the same seconds, the same cores, held by the same checker.

They are no part of the product: `pip install --require-hashes -r requirements/peers.txt` into its
environment, then `script/bench planner FOLDER --peers`.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence

from doorstep.planner.search.arrays import Task, cost_of, empty_plan
from doorstep.planner.search.check import faults_of

SCALE = 1000  # they count in whole numbers

type Tours = list[tuple[int, list[int]]]  # group, its stops in order
type Peer = Callable[[Task, float, int, int], Tours | None]  # task, seconds, cores, seed


def cost_of_tours(task: Task, tours: Tours) -> float:
    """What tours cost by our own count; inf where they are no valid plan of the whole task."""
    plan, used = empty_plan(task), dict(enumerate(map(int, task.route_at)))
    visited: dict[int, set[int]] = defaultdict(set)
    for group, stops in tours:
        route, used[group] = used[group], used[group] + 1
        if route >= task.route_at[group + 1]:
            return float("inf")
        plan.stops[route, : len(stops)], plan.size[route] = stops, len(stops)
        for stop in stops:
            visited[stop].add(group)
    for household in range(len(task.demand)):
        for pattern, groups in patterns_of(task, household):
            if visited[household] == set(groups):
                plan.pattern[household] = pattern
    if (plan.pattern < 0).any() or faults_of(task, plan):
        return float("inf")
    return cost_of(task, plan)


def patterns_of(task: Task, household: int) -> list[tuple[int, list[int]]]:
    """The patterns of a household, each with its groups."""
    own = range(int(task.pattern_at[household]), int(task.pattern_at[household + 1]))
    return [
        (one, [int(group) for group in task.groups[task.group_at[one] : task.group_at[one + 1]]])
        for one in own
    ]


def whole(value: float) -> int:
    """In thousandths, rounded up, so that a sum which fits there fits."""
    return -int(-value * SCALE // 1)


def vehicles(task: Task, group: int) -> int:
    """Routes of a group."""
    return int(task.route_at[group + 1] - task.route_at[group])


def shares(seconds: float, jobs: Sequence[object], cores: int) -> float:
    """Seconds for each of several jobs that run side by side on so many cores."""
    return seconds * min(cores, len(jobs)) / max(1, len(jobs))
