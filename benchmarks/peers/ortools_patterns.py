"""OR-Tools' routing with a variable for every pattern: a visit is a node of its day, made or left
out as the chosen pattern says.

None of its own beginnings finds a first plan under such variables, so it is handed one: a tenth of
the seconds of PyVRP in two phases. Its search uses one core, so each core runs another of them.
"""

from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Any

import numpy as np

from benchmarks.peers import Tours, cost_of_tours, patterns_of, pyvrp_days, vehicles, whole
from doorstep.planner.search.arrays import Task

SEARCHES = ("GUIDED_LOCAL_SEARCH", "SIMULATED_ANNEALING", "TABU_SEARCH")
BEGINNING = 0.1


def solve(task: Task, seconds: float, cores: int, seed: int) -> Tours | None:
    """None: there was nothing to begin from, or nothing was found. Its searches take no seed."""
    begin = pyvrp_days.solve(task, BEGINNING * seconds, cores, seed)
    if begin is None:
        return None
    with ProcessPoolExecutor(cores) as pool:
        search = partial(_search, task, (1 - BEGINNING) * seconds, begin)
        found = list(pool.map(search, SEARCHES[:cores]))
    plans = [tours for tours in found if tours is not None]
    return min(plans, key=lambda tours: cost_of_tours(task, tours)) if plans else None


def _search(task: Task, seconds: float, begin: Tours, how: str) -> Tours | None:
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    visits = [
        (one, group)
        for one in range(len(task.demand))
        for group in sorted({group for _pattern, own in patterns_of(task, one) for group in own})
    ]
    nodes = [one for one, _group in visits]
    depots = sorted(set(map(int, task.depot)))
    nodes += depots  # after the visits
    group_of = [int(group) for group in task.group_of]
    at = [len(visits) + depots.index(int(task.depot[group])) for group in group_of]
    manager = pywrapcp.RoutingIndexManager(len(nodes), len(group_of), at, at)
    routing = pywrapcp.RoutingModel(manager)
    ways = np.array([[whole(task.distance[a, b]) for b in nodes] for a in nodes])
    routing.SetArcCostEvaluatorOfAllVehicles(routing.RegisterTransitMatrix(ways.tolist()))
    stay = [whole(task.service[one]) for one, _group in visits] + [0] * len(depots)
    lasts = routing.RegisterTransitMatrix((ways + np.array(stay)[:, None]).tolist())
    loads = routing.RegisterUnaryTransitVector(
        [whole(task.demand[one]) for one, _group in visits] + [0] * len(depots)
    )
    for name, transit, limits in (("length", lasts, task.longest), ("load", loads, task.room)):
        if np.isfinite(limits).any():
            most = [_most(limits[group]) for group in group_of]
            routing.AddDimensionWithVehicleCapacity(transit, 0, most, True, name)
    _choose_patterns(task, routing, manager, visits)
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.local_search_metaheuristic = getattr(routing_enums_pb2.LocalSearchMetaheuristic, how)
    parameters.time_limit.FromMilliseconds(int(seconds * 1000))
    routing.CloseModelWithParameters(parameters)
    first = routing.ReadAssignmentFromRoutes(_routes(task, begin, visits), True)
    found = first and routing.SolveFromAssignmentWithParameters(first, parameters)
    if not found:
        return None
    tours = []
    for route, group in enumerate(group_of):
        stops, index = [], found.Value(routing.NextVar(routing.Start(route)))
        while not routing.IsEnd(index):
            stops.append(nodes[manager.IndexToNode(index)])
            index = found.Value(routing.NextVar(index))
        if stops:
            tours.append((group, stops))
    return tours


def _routes(task: Task, tours: Tours, visits: list[tuple[int, int]]) -> list[list[int]]:
    """The nodes of every route."""
    node_of = {visit: node for node, visit in enumerate(visits)}
    routes: list[list[int]] = [[] for _route in task.group_of]
    free = dict(enumerate(map(int, task.route_at)))
    for group, stops in tours:
        routes[free[group]], free[group] = [node_of[stop, group] for stop in stops], free[group] + 1
    return routes


def _choose_patterns(task: Task, routing: Any, manager: Any, visits: list[tuple[int, int]]) -> None:
    """Just one pattern of each household; its visits are made by routes of their group."""
    solver = routing.solver()
    taken = {
        one: [(own, solver.IntVar(0, 1, "")) for _pattern, own in patterns_of(task, one)]
        for one in range(len(task.demand))
    }
    for choices in taken.values():
        solver.Add(solver.Sum([variable for _own, variable in choices]) == 1)
        for _own, variable in choices:
            routing.AddVariableMaximizedByFinalizer(variable)
    for node, (one, group) in enumerate(visits):
        index = manager.NodeToIndex(node)
        first = int(task.route_at[group])
        own = range(first, first + vehicles(task, group))
        routing.VehicleVar(index).SetValues([-1, *own])
        routing.AddDisjunction([index], 0)
        wanted = solver.Sum([variable for groups, variable in taken[one] if group in groups])
        solver.Add(routing.ActiveVar(index) == wanted)


def _most(limit: float) -> int:
    return int(limit * 1000) if np.isfinite(limit) else 2**50
