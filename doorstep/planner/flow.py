"""The pairing as a min-cost flow, solved exactly and proven over all pairs.

Household → helper (capacity 1) → sink by parallel arcs of rising price; household → sink for a
place that nobody fills. Where each place asks for a skill, there are place → door → helper: a door
of capacity 1 for each pair, which every place leads to that the helper can fill. Only the cheapest
pairs of each household are arcs at first. The prices of places that follow from the flow then
price every pair left out; those that pay join.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from doorstep.planner.bands import Bands
from doorstep.planner.costs import CLOSED, BoolArray, Costs, IntArray
from doorstep.planner.exchanges import Exchanges
from doorstep.planner.posts import Posts, posts_of, worst_of
from doorstep.planner.scan import Scan

NEAREST = 30  # pairs of a household to begin with
_JOINING = 10  # pairs of a household that may join in one round


@dataclass(frozen=True)
class Arcs:
    """Open pairs by household."""

    row: IntArray
    column: IntArray
    price: IntArray


@dataclass(frozen=True)
class Flow:
    """The cheapest pairing over some arcs; locked pairs stand apart."""

    used: BoolArray  # per arc
    load: IntArray  # per helper, without locked pairs
    empty: IntArray  # per household: places nobody fills


@dataclass(frozen=True)
class Optimum:
    """The cheapest pairing over all pairs, with the prices of places that prove it."""

    row: IntArray
    column: IntArray
    price: IntArray
    load: IntArray
    empty: IntArray
    place_price: IntArray
    bound: int  # of everything but the locked pairs
    among: Arcs | None = None  # pairs that it is the cheapest of, where it was stopped before all


def find_optimum(
    costs: Costs, bands: Bands, is_stopped: Callable[[], bool] = lambda: False
) -> Optimum:
    """Solves over the cheapest pairs, then lets pairs join until none pays, or it is stopped."""
    posts = posts_of(costs)
    scan = Scan(costs, posts)
    arcs = nearest(scan)
    while True:
        flow = cheapest(costs, bands, arcs, posts)
        place_price = _place_prices(costs, bands, arcs, flow)
        bound, joining = _price_out(costs, bands, scan, posts, arcs, flow, place_price)
        is_proven = not len(joining.row)
        if is_proven or is_stopped():
            used = flow.used
            return Optimum(
                arcs.row[used], arcs.column[used], arcs.price[used],
                flow.load, flow.empty, place_price, bound, None if is_proven else arcs,
            )  # fmt: skip
        arcs = _joined(arcs, joining)


def nearest(scan: Scan) -> Arcs:
    """The cheapest pairs of each household, to begin with."""
    return _joined(Arcs(*scan.cheapest(NEAREST)))


def _joined(*parts: Arcs) -> Arcs:
    row, column, price = (
        np.concatenate([getattr(part, name) for part in parts])
        for name in ("row", "column", "price")
    )
    order = np.lexsort((column, row))
    return Arcs(row[order], column[order], price[order])


def cheapest(costs: Costs, bands: Bands, arcs: Arcs, posts: Posts) -> Flow:
    """The cheapest pairing over some arcs alone."""
    rows, helpers = len(posts.places), len(costs.helpers)
    sink = rows + helpers
    solver = SimpleMinCostFlow()
    tail = posts.first[arcs.row]
    node = sink + 1
    doors: list[tuple[int, int]] = []  # from a post, to a node
    for row in posts.asked:
        post = range(int(posts.first[row]), int(posts.first[row + 1]))
        begin, end = np.searchsorted(arcs.row, [row, row + 1])
        leading = [*range(begin, end)]
        columns = [*arcs.column[begin:end].tolist(), *posts.locked.get(row, ())]
        fits = costs.roles.fits[costs.roles.kind[row], columns].tolist()
        for at, fit in enumerate(fits):
            doors += [(one, node + at) for place, one in enumerate(post) if fit >> place & 1]
            if at < len(leading):
                tail[leading[at]] = node + at
            else:  # a locked helper has one of the places for sure
                solver.set_node_supply(node + at, -1)
        node += len(columns)
    pairs = solver.add_arcs_with_capacity_and_unit_cost(
        tail, rows + arcs.column, np.ones_like(arcs.row), arcs.price
    )
    if doors:
        here, there = np.array(doors).T
        one = np.ones(len(doors), dtype=np.int64)
        solver.add_arcs_with_capacity_and_unit_cost(here, there, one, 0 * one)
    every = np.arange(rows)
    empty = solver.add_arcs_with_capacity_and_unit_cost(
        every, np.full(rows, sink), posts.places, costs.unserved[posts.household]
    )
    room = bands.room()
    helper, band = np.nonzero(room)
    solver.add_arcs_with_capacity_and_unit_cost(
        rows + helper, np.full(len(helper), sink), room[helper, band], bands.prices[band]
    )
    solver.set_nodes_supplies(every, posts.places)
    solver.set_node_supply(sink, -int(costs.places.sum()))
    status = solver.solve()
    if status != SimpleMinCostFlow.OPTIMAL:  # every place may stay empty: there is always a flow
        raise RuntimeError(f"the flow ended with {status}")
    used = np.asarray(solver.flows(pairs)) > 0
    load = np.bincount(arcs.column[used], minlength=helpers).astype(np.int64)
    left = np.bincount(posts.household, np.asarray(solver.flows(empty)), len(costs.households))
    return Flow(used, load, left.astype(np.int64))


def _place_prices(costs: Costs, bands: Bands, arcs: Arcs, flow: Flow) -> IntArray:
    """What one place of each helper is worth to the plan."""
    exchanges = Exchanges(bands, costs.roles, flow.load, flow.empty, costs.unserved)
    exchanges.add(arcs.row, arcs.column, arcs.price, flow.used)
    price = exchanges.to_sink()
    never = costs.unserved.max(initial=0) - arcs.price.min(initial=0)  # nobody would pay more
    return np.minimum(price, never)


def _price_out(
    costs: Costs, bands: Bands, scan: Scan, posts: Posts, arcs: Arcs, flow: Flow,
    place_price: IntArray,
) -> tuple[int, Arcs]:  # fmt: skip
    """The bound that place prices give, and the pairs outside that are cheaper than those used.

    Let every household pay the price of a place on top: whatever it then takes at least, less what
    the helpers gain by giving their places at that price, no pairing can cost less.
    """
    room = bands.room()
    bound = int((room * np.minimum(bands.prices[None, :] - place_price[:, None], 0)).sum())
    used = arcs.row[flow.used], arcs.column[flow.used]
    loaded = arcs.price[flow.used] + place_price[used[1]]
    worst = worst_of(costs, posts, flow.empty, *used, loaded, -CLOSED)
    least, joining = scan.price_out(place_price, worst, used, _JOINING)
    return bound + least, Arcs(*joining)
