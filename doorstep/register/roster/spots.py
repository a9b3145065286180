"""Cleaning coordinates: two halves in two columns, or both in one cell."""

import re

from doorstep.register.roster.cells import Cell, Trouble, half_width, plain, text_of
from doorstep.register.roster.numbers import degrees
from doorstep.register.roster.value import Spot

LATITUDES, LONGITUDES = (17.0, 55.0), (72.0, 136.0)  # the country: outside it two were exchanged
PLACES = 3  # about 100 m, no finer is kept


def spot(lat: Cell | None, lon: Cell | None) -> tuple[Spot | None, Trouble | None]:
    """The place in two cells, rounded; a cell of both stands on both sides."""
    if lat is None or lon is None or (lat.blank and lon.blank):
        return None, None
    for cell in (lat, lon):
        if cell.error is not None:
            return None, Trouble("excel_error_value", "blank_field", cell.error)
        if cell.formula is not None and not cell.stored:
            return None, Trouble("formula_without_value", "blank_field", cell.formula)
    shown = plain(lat.value)
    if lat is lon:
        halves = [half for half in re.split(r"[,;、\s]+", half_width(text_of(lat.value))) if half]
        numbers = [degrees(half) for half in halves]
    else:
        if lat.blank or lon.blank:
            return None, Trouble("coordinates_incomplete", "blank_field", shown)
        numbers = [degrees(lat.value), degrees(lon.value)]
    if len(numbers) != 2 or numbers[0] is None or numbers[1] is None:
        return None, Trouble("coordinates_not_numbers", "blank_field", shown)
    north, east = numbers[0], numbers[1]
    if not (LATITUDES[0] <= north <= LATITUDES[1] and LONGITUDES[0] <= east <= LONGITUDES[1]):
        return None, Trouble("coordinates_swapped", "blank_field", shown)
    return (round(north, PLACES), round(east, PLACES)), None
