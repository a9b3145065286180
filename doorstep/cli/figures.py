"""`doorstep figure` and `doorstep figures`: a number and exactly its rows."""

import argparse
from datetime import date
from typing import Any

from doorstep.cli.output import print_json


def add_commands(commands: Any) -> None:
    """Adds the commands of this family."""
    one = commands.add_parser("figure", help="one figure with its rows")
    one.add_argument("key")
    many = commands.add_parser("figures", help="every figure of a place")
    for parser, run in ((one, run_figure), (many, run_figures)):
        parser.add_argument("--place", required=True, metavar="CODE")
        parser.add_argument("--from", dest="from_on", type=date.fromisoformat, metavar="DAY")
        parser.add_argument("--to", dest="to_on", type=date.fromisoformat, metavar="DAY")
        parser.add_argument("--json", action="store_true")
        parser.set_defaults(run=run)


def run_figure(arguments: argparse.Namespace) -> int:
    """Prints `{key, unit, value, rows: [{id, label, url}]}`."""
    from doorstep.figures.queries import get_figure, measure, row_url, rows_of
    from doorstep.people.queries import scope_of

    figure = get_figure(arguments.key)
    place, period = _place_and_period(arguments)
    scope = scope_of(place)
    measured = measure(figure, scope, period)
    rows = [
        {"id": str(row.pk), "label": str(figure.label(row)), "url": row_url(figure, row)}
        for row in rows_of(figure, scope, period)
    ]
    print_json(
        {"key": figure.key, "unit": figure.unit.value, "value": measured.value, "rows": rows}
    )
    return 0


def run_figures(arguments: argparse.Namespace) -> int:
    """Prints `[{key, unit, value, url}]`."""
    from doorstep.figures.queries import figures_at

    place, period = _place_and_period(arguments)
    print_json(
        [
            {
                "key": measured.figure.key,
                "unit": measured.figure.unit.value,
                "value": measured.value,
                "url": measured.url,
            }
            for measured in figures_at(place, period)
        ]
    )
    return 0


def _place_and_period(arguments: argparse.Namespace) -> tuple[Any, Any]:
    from doorstep.cli.finding import find_period, find_place

    place = find_place(arguments.place)
    return place, find_period(place, arguments.from_on, arguments.to_on)
