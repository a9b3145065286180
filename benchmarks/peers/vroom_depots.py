"""VROOM on tasks of many depots; it knows no patterns of several days."""

from benchmarks.peers import Tours, patterns_of, whole
from doorstep.planner.search.arrays import Task


def solve(task: Task, seconds: float, cores: int, seed: int) -> Tours | None:
    """None where a household is visited more than once, or where VROOM leaves one out. It ends by
    itself, mostly long before the seconds are over, and takes no seed."""
    from datetime import timedelta

    import numpy as np
    import vroom

    households = range(len(task.demand))
    if any(len(own) > 1 for one in households for _pattern, own in patterns_of(task, one)):
        return None
    ways = np.array([[whole(way) for way in row] for row in task.distance], dtype=np.uint32)
    problem = vroom.Input()
    problem.set_durations_matrix("car", ways)
    for route, group in enumerate(map(int, task.group_of)):
        limits = {}
        if np.isfinite(task.room[group]):
            limits["capacity"] = [int(task.room[group] * 1000)]
        if np.isfinite(task.longest[group]):
            limits["time_window"] = vroom.TimeWindow(0, int(task.longest[group] * 1000))
        depot = int(task.depot[group])
        problem.add_vehicle(vroom.Vehicle(route, start=depot, end=depot, profile="car", **limits))
    for one in households:
        load = {"delivery": [whole(task.demand[one])]} if np.isfinite(task.room).any() else {}
        problem.add_job(
            vroom.Job(one, location=one, default_service=whole(task.service[one]), **load)
        )
    found = problem.solve(5, nb_threads=cores, timeout=timedelta(seconds=seconds))
    if found.summary.unassigned:
        return None
    stops: dict[int, list[int]] = {}
    for row in found.routes.itertuples():
        if row.type == "job":
            stops.setdefault(int(row.vehicle_id), []).append(int(row.id))
    return [(int(task.group_of[route]), own) for route, own in stops.items()]
