"""Ways by road between places that somebody knows, by season, and from there to every home."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from doorstep.planner.problem import Point
from doorstep.planner.visits.legs import Floats, straight_km
from doorstep.planner.visits.problem import Matrix

REACH = 30.0  # km in a straight line; who lives farther from every place of the roads goes straight


@dataclass(frozen=True, slots=True)
class Way:
    """A road between two places, either way, in some seasons."""

    one: Point
    other: Point
    km: float
    minutes: float
    seasons: frozenset[str]


@dataclass(frozen=True)
class Roads:
    """The shortest ways in time between all places of a road network, by season."""

    nodes: tuple[Point, ...]
    km: Mapping[str, Floats]  # season → (from, to); inf: no way in that season
    minutes: Mapping[str, Floats]


def joined(ways: Iterable[Way], seasons: Iterable[str]) -> Roads:
    """Single roads as a network; of two between the same places the quicker one counts."""
    listed = list(ways)
    nodes = tuple(sorted({point for way in listed for point in (way.one, way.other)}))
    number = {point: at for at, point in enumerate(nodes)}
    km, minutes = {}, {}
    for season in seasons:
        length = np.full((len(nodes), len(nodes)), np.inf)
        time = np.full_like(length, np.inf)
        np.fill_diagonal(length, 0.0)
        np.fill_diagonal(time, 0.0)
        for way in listed:
            here, there = number[way.one], number[way.other]
            if season in way.seasons and way.minutes < time[here, there]:
                time[here, there] = time[there, here] = way.minutes
                length[here, there] = length[there, here] = way.km
        for by in range(len(nodes)):
            through = time[:, by, None] + time[None, by, :]
            is_quicker = through < time
            time = np.where(is_quicker, through, time)
            length = np.where(is_quicker, length[:, by, None] + length[None, by, :], length)
        km[season], minutes[season] = length, time
    return Roads(nodes, km, minutes)


def travel_on(
    roads: Roads, points: Sequence[Point], seasons: Sequence[str | None],
    *, factor: float, km_an_hour: float,
) -> Matrix:  # fmt: skip
    """Kilometres and minutes between points: straight, times the factor, to the nearest place of
    the roads; along the roads; and straight again. Between two that are nearest to the same place,
    and where one is beyond REACH of all, straight from one to the other. `seasons` is when
    somebody lives at a point; None, a helper's home: in the other one's season."""
    direct = straight_km(points, points) * factor
    km, minutes = direct.copy(), direct * (60 / km_an_hour)
    if roads.nodes and points:
        access = straight_km(points, roads.nodes)
        node = access.argmin(axis=1)
        near = access.min(axis=1)
        by_road = (near[:, None] <= REACH) & (near[None, :] <= REACH)
        by_road &= node[:, None] != node[None, :]
        on_foot = (near[:, None] + near[None, :]) * factor
        for season in roads.km:
            is_then = _when(seasons, season, first=season == next(iter(roads.km)))
            chosen = by_road & is_then
            along = np.ix_(node, node)
            km[chosen] = (on_foot + roads.km[season][along])[chosen]
            time = on_foot * (60 / km_an_hour) + roads.minutes[season][along]
            minutes[chosen] = time[chosen]
    return Matrix(np.round(km, 2), minutes)


def _when(seasons: Sequence[str | None], season: str, *, first: bool) -> npt.NDArray[np.bool_]:
    """(from, to): whether a way is gone in that season; between two homes of helpers in the first
    one, since nobody goes there."""
    own = np.array([one == season for one in seasons])
    free = np.array([one is None for one in seasons])
    return np.asarray(
        own[:, None] | (free[:, None] & own[None, :])
        | (free[:, None] & free[None, :] & np.bool_(first))
    )  # fmt: skip
