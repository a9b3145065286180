"""`doorstep replan`: the plan that runs, changed after something happened."""

import argparse
import json
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy

from doorstep.cli.output import print_json, said_if_slow, say
from doorstep.cli.planning import LOADED_WITHIN, seconds_of
from doorstep.cli.reading import path_of
from doorstep.kit.errors import Refused

if TYPE_CHECKING:
    from doorstep.people.models import Account
    from doorstep.planner.visits import again
    from doorstep.visits.queries import RunningWeeks, Weeks

SECONDS = 2.0
MOST_BYTES = 100_000  # of an event's file


class EventFileUnread(Refused):
    message = gettext_lazy("%(file)s: cannot be read: %(fault)s. docs/planner.md shows each event.")


def add_commands(commands: Any) -> None:
    """Adds the commands of this family."""
    replan = commands.add_parser("replan", help="change the plan that runs after an event")
    replan.add_argument("--place", required=True, metavar="CODE")
    replan.add_argument("--event", required=True, type=path_of, metavar="FILE",
                        help="what happened, as TOML or JSON; see docs/planner.md")  # fmt: skip
    replan.add_argument("--seconds", type=seconds_of, default=SECONDS)
    replan.add_argument("--keep", action="store_true", help="keep it as the proposal of the office")
    replan.add_argument("--accept", action="store_true", help="let the helpers go by it")
    replan.add_argument("--by", default="system", metavar="ACCOUNT")
    replan.add_argument("--json", action="store_true")
    replan.set_defaults(run=run_replan)


def run_replan(arguments: argparse.Namespace) -> int:
    """Prints `{event, added, moved, dropped, pairs, stand_ins, call, km, price, moving, exact,
    gave_way, unplanned, seconds}`.

    `price` is what the changed plan costs more than planning the same helpers anew, bound by no
    promise; `moving` what the moved visits weigh; both in points, 1 point = 1 km. `seconds` are of
    the planning, without loading and compiling. Nothing is kept unless that is asked for.
    """
    from time import perf_counter

    from django.utils.translation import gettext as _

    from doorstep.cli.finding import find_account, find_place, guard_coordinates
    from doorstep.kit.clock import today
    from doorstep.planner.visits.run import warm_up
    from doorstep.visits.actions import ProgramMayNotPlan, replan_weeks
    from doorstep.visits.queries import EventRefused

    place, on = find_place(arguments.place), today()
    by = find_account(arguments.by)
    if arguments.accept:  # before it is planned, not after
        if by.is_system:
            raise ProgramMayNotPlan
        guard_coordinates(by, place, on)
    told = _read(arguments.event)
    compiling = _(
        "The search is being compiled, which takes up to a minute, on a busy machine several. It "
        "is done once and kept on disk; --seconds count from then on."
    )
    with said_if_slow(compiling, LOADED_WITHIN):
        warm_up()
    begun = perf_counter()
    try:
        asked, answer = replan_weeks(place, told, on=on, seconds=arguments.seconds)
    except EventRefused as error:
        raise Refused(f"{arguments.event.name}, {error.field}: {error}") from error
    seconds = perf_counter() - begun
    if arguments.keep or arguments.accept:
        _keep(asked, answer, by, on, is_accepted=arguments.accept)
    print_json(_told(asked, answer) | {"seconds": round(seconds, 3)})
    if answer.is_same:
        say(_("Nobody's days change for that. Once accepted, later changes of the plan go by it."))
    say(_("Nothing is changed before a person accepts it.") if not arguments.accept
        else _("Accepted; the helpers see their weeks."))  # fmt: skip
    return 0


def _read(path: Path) -> dict[str, Any]:
    """The fields of an event's file. EventFileUnread, OSError."""
    from django.utils.translation import gettext as _

    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise EventFileUnread(
            file=path.name, fault=_("more than %(most)s bytes") % {"most": MOST_BYTES}
        )
    try:
        text = data.decode("utf-8-sig")
        told = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise EventFileUnread(
            file=path.name, fault=_("no UTF-8 at byte %(at)s") % {"at": error.start}
        ) from error
    except RecursionError as error:
        raise EventFileUnread(file=path.name, fault=_("lists within lists")) from error
    except ValueError as error:
        raise EventFileUnread(file=path.name, fault=error) from error
    if not isinstance(told, dict):
        raise EventFileUnread(file=path.name, fault=_("no fields"))
    return told


def _keep(
    asked: "RunningWeeks", answer: "again.Replan", by: "Account", on: date, *, is_accepted: bool
) -> None:
    from django.db import transaction

    from doorstep.visits.actions import accept_visit_plan, keep_replan

    with transaction.atomic():  # one that cannot be accepted leaves no proposal
        kept = keep_replan(asked, answer, by=by, on=on)
        if is_accepted:
            accept_visit_plan(kept, by=by, on=on)


def _told(asked: "RunningWeeks", answer: "again.Replan") -> dict[str, Any]:
    weeks = asked.weeks
    changes: dict[str, list[dict[str, Any]]] = {"added": [], "moved": [], "dropped": []}
    for one in answer.changes:
        changes[one.kind].append(_change(weeks, one))
    pairs: dict[str, list[dict[str, Any]]] = {"ended": [], "begun": []}
    for pair in answer.pairs:
        pairs["begun" if pair.is_begun else "ended"].append(
            {
                "household": pair.household,
                "helper": weeks.helpers[pair.helper].name,
                "on": weeks.day(pair.day).isoformat(),
            }
        )
    return {
        "event": asked.happening.kind.value,
        **changes,
        "pairs": pairs,
        "stand_ins": [
            {
                "household": one.household,
                "helper": weeks.helpers[one.helper].name,
                "instead_of": weeks.helpers[one.instead_of].name if one.instead_of else None,
                "from": weeks.day(one.from_day).isoformat(),
                "until": weeks.day(one.to_day).isoformat(),
            }
            for one in answer.stand_ins
        ],
        "call": [
            {
                "who": ring.who,
                "name": weeks.helpers[ring.key].name if ring.who == "helper" else ring.key,
                "before": weeks.day(ring.day).isoformat(),
            }
            for ring in answer.rings
        ],
        "km": {"before": answer.km_before, "after": answer.km_after},
        "price": answer.price,
        "moving": answer.moving,
        "exact": answer.is_exact,
        "gave_way": answer.gave_way,
        "unplanned": len(answer.plan.unplanned),
    }


def _change(weeks: "Weeks", one: "again.Change") -> dict[str, Any]:
    """One line of the difference; parts of the day are in the plan itself."""
    from doorstep.visits.choices import Hindrance

    said: dict[str, Any] = {"household": one.household, "contact": one.contact}
    for name, slot in (("from", one.before), ("to", one.after)):
        if slot is not None:
            helpers = [weeks.helpers[key].name for key in slot.helpers]
            said[name] = {"on": weeks.day(slot.day).isoformat(), "helpers": helpers}
    if one.kind == "dropped":
        said["why"] = str(Hindrance(one.cause).label) if one.cause else None
    return said
