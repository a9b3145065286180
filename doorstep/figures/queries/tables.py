"""Tables that leave the team: counted for a village, and as they were printed anywhere."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from doorstep.figures.choices import TABLES, TITLES, Circle, Line, lines_of
from doorstep.figures.disclose import Cell
from doorstep.figures.models import Publication
from doorstep.figures.queries.measuring import ALL_FIGURES, Measured, measure, measure_all
from doorstep.kit.figures import Unit
from doorstep.kit.periods import Period
from doorstep.kit.weeks import month_start
from doorstep.people.models import Place
from doorstep.people.queries import Scope, scope_of, villages_below


@dataclass(frozen=True)
class PrintedLine:
    """A number as it was printed: None is "not shown". Above a village it is the sum of what its
    `villages` villages show."""

    key: str
    name: Any
    depth: int
    value: int | None
    villages: int
    unit: Unit

    @property
    def word(self) -> str:
        """The measure word beside the value."""
        return "" if self.value is None else self.unit.word(self.value)


@dataclass(frozen=True)
class PrintedTable:
    """A table of a place as one circle of readers may have it."""

    key: str
    title: Any
    unit: Unit
    lines: tuple[PrintedLine, ...]
    from_on: date | None  # None: a stock
    first_on: date | None  # the oldest and the newest day its numbers are of; None: nothing shown
    last_on: date | None
    villages: int

    @property
    def told(self) -> list[PrintedLine]:
        """The lines of paper: below a number that is not shown there is nothing to tell."""
        told: list[PrintedLine] = []
        above: dict[int, PrintedLine] = {}
        for line in self.lines:
            above[line.depth] = line
            if line.depth == 0 or above[line.depth - 1].value is not None:
                told.append(line)
        return told


@dataclass(frozen=True)
class Printed:
    """All that a circle of readers gets of a place for a month: tables, and what counts freely."""

    place: Place
    circle: Circle
    to_on: date
    villages: tuple[UUID, ...]
    tables: tuple[PrintedTable, ...]
    free: tuple[Measured, ...]


def last_month_end(today: date) -> date:
    """The last day of the last month that is over."""
    return month_start(today) - timedelta(days=1)


def window_of(to_on: date) -> Period:
    """The days that tables count: for flows the year so far, so that no two windows overlap but
    those of one series."""
    return Period(date(to_on.year, 1, 1), to_on)


def is_stock(key: str) -> bool:
    """Whether a table is as of a day."""
    return ALL_FIGURES[TABLES[key].key].is_stock


def counted_table(village: Place, key: str, to_on: date) -> Cell:
    """A village's table with its exact counts: for `disclose` alone."""
    return _counted(TABLES[key], scope_of(village), window_of(to_on), None)


def _counted(line: Line, scope: Scope, period: Period, rest: int | None) -> Cell:
    counts = {
        part.key: measure(ALL_FIGURES[part.key], scope, period).value
        for part in line.parts
        if part.key in ALL_FIGURES
    }
    if line.key in ALL_FIGURES:
        value = measure(ALL_FIGURES[line.key], scope, period).value
    else:
        value = sum(counts.values()) if rest is None else rest
    left = value - sum(counts.values())
    parts = tuple(_counted(part, scope, period, left) for part in line.parts)
    return Cell(line.key, value, parts)


def name_of(line: Line) -> Any:
    """A line's own name, else its figure's."""
    return line.name or ALL_FIGURES[line.key].name


def printed_at(place: Place, circle: Circle, to_on: date) -> Printed:
    """What was printed for a place for a month; a village of which nothing was shows nothing."""
    free = (key for key, figure in ALL_FIGURES.items() if not figure.is_guarded)
    return Printed(
        place=place,
        circle=circle,
        to_on=to_on,
        villages=villages_below(place),
        tables=printed_tables([place], circle, to_on)[place.pk],
        free=tuple(measure_all(free, scope_of(place), window_of(to_on))),
    )


def is_printed(place: Place, circle: Circle, to_on: date) -> bool:
    """Whether every village of a place has its tables of a month fixed for those readers."""
    villages = villages_below(place)
    found = Publication.objects.filter(place__in=villages, circle=circle, to_on=to_on)
    return found.values("place").distinct().count() == len(villages)


def printed_tables(
    places: Iterable[Place], circle: Circle, to_on: date
) -> dict[UUID, tuple[PrintedTable, ...]]:
    """The printed tables of several places, by their ids."""
    below = {place.pk: villages_below(place) for place in places}
    wanted = {village for villages in below.values() for village in villages}
    found = Publication.objects.filter(place__in=wanted, circle=circle, to_on=to_on)
    rows = list(found)
    return {
        pk: tuple(
            _printed_table(
                key,
                [row for row in rows if row.table == key and row.place_id in villages],
                len(villages),
            )
            for key in TABLES
        )
        for pk, villages in below.items()
    }


def _printed_table(key: str, rows: list[Publication], villages: int) -> PrintedTable:
    values: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        for cell, (value, _behind) in row.shown.items():
            values[cell].append(value)
    days = sorted(row.numbers_on for row in rows if row.numbers_on)
    unit = ALL_FIGURES[TABLES[key].key].unit
    return PrintedTable(
        key=key,
        title=TITLES.get(key) or name_of(TABLES[key]),
        unit=unit,
        lines=tuple(
            PrintedLine(
                key=line.key,
                name=name_of(line),
                depth=depth,
                value=sum(values[line.key]) if line.key in values else None,
                villages=len(values.get(line.key, ())),
                unit=unit,
            )
            for line, depth in lines_of(TABLES[key])
        ),
        from_on=next((row.from_on for row in rows), None),
        first_on=days[0] if days else None,
        last_on=days[-1] if days else None,
        villages=villages,
    )
