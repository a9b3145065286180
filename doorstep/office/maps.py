"""A map without tiles: homes as category marks, ways, a river where known, a scale bar."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians
from typing import Any

from doorstep.method.choices import CategoryKind
from doorstep.office.labels import Label, place_labels
from doorstep.register.choices import Season

WIDTH, HEIGHT, MARGIN, FOOT = 500, 250, 18, 26
KM_PER_DEGREE = 111.32
STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500)

# One mark as the rest of a path that has just moved to the home; many homes make one path.
MARKS: dict[str, str] = {
    CategoryKind.GREEN: "m-2.6 0a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0-5.2 0",
    CategoryKind.BLUE: "m-4-4h8v8h-8z",
    CategoryKind.ORANGE: "m0 5.2c-4.5-3.6-5.4-5.8-5.4-7.6a2.7 2.7 0 0 1 5.4-.9a2.7 2.7 0 0 1 5.4 .9"
    "c0 1.8-.9 4-5.4 7.6z",
    CategoryKind.RED: "m-5.7 0a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0-6.4 0"
    "m5 0a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0-6.4 0",
    Season.WINTER: "m-5 5v-6l5-4.5l5 4.5v6z",  # a house
    Season.SUMMER: "m-6.5 5l6.5-10l6.5 10z",  # a tent
}


@dataclass(frozen=True)
class HomesMap:
    """What the template draws: per kind one path and its number of homes."""

    paths: tuple[tuple[str, str], ...]
    counts: dict[str, int]
    river: str
    scale_width: float
    scale_km: float
    words: tuple[Label, ...] = ()  # beside the marks
    ways: str = ""  # from home to home, all of them

    @property
    def scale_name(self) -> str:
        """5, not 5.0; 0.5 as it is."""
        return f"{self.scale_km:g}"


def draw_homes(
    points: Iterable[Any],
    river: Sequence[tuple[float, float]] | None = None,
    ways: Iterable[Sequence[tuple[Any, Any]]] = (),
) -> HomesMap:
    """Draws homes (anything with `lat`, `lon` and `kind`) and a river of (lat, lon) pairs. A kind
    is a category's, or on one household's own map a season; `word` stands beside the mark. A way
    is the spots it leads over, straight from one to the next.

    Homes without a place (lat None) are left out.
    """
    homes = [
        (
            float(_of(point, "lat")),
            float(_of(point, "lon")),
            str(_of(point, "kind")),
            str(point.get("word", "")) if isinstance(point, dict) else "",
        )
        for point in points
        if _of(point, "lat") is not None and _of(point, "lon") is not None
    ]
    counts = Counter(kind for _lat, _lon, kind, _word in homes)
    ways = [[(float(lat), float(lon)) for lat, lon in way] for way in ways]
    spots = [(lat, lon) for lat, lon, _kind, _word in homes] + [one for way in ways for one in way]
    if not spots:
        return HomesMap((), {}, "", 0, 0)
    middle = cos(radians(sum(lat for lat, _lon in spots) / len(spots)))
    flat = [(lon * middle, -lat) for lat, lon in spots]
    (left, wide), (top, high) = (_span(axis) for axis in zip(*flat, strict=True))
    room_x, room_y = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN - FOOT
    scale = min(room_x / wide, room_y / high)
    pad_x = MARGIN + (room_x - wide * scale) / 2
    pad_y = MARGIN + (room_y - high * scale) / 2

    def spot(lat: float, lon: float) -> tuple[float, float]:
        return (lon * middle - left) * scale + pad_x, (-lat - top) * scale + pad_y

    paths = dict.fromkeys((*reversed(CategoryKind.values), *Season.values), "")  # the rare on top
    named: list[tuple[float, float, str]] = []
    marks: list[tuple[float, float]] = []
    for lat, lon, kind, word in homes:
        x, y = spot(lat, lon)
        paths[kind] += f"M{x:.1f} {y:.1f}{MARKS[kind]}"
        marks.append((x, y))
        if word:
            named.append((x, y, word))
    drawn = [[spot(lat, lon) for lat, lon in way] for way in ways]
    km = max((s for s in STEPS if s / KM_PER_DEGREE * scale <= WIDTH / 4), default=STEPS[0])
    return HomesMap(
        paths=tuple((kind, path) for kind, path in paths.items() if path),
        counts=dict(counts),
        river=_bends([spot(lat, lon) for lat, lon in river or ()]),
        scale_width=round(km / KM_PER_DEGREE * scale, 1),
        scale_km=km,
        words=place_labels(named, marks, (WIDTH, HEIGHT - FOOT), drawn) if named else (),
        ways="".join(_straight(way) for way in drawn),
    )


def _span(axis: Iterable[float]) -> tuple[float, float]:
    """Where an axis begins and how long it is: at least two kilometres round its middle."""
    numbers = sorted(axis)
    middle = (numbers[0] + numbers[-1]) / 2
    length = max(numbers[-1] - numbers[0], 2 / KM_PER_DEGREE)
    return middle - length / 2, length


def _bends(spots: list[tuple[float, float]]) -> str:
    """A line that turns softly at each spot."""
    if len(spots) < 2:
        return ""
    (x, y), *others = spots
    path = f"M{x:.1f} {y:.1f}"
    for (x, y), (next_x, next_y) in pairwise(others):
        path += f"Q{x:.1f} {y:.1f} {(x + next_x) / 2:.1f} {(y + next_y) / 2:.1f}"
    x, y = spots[-1]
    return f"{path}L{x:.1f} {y:.1f}"


def _straight(spots: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in spots) if len(spots) > 1 else ""


def _of(point: Any, name: str) -> Any:
    return point[name] if isinstance(point, dict) else getattr(point, name)
