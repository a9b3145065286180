"""Where the words of a map stand, so that none lies on another: beside its mark where there is
room, else some lines above or below it, with a thin line that leads there."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from math import ceil, dist, inf

LINE, BESIDE, REACH = 15.0, 10.0, 14  # px from line to line, px from a mark, lines up and down
CHARACTER, WIDE_CHARACTER = 7.6, 13.2  # px of a Latin and of a Chinese one, of 13
RISE = 4.5  # px from the middle of a line to where its letters stand
MARK, THIN = 6.0, 2.0  # px from the middle of a mark to its rim, and of a way
HINDERS = 20.0  # square px of marks and ways that are as bad as one line farther off

type Spot = tuple[float, float]
type Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Label:
    """A word; `anchor` says which end of it stands at x."""

    x: float
    y: float
    word: str
    anchor: str  # "start" or "end"
    leader: str  # a path from the mark to it, "" where it stands beside


def place_labels(
    named: Sequence[tuple[float, float, str]],
    marks: Sequence[Spot],
    size: tuple[float, float],
    ways: Iterable[Sequence[Spot]] = (),
) -> tuple[Label, ...]:
    """A label for each word, from the top of the map down; `size` is what they may cover. Marks and
    ways are kept clear where it takes a label not far. Where all is full a label lies where it
    covers least."""
    rims = [(x - MARK, y - MARK, x + MARK, y + MARK) for x, y in marks]
    lines = [
        (x - THIN, y - THIN, x + THIN, y + THIN)
        for way in ways
        for one, other in pairwise(way)
        for x, y in _between(one, other)
    ]
    placed: dict[int, Label] = {}
    boxes: list[Box] = []
    for at in sorted(range(len(named)), key=lambda one: (named[one][1], named[one][0])):
        x, y, word = named[at]
        others = [rim for rim, spot in zip(rims, marks, strict=True) if spot != (x, y)]
        others += lines
        best = _best(x, y, word, boxes, others, size)
        boxes.append(_box(x, y, word, *best))
        placed[at] = _label(x, y, word, *best)
    return tuple(placed[at] for at in range(len(named)))


def _best(
    x: float, y: float, word: str, boxes: list[Box], marks: list[Box], size: tuple[float, float]
) -> tuple[int, int]:
    """(line, side) where a label covers least: what must not be, then what should not be and how
    far from the mark, then whether on its left. What could not be better is not worked out: a page
    waits for it."""
    best, least = (0, 1), (inf, inf, inf)
    for line, side in product(sorted(range(-REACH, REACH + 1), key=abs), (1, -1)):
        if least <= (0.0, float(abs(line)), 0.0):
            break
        box = _box(x, y, word, line, side)
        covered = _covered(box, boxes, size)
        if covered <= least[0]:
            hindered = round(sum(_common(box, one) for one in marks) / HINDERS + abs(line), 3)
            cost = covered, hindered, 0.0 if side > 0 else 0.5
            if cost < least:
                best, least = (line, side), cost
    return best


def _between(one: Spot, other: Spot) -> Iterator[Spot]:
    """Spots of a way, so near to each other that no label slips through."""
    steps = max(1, ceil(dist(one, other) / LINE * 2))
    for step in range(1, steps):
        part = step / steps
        yield one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part


def _label(x: float, y: float, word: str, line: int, side: int) -> Label:
    to_x, to_y = x + side * BESIDE, y + line * LINE
    leader = "" if line == 0 else f"M{x:.1f} {y:.1f}L{to_x - side * 2:.1f} {to_y:.1f}"
    anchor = "start" if side > 0 else "end"
    return Label(round(to_x, 1), round(to_y + RISE, 1), word, anchor, leader)


def _box(x: float, y: float, word: str, line: int, side: int) -> Box:
    wide = sum(CHARACTER if one.isascii() else WIDE_CHARACTER for one in word)
    near, far, middle = x + side * BESIDE, x + side * (BESIDE + wide), y + line * LINE
    return min(near, far), middle - LINE / 2, max(near, far), middle + LINE / 2


def _covered(box: Box, boxes: list[Box], size: tuple[float, float]) -> float:
    """Square px of other labels, and of what is off the map."""
    inside = _common(box, (0.0, 0.0, *size))
    outside = (box[2] - box[0]) * (box[3] - box[1]) - inside
    return round(sum(_common(box, other) for other in boxes) + 3 * outside, 3)


def _common(one: Box, other: Box) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0
