"""How long a visit, a call and a way take: arguments of the commands that count hours."""

import argparse
from typing import TYPE_CHECKING, Any

from doorstep.cli.output import say

if TYPE_CHECKING:
    from datetime import date

    from doorstep.method.choices import Every
    from doorstep.people.models import Place
    from doorstep.planner.hours import HoursProblem

MOST_MINUTES, LEAST_SPEED, MOST_SPEED = 480, 0.1, 200


def add_pace(command: Any) -> None:
    """Adds the arguments."""
    command.add_argument("--visit-minutes", type=_minutes, default=40, help="at the household")
    command.add_argument("--phone-minutes", type=_minutes, default=10, help="of a call")
    command.add_argument("--km-an-hour", type=_speed, default=40.0, help="on the road")


def hours_of(
    place: "Place", on: "date", arguments: argparse.Namespace, every: "Every | None" = None
) -> "HoursProblem":
    """The village by hours; says how many helpers have stated none. PairingNeedsAVillage."""
    from django.utils.translation import gettext as _

    from doorstep.pairing.actions import guard_village
    from doorstep.visits.queries import Pace, hours_problem

    guard_village(place)
    pace = Pace(arguments.visit_minutes, arguments.phone_minutes, arguments.km_an_hour)
    problem = hours_problem(place, on, pace=pace, every=every)
    unknown = sum(row.weekly_hours is None for row in problem.village.helpers)
    if unknown:
        say(
            _("Helpers without stated hours, who are given nobody: %(count)s.") % {"count": unknown}
        )
    return problem


def number_of[Number: (int, float)](text: str, kind: type[Number]) -> Number:
    """A number of the command line."""
    try:
        return kind(text)
    except ValueError:
        wanted = "whole number" if kind is int else "number"
        raise argparse.ArgumentTypeError(f"“{text}” is no {wanted}") from None


def _minutes(text: str) -> int:
    value = number_of(text, int)
    if not 0 <= value <= MOST_MINUTES:
        raise argparse.ArgumentTypeError(f"{text} is not 0 to {MOST_MINUTES}")
    return value


def _speed(text: str) -> float:
    value = number_of(text, float)
    if not LEAST_SPEED <= value <= MOST_SPEED:
        raise argparse.ArgumentTypeError(f"{text} is not {LEAST_SPEED} to {MOST_SPEED}")
    return value
