"""A plan is made beside the request; a village has one at a time."""

import logging
import time
from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doorstep.kit.errors import Refused
from doorstep.kit.weeks import Week
from doorstep.office.beside import start
from doorstep.office.plans.notes import Note, Notes
from doorstep.people.models import Account, Place
from doorstep.planner import visits as planned
from doorstep.visits.actions import propose_visit_plan

log = logging.getLogger(__name__)


class PlannedMeanwhile(Refused):
    message = gettext_lazy(
        "A plan of %(place)s is being made already, from %(week)s on. Wait for it, or stop it: "
        "what it has so far is then kept."
    )


@dataclass(frozen=True, kw_only=True)
class Making(Note):
    """A plan that is made, and how far it is."""

    week: str = ""
    done: int = 0  # helpers
    of: int = 0  # 0: the planner gets ready
    km: float = 0.0
    until: float = 0.0  # when the time allowed is over, as a clock's seconds

    @property
    def is_searching(self) -> bool:
        return 0 < self.of == self.done

    @property
    def seconds_left(self) -> int:
        return max(0, round(self.until - time.time()))


NOTES = Notes(
    Making, "",
    gettext_lazy("The server was stopped while it planned; no proposal was made. Start again."),
)  # fmt: skip


def begin_plan(place: Place, week: Week, *, weeks: int, by: Account, on: date) -> None:
    """Begins to plan a village's weeks and comes back at once. PlannedMeanwhile."""
    making = _claim(place, week)
    language = translation.get_language()

    def told(progress: planned.Progress) -> None:
        until = time.time() + progress.seconds_left
        _tell(
            place,
            replace(making, done=progress.done, of=progress.of, km=progress.km, until=until),
        )

    def work() -> None:
        with NOTES.beating(_name(place)), translation.override(language):
            try:
                planned.get_ready()
                propose_visit_plan(
                    place,
                    start_on=week.start_on,
                    weeks=weeks,
                    by=by,
                    on=on,
                    told=told,
                    is_stopped=NOTES.stop_path(_name(place), making).exists,
                )
                _tell(place, replace(making, is_done=True))
            except Refused as refused:
                _tell(place, replace(making, refused=str(refused)))
            except Exception:
                log.exception("a plan could not be made")
                _tell(place, replace(making, refused=broken))
            finally:
                NOTES.stop_path(_name(place), making).unlink(missing_ok=True)

    broken = _("This should not happen. No proposal was made; try again, or ask for help.")
    start(work, ends_with_server=True)


def making_of(place: Place) -> Making | None:
    """The plan of a village that is made or was made last, until that was told."""
    return NOTES.read(_name(place))


def stop_plan(place: Place) -> None:
    """Asks a plan that is made to end with what it has so far."""
    making = making_of(place)
    if making is not None and making.is_going_on:
        NOTES.stop_path(_name(place), making).touch(0o600)


def forget_making(place: Place) -> None:
    """What became of it was told."""
    NOTES.forget(_name(place))


def _claim(place: Place, week: Week) -> Making:
    """The one plan of a village that is made now."""
    making = Making(id=uuid4().hex, week=str(week))
    if not NOTES.begin(_name(place), making):
        other = making_of(place) or making
        week = Week.parse(other.week or making.week)
        raise PlannedMeanwhile(place=place.name, week=week.start_on)
    return making


def _tell(place: Place, making: Making) -> None:
    NOTES.tell(_name(place), making)


def _name(place: Place) -> str:
    return f"{place.pk}"
