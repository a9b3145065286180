"""A plan, a change of it, or pairs are planned beside the request; a village has one plan and one
proposal of pairs at a time."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import uuid4

from django.db.models import Model
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doorstep.kit.errors import Refused
from doorstep.kit.weeks import Week
from doorstep.office.beside import start
from doorstep.office.plans.notes import Note, Notes
from doorstep.pairing.actions import propose_pairing
from doorstep.people.models import Account, Place
from doorstep.planner import visits as planned
from doorstep.visits.actions import propose_replan, propose_visit_plan

log = logging.getLogger(__name__)

VISITS, PAIRS = "visits", "pairs"


class PlannedMeanwhile(Refused):
    message = gettext_lazy(
        "A plan of %(place)s is being made already, from %(week)s on. Wait for it, or stop it: "
        "what it has so far is then kept."
    )


class WorksAlready(Refused):
    message = gettext_lazy(
        "The planner is at work for %(place)s already. Wait for it, or stop it: what it has so "
        "far is then kept."
    )


@dataclass(frozen=True, kw_only=True)
class Making(Note):
    """What is planned, and how far it is."""

    what: str = VISITS
    week: str = ""  # of a new plan
    event: str = ""  # EventKind after which the plan that runs is changed
    asked: dict[str, str] = field(default_factory=dict)  # what the form said of it
    made: str = ""  # the id of what came out
    done: int = 0  # helpers
    of: int = 0  # 0: the planner gets ready, or pairs, which takes no steps
    km: float = 0.0
    until: float = 0.0  # when the time allowed is over, as a clock's seconds

    @property
    def is_searching(self) -> bool:
        return 0 < self.of == self.done

    @property
    def seconds_left(self) -> int:
        return max(0, round(self.until - time.time()))


LOST = gettext_lazy("The server was stopped while it planned; no proposal was made. Start again.")
NOTES = {VISITS: Notes(Making, "", LOST), PAIRS: Notes(Making, ".pairs", LOST)}

type Propose = Callable[[planned.Told, Callable[[], bool]], Model]


def begin_plan(place: Place, week: Week, *, weeks: int, by: Account, on: date) -> None:
    """Begins to plan a village's weeks and comes back at once. PlannedMeanwhile, WorksAlready."""

    def propose(told: planned.Told, is_stopped: Callable[[], bool]) -> Model:
        planned.get_ready()
        return propose_visit_plan(
            place,
            start_on=week.start_on,
            weeks=weeks,
            by=by,
            on=on,
            told=told,
            is_stopped=is_stopped,
        )

    _begin(place, Making(id=uuid4().hex, week=str(week)), propose)


def begin_change(
    place: Place,
    happened: Mapping[str, Any],
    *,
    asked: dict[str, str],
    by: Account,
    on: date,
) -> None:
    """Begins to change the plan that runs after what happened, as the form `asked`.
    PlannedMeanwhile, WorksAlready."""

    def propose(told: planned.Told, is_stopped: Callable[[], bool]) -> Model:
        planned.get_ready()
        return propose_replan(place, happened, by=by, on=on, hears=told, is_stopped=is_stopped)

    _begin(place, Making(id=uuid4().hex, event=happened["kind"], asked=asked), propose)


def begin_pairs(place: Place, *, by: Account, on: date) -> None:
    """Begins to pair a village. WorksAlready."""

    def propose(_told: planned.Told, is_stopped: Callable[[], bool]) -> Model:
        return propose_pairing(place, by=by, on=on, is_stopped=is_stopped)

    _begin(place, Making(id=uuid4().hex, what=PAIRS), propose)


def _begin(place: Place, making: Making, propose: Propose) -> None:
    _claim(place, making)
    notes, name, language = NOTES[making.what], _name(place), translation.get_language()

    def told(progress: planned.Progress) -> None:
        until = time.time() + progress.seconds_left
        _tell(
            place,
            replace(making, done=progress.done, of=progress.of, km=progress.km, until=until),
        )

    def work() -> None:
        with notes.beating(name), translation.override(language):
            try:
                found = propose(told, notes.stop_path(name, making).exists)
                _tell(place, replace(making, is_done=True, made=str(found.pk)))
            except Refused as refused:
                _tell(place, replace(making, refused=str(refused)))
            except Exception:
                log.exception("a plan could not be made")
                _tell(place, replace(making, refused=broken))
            finally:
                notes.stop_path(name, making).unlink(missing_ok=True)

    broken = _("This should not happen. No proposal was made; try again, or ask for help.")
    start(work, ends_with_server=True)


def making_of(place: Place, what: str = VISITS) -> Making | None:
    """What is planned for a village or was planned last, until that was told."""
    return NOTES[what].read(_name(place))


def stop_plan(place: Place, what: str = VISITS) -> None:
    """Asks what is planned to end with what it has so far."""
    making = making_of(place, what)
    if making is not None and making.is_going_on:
        NOTES[what].stop_path(_name(place), making).touch(0o600)


def forget_making(place: Place, what: str = VISITS) -> None:
    """What became of it was told."""
    NOTES[what].forget(_name(place))


def _claim(place: Place, making: Making) -> None:
    """The one of its kind that is planned for a village now."""
    if not NOTES[making.what].begin(_name(place), making):
        week = (making_of(place, making.what) or making).week
        if week:
            raise PlannedMeanwhile(place=place.name, week=Week.parse(week).start_on)
        raise WorksAlready(place=place.name)


def _tell(place: Place, making: Making) -> None:
    NOTES[making.what].tell(_name(place), making)


def _name(place: Place) -> str:
    return f"{place.pk}"
