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
from doorstep.people.queries import Scope, last_act_on, scope_of
from doorstep.register.models import Household

type Window = tuple[Figure, Period]


@contextmanager
def numbers_kept(household: Household, *, on: date, also: Iterable[Period] = ()) -> Iterator[None]:
    """What is erased inside is counted, by figure and window: weeks, months and years so far that
    ended before `on`, since the village follows a method, and the windows `also`."""
    scope = scope_of(household.village)
    begun = adopted_on(household.village) or on
    windows = {*closed_windows(max(begun, household.registered_on), on), *also}
    counted = list(_counted(household, windows, scope))
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


def _counted(household: Household, windows: Iterable[Period], scope: Scope) -> Iterator[Window]:
    """Every figure with every window in which any of its rows speaks of the household; a stock with
    each end once, a flow only where it does in all the windows together."""
    windows = sorted(windows)
    if not windows:
        return
    ends = sorted({period.to_on for period in windows})
    whole = Period(windows[0].from_on, ends[-1])
    yield from _stocks(household, ends, scope)
    for figure in ALL_FIGURES.values():
        flows = bool(figure.household) and not figure.is_stock
        if flows and _speaks_of(household, figure, whole, scope):
            for period in windows:
                if _speaks_of(household, figure, period, scope):
                    yield figure, period


def _stocks(household: Household, ends: list[date], scope: Scope) -> Iterator[Window]:
    """The stocks a household stands in, day by day. It left the register, nothing was done to its
    rows since, and it stands in none: then it comes into none again, and the years in which it was
    only kept are not gone through."""
    stocks = [one for one in ALL_FIGURES.values() if one.household and one.is_stock]
    quiet = household.closed_on and max(household.closed_on, last_act_on(household.pk) or date.min)
    for day in ends:
        period = Period(day, day)
        found = [one for one in stocks if _speaks_of(household, one, period, scope)]
        yield from ((figure, period) for figure in found)
        if quiet and day > quiet and not found:
            return


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
