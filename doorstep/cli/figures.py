"""`doorstep figure`, `figures`: a number and exactly its rows; `public-figures`: for everybody."""

import argparse
from typing import Any

from doorstep.cli.output import json_text, print_json
from doorstep.cli.reading import day_of, path_of


def add_commands(commands: Any) -> None:
    """Adds the commands of this family."""
    one = commands.add_parser("figure", help="one figure with its rows")
    one.add_argument("key")
    many = commands.add_parser("figures", help="every figure of a place")
    for parser, run in ((one, run_figure), (many, run_figures)):
        parser.add_argument("--place", required=True, metavar="CODE")
        parser.add_argument("--from", dest="from_on", type=day_of, metavar="DAY")
        parser.add_argument("--to", dest="to_on", type=day_of, metavar="DAY")
        parser.add_argument("--json", action="store_true")
        parser.set_defaults(run=run)
    public = commands.add_parser("public-figures", help="last month's figures for everybody")
    public.add_argument("--place", required=True, metavar="CODE")
    public.add_argument("--out", type=path_of, metavar="FILE", help="a page to print; - for stdout")
    public.add_argument("--language", choices=("zh", "en"), default="zh")
    public.add_argument("--json", action="store_true", help="JSON in place of a page")
    public.set_defaults(run=run_public_figures)


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


def run_public_figures(arguments: argparse.Namespace) -> int:
    """Prints or writes what everybody may read, after disclosure control: a page, or JSON."""
    from django.utils import translation

    from doorstep.cli.finding import find_place
    from doorstep.figures.actions import publish_tables
    from doorstep.figures.choices import Circle
    from doorstep.figures.queries import as_json, last_month_end, printed_at, render_page
    from doorstep.kit.clock import today
    from doorstep.kit.files import private_file
    from doorstep.people.actions import system_account

    place, on = find_place(arguments.place), today()
    to_on = last_month_end(on)
    publish_tables(place, to_on=to_on, by=system_account(), on=on)
    with translation.override("en" if arguments.language == "en" else "zh-hans"):
        printed = printed_at(place, Circle.PUBLIC, to_on)
        text = json_text(as_json(printed)) if arguments.json else render_page(printed)
    if arguments.out is None or str(arguments.out) == "-":
        print(text)
        return 0
    with private_file(arguments.out) as stream:
        stream.write(text.encode())
    return 0


def _place_and_period(arguments: argparse.Namespace) -> tuple[Any, Any]:
    from doorstep.cli.finding import find_period, find_place

    place = find_place(arguments.place)
    return place, find_period(place, arguments.from_on, arguments.to_on)
