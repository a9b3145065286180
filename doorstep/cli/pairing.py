"""`doorstep pair`: the planner's proposal for a village, and accepting it."""

import argparse
from typing import TYPE_CHECKING, Any

from doorstep.cli.output import print_json, say
from doorstep.cli.pace import add_pace, hours_of

if TYPE_CHECKING:
    from doorstep.pairing.models import PairingOffer, PairingPlan


def add_commands(commands: Any) -> None:
    """Adds the command of this family."""
    pair = commands.add_parser("pair", help="propose who goes to whom in a village")
    pair.add_argument("--place", required=True, metavar="CODE")
    pair.add_argument("--by", default="system", metavar="ACCOUNT")
    pair.add_argument("--accept", action="store_true", help="let the proposal run from today")
    pair.add_argument(
        "--hours", action="store_true",
        help="by the hours each visit takes with its way, not by the number of households; "
        "without --accept it is shown and not kept",
    )  # fmt: skip
    add_pace(pair)
    pair.add_argument("--json", action="store_true")
    pair.set_defaults(run=run_pair)


def run_pair(arguments: argparse.Namespace) -> int:
    """Prints `{households, helpers, objective, bound, optimal, gap, unserved, seconds, pairs}`.

    Prices are points; no pairing is cheaper than `bound`, and `gap` is how far above it this one
    is, as a share (null where nothing is known). `seconds` runs from reading the rows to the
    proposal. A place that stays empty names who stands in there.
    """
    from time import perf_counter

    from django.db import transaction

    from doorstep.cli.finding import find_account, find_place, guard_coordinates, say_if_empty
    from doorstep.kit.clock import today
    from doorstep.pairing.actions import accept_pairing, find_pairing, keep_pairing
    from doorstep.pairing.queries import stand_in_for

    place, by, on = find_place(arguments.place), find_account(arguments.by), today()
    if arguments.accept:
        guard_coordinates(by, place, on)
    began = perf_counter()
    by_hours = hours_of(place, on, arguments) if arguments.hours else None
    found = find_pairing(place, on, by_hours=by_hours)  # while others write
    say_if_empty(place, found.problem.households)
    with transaction.atomic():  # one that is not accepted leaves no proposal either
        plan = keep_pairing(found, by=by, on=on)
        seconds = round(perf_counter() - began, 3)
        if arguments.accept:
            accept_pairing(plan, by=by, on=on)
        account = stand_in_for(place, by, on)
        stand_in = account.name if account else None
        print_json(_answer(plan, stand_in) | {"seconds": seconds})
        # the screens count households: they could not change one counted in hours
        transaction.set_rollback(arguments.hours and not arguments.accept)
    if plan.bound < plan.objective:
        _say_gap(plan)
    if plan.unserved:
        _say_shortage(plan, stand_in)
    return 0


def _answer(plan: "PairingPlan", stand_in: str | None) -> dict[str, Any]:
    from doorstep.pairing.queries import offers_of
    from doorstep.people.queries import helpers_at
    from doorstep.register.models import Household

    place, on = plan.place, plan.made_on
    return {
        "households": Household.objects.filter(village=place).active_on(on).count(),
        "helpers": helpers_at(place, on).filter(most_households__gt=0).count(),
        "objective": plan.objective / 100,
        "bound": plan.bound / 100,
        "optimal": plan.optimal,
        "gap": _gap(plan),
        "unserved": _unserved(plan, stand_in),
        "pairs": [_pair(offer) for offer in offers_of(plan)],
    }


def _gap(plan: "PairingPlan") -> float | None:
    if plan.optimal:
        return 0.0
    if plan.bound <= 0:
        return None
    return round((plan.objective - plan.bound) / plan.bound, 6)


def _say_gap(plan: "PairingPlan") -> None:
    from django.utils.translation import gettext as _

    gap = _gap(plan)
    if gap is None:
        say(_("How far this is from the best possible is not known."))
    else:
        above = plan.objective - plan.bound
        percent = f"{-(-10_000 * above // plan.bound) / 100:.2f}"  # said to be the most: rounded up
        say(_("At most %(percent)s %% above the best possible.") % {"percent": percent})


def _say_shortage(plan: "PairingPlan", stand_in: str | None) -> None:
    from django.utils.translation import gettext as _

    if stand_in is None:
        text = _("Places left empty: %(places)s, and nobody coordinates this village.")
    else:
        text = _("Places left empty: %(places)s; %(name)s stands in there once it is accepted.")
    places = sum(row["places"] for row in plan.unserved)
    say(text % {"places": places, "name": stand_in})


def _pair(offer: "PairingOffer") -> dict[str, Any]:
    from doorstep.pairing.queries import words_of

    return {
        "household": offer.household.code,
        "helper": offer.helper.name,
        "order": offer.order,
        "price": offer.price / 100,
        "reasons": words_of(offer),
        "next_helper": offer.next_helper.name if offer.next_helper else None,
        "next_price": None if offer.next_price is None else offer.next_price / 100,
    }


def _unserved(plan: "PairingPlan", stand_in: str | None) -> list[dict[str, Any]]:
    from doorstep.pairing.queries import unserved_words

    return [
        {
            "household": row["code"],
            "places": row["places"],
            "why": unserved_words(row),
            "stand_in": stand_in,
        }
        for row in plan.unserved
    ]
