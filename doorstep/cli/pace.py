"""How long a visit, a call and a way take: arguments of the commands that count hours."""

import argparse
from typing import TYPE_CHECKING, Any

from doorstep.cli.output import say
from doorstep.cli.reading import number_within

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


def _minutes(text: str) -> int:
    return number_within(text, int, 0, MOST_MINUTES)


def _speed(text: str) -> float:
    return number_within(text, float, LEAST_SPEED, MOST_SPEED)
