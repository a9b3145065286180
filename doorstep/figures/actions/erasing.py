"""The numbers of closed windows stay as they were when a household's rows are erased."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from doorstep.figures.models import ErasedRows, NoticeLine
from doorstep.figures.queries import ALL_FIGURES, measure, rows_of
from doorstep.figures.rules import closed_windows
from doorstep.kit.figures import Figure
from doorstep.kit.periods import Period
from doorstep.method.queries import NoMethodAdopted, adopted_on
from doorstep.people.queries import Scope, scope_of
from doorstep.register.models import Household

type Window = tuple[Figure, Period]


@contextmanager
def numbers_kept(household: Household, *, on: date, also: Iterable[Period] = ()) -> Iterator[None]:
    """What is erased inside is counted, by figure and window: weeks, months and years so far that
    ended before `on`, since the village follows a method, and the windows `also`."""
    scope = scope_of(household.village)
    begun = adopted_on(household.village) or on
    windows = {*closed_windows(max(begun, household.registered_on), on), *also}
    counted = [
        pair for pair in _pairs(household, windows, scope) if _speaks_of(household, *pair, scope)
    ]
    before = [measure(figure, scope, period).value for figure, period in counted]
    with transaction.atomic():
        yield
        for (figure, period), value in zip(counted, before, strict=True):
            erased = value - measure(figure, scope, period).value
            if erased > 0:
                _add(household.village_id, figure, period, erased)


def erase_rows(household: Household) -> int:
    """Takes a household off every list that hangs or hung on a board; how many lines."""
    return NoticeLine.objects.filter(household=household).delete()[0]


def _pairs(household: Household, windows: Iterable[Period], scope: Scope) -> Iterator[Window]:
    """Every figure that may speak of the household with every window; a stock with each end once,
    a flow only where any row of it in all the windows speaks of the household."""
    windows = sorted(windows)
    if not windows:
        return
    ends = sorted({period.to_on for period in windows})
    whole = Period(windows[0].from_on, ends[-1])
    for figure in ALL_FIGURES.values():
        if figure.household and figure.is_stock:
            yield from ((figure, Period(day, day)) for day in ends)
        elif figure.household and _speaks_of(household, figure, whole, scope):
            yield from ((figure, period) for period in windows)


def _speaks_of(household: Household, figure: Figure, period: Period, scope: Scope) -> bool:
    try:
        rows = rows_of(figure, scope, period)
    except NoMethodAdopted:
        return False
    return rows.filter(**{figure.household: household.pk}).exists()


def _add(place_id: Any, figure: Figure, period: Period, count: int) -> None:
    row, is_new = ErasedRows.objects.get_or_create(
        place_id=place_id,
        key=figure.key,
        from_on=period.from_on,
        to_on=period.to_on,
        defaults={"count": count},
    )
    if not is_new:
        row.count = F("count") + count
        row.save(update_fields=["count"])
