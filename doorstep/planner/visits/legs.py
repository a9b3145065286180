"""Kilometres and minutes between places, as whole hundredths of a point and as minutes."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from doorstep.planner.faults import PlannerError, not_between
from doorstep.planner.problem import Point
from doorstep.planner.visits.problem import Matrix, Straight
from doorstep.planner.words import Said, said

type Longs = npt.NDArray[np.int64]
type Floats = npt.NDArray[np.float64]

LEAST_RATE, MOST_RATE = 0.01, 1000  # of the terrain, and km an hour
EARTH_KM = 6371.0088  # mean radius
SAME = 1e-9  # minutes
MOST_MINUTES = 1e6  # of a leg; beyond it no way leads there
MOST_KM = 1e6  # of a leg; whole hundredths of more could not be added up


def check_travel(travel: Straight | Matrix) -> None:
    """Raises PlannerError at the first number that cannot be a way."""
    where = said("travel")
    if isinstance(travel, Straight):
        for name, value in (
            (said("factor"), travel.factor),
            (said("km_an_hour"), travel.km_an_hour),
        ):
            if not LEAST_RATE <= value <= MOST_RATE:
                raise PlannerError(where, not_between(name, value, LEAST_RATE, MOST_RATE))
        for place, point in enumerate(travel.points):
            _check_point(place, point)
        return
    if travel.km.ndim != 2 or travel.km.shape[0] != travel.km.shape[1]:
        text = said("km are %(shape)s, not as many rows as columns", shape=str(travel.km.shape))
        raise PlannerError(where, text)
    if travel.km.shape != travel.minutes.shape:
        text = said(
            "km are %(km)s, minutes %(minutes)s: not the same",
            km=str(travel.km.shape), minutes=str(travel.minutes.shape),
        )  # fmt: skip
        raise PlannerError(where, text)
    for name, table in ((said("km"), travel.km), (said("minutes"), travel.minutes)):
        wrong = np.isnan(table) | (table < 0)
        if wrong.any():
            row, column = _first(wrong)
            value = table[row, column]
            text = (
                said("%(name)s are missing", name=name)
                if np.isnan(value)
                else said("%(name)s are %(value)s, below 0", name=name, value=f"{value:g}")
            )
            raise PlannerError(_leg(row, column), text)
    far = np.isfinite(travel.km) & (travel.km > MOST_KM)
    if far.any():
        row, column = _first(far)
        text = said(
            "km are %(km)s, above %(most)s; inf: no way leads there",
            km=f"{travel.km[row, column]:g}", most=f"{MOST_KM:.0f}",
        )  # fmt: skip
        raise PlannerError(_leg(row, column), text)


def _first(wrong: npt.NDArray[np.bool_]) -> tuple[int, int]:
    row, column = (int(at) for at in np.argwhere(wrong)[0])
    return row, column


def _leg(row: int, column: int) -> Said:
    return said("travel from %(row)s to %(column)s", row=row, column=column)


def _check_point(place: int, point: Point) -> None:
    latitude, longitude = point
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # a NaN is on no side
        text = said("(%(lat)s, %(lon)s) is not on the earth", lat=latitude, lon=longitude)
        raise PlannerError(said("place %(place)s", place=place), text)


def count_of(travel: Straight | Matrix) -> int:
    """How many places there are."""
    return len(travel.points) if isinstance(travel, Straight) else len(travel.km)


def ranks_alike(travel: Straight | Matrix, price: float) -> bool:
    """Whether minutes rise and fall with the cost of a route, whichever way it takes."""
    if price <= 0:
        return False
    if isinstance(travel, Straight):
        return price == int(price)  # a broken price would be rounded apart from the minutes
    is_open = np.isfinite(travel.km) & (travel.minutes < MOST_MINUTES)
    cost, minutes = np.rint(travel.km[is_open] * 100 * price), travel.minutes[is_open]
    if not cost.any():
        return not minutes.any()
    pace = float(minutes[cost.argmax()] / cost.max())
    return pace > 0 and bool((np.abs(minutes - pace * cost) < SAME).all())


def legs_between(
    travel: Straight | Matrix, places: list[int], price: float
) -> tuple[Longs, Floats]:
    """(cost in hundredths, minutes; inf: no way) from row to column of the places listed."""
    at = np.array(places, dtype=np.int64)
    if isinstance(travel, Straight):
        km = _straight(np.radians([travel.points[place] for place in places])) * travel.factor
        # whole hundredths first: cost and minutes then rank every route alike
        km = np.rint(km * 100) / 100
        minutes = km * (60 / travel.km_an_hour)
    else:
        km, minutes = travel.km[np.ix_(at, at)], travel.minutes[np.ix_(at, at)]
    is_open = np.isfinite(km) & (minutes < MOST_MINUTES)
    cost = np.rint(np.where(is_open, km, 0.0) * 100 * price).astype(np.int64)
    return cost, np.where(is_open, minutes, np.inf).astype(np.float64)


def minutes_from(travel: Straight | Matrix, place: int, places: list[int]) -> Floats:
    """Minutes from one place to others; inf: no way."""
    if isinstance(travel, Straight):
        here = np.radians([travel.points[place]])
        there = np.radians([travel.points[one] for one in places])
        km = _between(here[:, None, :], there[None, :, :])[0] * travel.factor
        return np.asarray(km * (60 / travel.km_an_hour))
    is_open = np.isfinite(travel.km[place, places])
    return np.where(is_open, travel.minutes[place, places], np.inf)


def straight_km(here: Sequence[Point], there: Sequence[Point]) -> Floats:
    """(from, to) km as the crow flies."""
    one = np.radians(np.array(here, dtype=np.float64).reshape(-1, 2))
    other = np.radians(np.array(there, dtype=np.float64).reshape(-1, 2))
    return _between(one[:, None, :], other[None, :, :])


def _straight(points: Floats) -> Floats:
    """Great-circle km between all points, in radians."""
    return _between(points[:, None, :], points[None, :, :])


def _between(here: Floats, there: Floats) -> Floats:
    half = np.sin((there - here) / 2) ** 2
    chord = half[..., 0] + np.cos(here[..., 0]) * np.cos(there[..., 0]) * half[..., 1]
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(chord, 1.0))))
