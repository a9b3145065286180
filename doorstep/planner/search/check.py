"""Holds a plan of the search against its task, counting everything anew from the stops.

Shares no line with the search: what the search believes of loads and lengths is not asked.
"""

from collections import defaultdict

from doorstep.planner.search.arrays import Plan, Task

GAIN = 1e-6  # rounding of a sum


def faults_of(task: Task, plan: Plan) -> list[str]:
    """What is wrong with a plan, each in words; nothing where it holds.

    Every household is visited in just the groups of one of its patterns or nowhere; no route is
    longer or fuller than its group allows.
    """
    faults, seen = [], defaultdict(list)
    for route, size in enumerate(plan.size):
        group = int(task.group_of[route])
        stops = [int(stop) for stop in plan.stops[route, :size]]
        for stop in stops:
            seen[stop].append(group)
        length, load, at = 0.0, 0.0, int(task.depot[group])
        for stop in stops:
            length += float(task.distance[at, stop]) + float(task.service[stop])
            load += float(task.demand[stop])
            at = stop
        length += float(task.distance[at, int(task.depot[group])])
        if load > task.room[group] + GAIN:
            faults.append(f"route {route}: load {load:g}, at most {task.room[group]:g}")
        if length > task.longest[group] + GAIN:
            faults.append(f"route {route}: length {length:g}, at most {task.longest[group]:g}")
    for household in range(len(task.demand)):
        groups, pattern = sorted(seen[household]), int(plan.pattern[household])
        if pattern < 0:
            wanted: list[int] = []
        else:
            if not task.pattern_at[household] <= pattern < task.pattern_at[household + 1]:
                faults.append(f"household {household}: pattern {pattern} is not one of its own")
            first, last = int(task.group_at[pattern]), int(task.group_at[pattern + 1])
            wanted = sorted(int(group) for group in task.groups[first:last])
        if groups != wanted:
            faults.append(f"household {household}: visited in {groups}, its pattern is {wanted}")
    return faults
