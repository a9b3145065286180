"""Printed tables as plain JSON and as one page to hang up."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language, pgettext

from doorstep.figures.choices import Circle
from doorstep.figures.disclose import INSIDE_TOWN, PUBLIC
from doorstep.figures.queries.tables import Printed, PrintedTable

THRESHOLDS = {Circle.TOWN: INSIDE_TOWN, Circle.PUBLIC: PUBLIC}


def page_context(printed: Printed) -> dict[str, Any]:
    """What the page's template reads, in the language that is active."""
    return {
        "printed": printed,
        "threshold": THRESHOLDS[printed.circle],
        "language": get_language(),
        "day_format": pgettext("date format", "j F Y"),
        "is_village": len(printed.villages) == 1,
    }


def render_page(printed: Printed) -> str:
    """One HTML file that needs nothing beside it."""
    return render_to_string("figures/public.html", page_context(printed))


def as_json(printed: Printed) -> dict[str, Any]:
    """`{place, name, month, threshold, tables: [{key, title, unit, …, cells}], free}`; a value that
    is not shown is null."""
    return {
        "place": printed.place.code,
        "name": printed.place.name,
        "month": printed.to_on,
        "threshold": THRESHOLDS[printed.circle],
        "villages": len(printed.villages),
        "tables": [_json_table(table) for table in printed.tables],
        "free": [
            {
                "key": one.figure.key,
                "name": str(one.figure.name),
                "unit": one.figure.unit.value,
                "from": one.period.from_on,
                "to": one.period.to_on,
                "value": one.value,
            }
            for one in printed.free
        ],
    }


def _json_table(table: PrintedTable) -> dict[str, Any]:
    return {
        "key": table.key,
        "title": str(table.title),
        "unit": table.unit.value,
        "from": table.from_on,
        "numbers_of": [table.first_on, table.last_on],
        "cells": [
            {
                "key": line.key,
                "name": str(line.name),
                "depth": line.depth,
                "value": line.value,
                "villages": line.villages,
            }
            for line in table.lines
        ],
    }
