"""`doorstep plan`: the weeks of a village's helpers; `doorstep solve-pvrp`: the search core on a
public file of periodic or multi-depot routing."""

import argparse
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from doorstep.cli.explaining import explained, known_code
from doorstep.cli.output import print_json, said_if_slow, say
from doorstep.cli.reading import day_of, number_of, number_within, path_of, whole_of
from doorstep.cli.telling import saying
from doorstep.kit.periods import FIRST_DAY, LAST_DAY
from doorstep.kit.text import few

if TYPE_CHECKING:
    from doorstep.people.models import Account
    from doorstep.planner.visits import Route, Unplanned, VisitPlan
    from doorstep.visits.queries import Weeks

WEEKS, MOST_WEEKS = 4, 8
WORKERS, MOST_WORKERS = 2, 64
SECONDS, MOST_SECONDS = 60.0, 24 * 3600.0
STOPPED = 130  # what a shell says of a program ended by Ctrl-C
LOADED_WITHIN = 3.0  # seconds; what lies on disk is loaded in half of one


def add_commands(commands: Any) -> None:
    """Adds the commands of this family."""
    plan = commands.add_parser(
        "plan", help="plan who goes where on which day in a village",
        epilog="How far it is is told on standard error. Ctrl-C ends it with the best plan so far, "
        f"which is printed and kept as asked; it then exits with {STOPPED}, else with 0.",
    )  # fmt: skip
    plan.add_argument("--place", required=True, metavar="CODE")
    plan.add_argument("--weeks", type=_weeks, default=WEEKS)
    plan.add_argument("--from", dest="from_on", type=_day, metavar="DATE",
                      help="a day of the first week; default: next week")  # fmt: skip
    plan.add_argument("--seconds", type=seconds_of, default=SECONDS)
    plan.add_argument("--seed", type=whole_of, default=1)
    plan.add_argument("--workers", type=_workers, default=WORKERS, help="processes that plan")
    plan.add_argument("--keep", action="store_true", help="keep it as the proposal of the office")
    plan.add_argument("--accept", action="store_true", help="let the helpers go by it")
    plan.add_argument("--by", default="system", metavar="ACCOUNT")
    plan.add_argument("--together", action="store_true",
                      help="pair anew by what the visits cost; nothing is stored")  # fmt: skip
    plan.add_argument("--explain", metavar="CODE",
                      help="say why this household is visited on these days")  # fmt: skip
    plan.add_argument("--json", action="store_true")
    plan.set_defaults(run=run_plan)
    solve = commands.add_parser(
        "solve-pvrp", help="plan the routes of a public file of periodic or multi-depot routing",
        epilog="Each better cost is told on standard error. Ctrl-C ends it with the best plan so "
        f"far, which is printed; it then exits with {STOPPED}, else with 0 (3: some are left out).",
    )  # fmt: skip
    solve.add_argument("file", type=path_of, metavar="FILE")
    solve.add_argument("--seconds", type=seconds_of, default=SECONDS)
    solve.add_argument("--seed", type=whole_of, default=1)
    solve.add_argument("--workers", type=_workers, default=WORKERS, help="processes that search")
    solve.add_argument("--json", action="store_true")
    solve.set_defaults(run=run_solve_pvrp)


def run_plan(arguments: argparse.Namespace) -> int:
    """Prints `{visits, km, hours, proven, bound, gap, unplanned, seconds, days}`; with `--together`
    also `pairs`, and `km_first`, of the plan where pairing knows nothing of the visits; with
    `--explain` also `explained`, what other days of a household cost more.

    Hours are of all helpers; the bound is in points, missed visits included (null: no proof was
    tried), and the gap a share of it. `seconds` are of the planning, without loading and compiling.
    Ctrl-C ends it with what is planned so far, and exit 130. Nothing is kept unless that is asked
    for.
    """
    from django.utils.translation import gettext as _
    from django.utils.translation import ngettext

    from doorstep.cli.finding import find_account, find_place, guard_coordinates, say_if_empty
    from doorstep.kit.clock import today
    from doorstep.kit.errors import Refused
    from doorstep.kit.weeks import Week
    from doorstep.pairing.queries import told_faults
    from doorstep.planner.visits.run import plan_in_processes, warm_up
    from doorstep.visits.actions import ProgramMayNotPlan
    from doorstep.visits.queries import holding_ahead, weeks_to_plan

    if arguments.together and arguments.explain is not None:
        raise Refused(_("With --together the pairs are not those that run; leave --explain out."))
    if arguments.together and (arguments.keep or arguments.accept):
        raise Refused(_("With --together the pairs are not those that run; nothing can be kept."))
    place, by, on = find_place(arguments.place), find_account(arguments.by), today()
    if arguments.accept:  # before it is planned, not after
        if by.is_system:
            raise ProgramMayNotPlan
        guard_coordinates(by, place, on)
    first = Week.of(arguments.from_on) if arguments.from_on else Week.of(on).shift(1)
    last = first.shift(arguments.weeks - 1)
    if last.end_on < on:
        raise Refused(
            _("These weeks ended on %(day)s. Name a day of a week to come, or leave --from out."),
            day=last.end_on,
        )
    weeks = holding_ahead(weeks_to_plan(place, first.start_on, arguments.weeks, on), on)
    say_if_empty(place, weeks.problem.households)
    code = None if arguments.explain is None else known_code(weeks, arguments.explain)
    with _stopping() as is_stopped:
        with said_if_slow(_compiling(), LOADED_WITHIN):
            warm_up()
        with told_faults():
            if arguments.together:
                plan, seconds, more = _together(weeks, arguments, is_stopped)
            else:
                more = {}
                plan, seconds = plan_in_processes(
                    weeks.problem, arguments.seconds, arguments.seed, arguments.workers,
                    saying(), is_stopped,
                )  # fmt: skip
    if code is not None:
        more["explained"] = explained(weeks, plan, code)
    if arguments.keep or arguments.accept:
        _keep(weeks, plan, arguments, by=by, on=on)
    helpers = {row.key: row.helpers for row in weeks.problem.households}
    print_json(
        {
            "visits": plan.visits,
            "km": plan.km,
            "hours": round(sum(route.minutes for route in plan.routes) / 60, 2),
            "proven": plan.is_proven,
            "bound": None if plan.bound is None else plan.bound / 100,
            "gap": None if plan.gap is None else round(plan.gap, 6),
            "unplanned": [_unplanned(weeks, row, helpers[row.household]) for row in plan.unplanned],
            "seconds": round(seconds, 3),
            "days": [_route(weeks, route) for route in plan.routes],
            **more,
        }
    )
    if count := len(plan.unplanned):
        said = ngettext("%(count)s visit or call is not planned.",
                        "%(count)s visits or calls are not planned.", count)  # fmt: skip
        say(said % {"count": count})
    if is_stopped():
        say(_("Stopped; this is the best plan so far."))
        return STOPPED
    return 0


def _keep(
    weeks: "Weeks", plan: "VisitPlan", arguments: argparse.Namespace, *, by: "Account", on: date
) -> None:
    from django.db import transaction

    from doorstep.visits.actions import accept_visit_plan, keep_visit_plan

    with transaction.atomic():  # one that cannot be accepted leaves no proposal
        kept = keep_visit_plan(weeks, plan, by=by, on=on)
        if arguments.accept:
            accept_visit_plan(kept, by=by, on=on)


def _together(
    weeks: "Weeks", arguments: argparse.Namespace, is_stopped: Callable[[], bool]
) -> "tuple[VisitPlan, float, dict[str, Any]]":
    """(the plan, seconds, what is printed beside it)."""
    from time import perf_counter

    from doorstep.planner.visits.joint import plan_jointly

    begun = perf_counter()
    joint = plan_jointly(
        weeks.pairing, weeks.paired_by, seconds=arguments.seconds, seed=arguments.seed,
        told=saying(), is_stopped=is_stopped,
    )  # fmt: skip
    pairs = [
        {
            "household": one.household,
            "helper": weeks.helpers[one.helper].name,
            "order": one.order,
            "is_current": one.is_current,
        }
        for one in joint.pairing.pairs
    ]
    return joint.plan, perf_counter() - begun, {"pairs": pairs, "km_first": joint.first.km}


def _route(weeks: "Weeks", route: "Route") -> dict[str, Any]:
    """A helper's day, told by parts of the day: minutes stay within the planner."""
    from doorstep.visits.rules import part_of_day

    stops = [
        {"household": stop.household, "part": part_of_day(stop.minute).value}
        for stop in route.stops
    ]
    return {
        "on": weeks.day(route.day).isoformat(),
        "helper": weeks.helpers[route.helper].name,
        "km": route.km,
        "stops": stops,
        "calls": list(route.calls),
    }


def _unplanned(weeks: "Weeks", row: "Unplanned", paired: Sequence[str]) -> dict[str, Any]:
    from doorstep.visits.choices import MENDS, Hindrance

    week = None if row.week is None else weeks.day(row.week * 7).isoformat()
    return {
        "household": row.household,
        "kind": row.kind,
        "week": week,
        "cause": row.cause,
        "why": str(Hindrance(row.cause).label),
        "mend": str(MENDS[Hindrance(row.cause)]),
        "helpers": [weeks.helpers[key].name for key in paired],
    }


@contextmanager
def _stopping() -> Iterator[Callable[[], bool]]:
    """Says whether Ctrl-C was pressed, which then ends nothing else."""
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: pressed.append(number))
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)


def run_solve_pvrp(arguments: argparse.Namespace) -> int:
    """Prints `{cost, routes: [{day, depot, stops}], seconds}`; exit 3 where somebody is left out.
    Ctrl-C ends it with the best plan so far, and exit 130.

    `seconds` are of the search, without loading and compiling. Days count from 1; depot and stops
    are the numbers of the file's rows.
    """
    from django.utils.translation import gettext as _
    from django.utils.translation import ngettext

    from doorstep.kit.errors import Refused
    from doorstep.pairing.queries import planner_words
    from doorstep.planner import PlannerError
    from doorstep.planner.search.files import read_instance, tours_of
    from doorstep.planner.search.run import search_in_processes, warm_up

    try:
        instance = read_instance(arguments.file)
    except PlannerError as error:
        raise Refused(
            "%(where)s: %(fault)s",
            where=planner_words(error.where),
            fault=planner_words(error.fault),
        ) from error
    if count := instance.unread:
        said = ngettext("%(count)s line beyond those that are announced was not read.",
                        "%(count)s lines beyond those that are announced were not read.",
                        count)  # fmt: skip
        say(said % {"count": count})
    task = instance.task
    with _stopping() as is_stopped:
        with said_if_slow(_compiling(), LOADED_WITHIN):
            warm_up()
        say(
            _("Searching for %(seconds)s seconds; Ctrl-C ends it with the best plan so far.")
            % {"seconds": f"{arguments.seconds:g}"}
        )
        found, seconds = search_in_processes(
            task, arguments.seconds, arguments.seed, arguments.workers,
            lambda better: say(_("Cost %(cost)s") % {"cost": f"{better.cost:.2f}"}), is_stopped,
        )  # fmt: skip
    absent = [instance.rows[at] for at in range(len(task.demand)) if found.plan.pattern[at] < 0]
    answer: dict[str, Any] = {
        "cost": round(found.cost - float(task.absent[found.plan.pattern < 0].sum()), 4),
        "routes": tours_of(instance, found.plan),
        "seconds": round(seconds, 2),
    }
    if absent:
        answer["unplanned"] = absent
        say(_("No place was found for the rows %(rows)s.") % {"rows": few(map(str, absent))})
    print_json(answer)
    if is_stopped():
        say(_("Stopped; this is the best plan so far."))
        return STOPPED
    return 3 if absent else 0


def _compiling() -> str:
    from django.utils.translation import gettext as _

    return _(
        "The search is being compiled, which takes up to a minute, on a busy machine several. It "
        "is done once and kept on disk; --seconds count from then on."
    )


def seconds_of(text: str) -> float:
    """Seconds of the command line."""
    from django.utils.translation import gettext as _

    value = number_of(text, float)
    if not 0 < value <= MOST_SECONDS:
        told = _("%(text)s is not above 0 and at most %(most)s")
        raise argparse.ArgumentTypeError(told % {"text": text, "most": f"{MOST_SECONDS:.0f}"})
    return value


def _workers(text: str) -> int:
    return number_within(text, int, 1, MOST_WORKERS)


def _weeks(text: str) -> int:
    return number_within(text, int, 1, MOST_WEEKS)


def _day(text: str) -> date:
    from django.utils.translation import gettext as _

    day = day_of(text)
    if not FIRST_DAY <= day <= LAST_DAY:
        told = {"text": text, "least": FIRST_DAY, "most": LAST_DAY}
        raise argparse.ArgumentTypeError(_("%(text)s is not %(least)s to %(most)s") % told)
    return day
