"""`doorstep rehearse`: what a cadence would take of a village's team in a year."""

import argparse
from typing import Any

from doorstep.cli.output import print_json, say
from doorstep.cli.pace import add_pace, hours_of

CADENCES = {
    "weekly": "week", "two-weekly": "two_weeks", "monthly": "month", "quarterly": "quarter",
    "as-stated": None,
}  # fmt: skip


def add_commands(commands: Any) -> None:
    """Adds the command of this family."""
    rehearse = commands.add_parser(
        "rehearse",
        help="say what visiting every household so often would take; changes nothing",
        epilog="as-stated: each as often as it is due now.",
    )
    rehearse.add_argument("--place", required=True, metavar="CODE")
    rehearse.add_argument("--cadence", required=True, choices=CADENCES)
    add_pace(rehearse)
    rehearse.add_argument("--json", action="store_true")
    rehearse.set_defaults(run=run_rehearse)


def run_rehearse(arguments: argparse.Namespace) -> int:
    """Prints `{households, helpers, cadence, visits, km, hours, weekly_hours, weekly_hours_stated,
    empty_places, helpers_missing, helpers_to_spare, gap, seconds}`; visits, km and hours are those
    of a year."""
    from dataclasses import asdict
    from time import perf_counter

    from doorstep.cli.finding import find_place, say_if_empty
    from doorstep.kit.clock import today
    from doorstep.method.choices import Every
    from doorstep.visits.queries import team_words, yearly_load

    place, cadence = find_place(arguments.place), CADENCES[arguments.cadence]
    every = Every(cadence) if cadence else None
    began = perf_counter()
    on = today()
    problem = hours_of(place, on, arguments, every=every)
    village = problem.village
    say_if_empty(place, village.households)
    found = yearly_load(problem, place, on, every=every)
    told = asdict(found)
    for said in ("helpers", "without_hours"):
        told.pop(said)
    told |= {"helpers_missing": told.pop("missing"), "helpers_to_spare": told.pop("to_spare")}
    print_json(
        {
            "households": len(village.households),
            "helpers": len(village.helpers),
            "cadence": arguments.cadence,
            **told,
            "gap": found.gap if found.gap < float("inf") else None,
            "seconds": round(perf_counter() - began, 3),
        }
    )
    say(team_words(found))
    return 0
