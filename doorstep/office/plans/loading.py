"""The load of a year is worked out beside the request, for each who asks."""

import logging
import threading
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any
from uuid import uuid4

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doorstep.kit.errors import Refused
from doorstep.method.choices import Every
from doorstep.office.beside import start
from doorstep.office.plans.notes import Note, Notes
from doorstep.people.models import Account, Place
from doorstep.visits.queries import YearlyLoad, hours_problem, yearly_load

log = logging.getLogger(__name__)
_one_at_a_time = threading.Lock()  # who looks at one cadence after the other leaves a core free


@dataclass(frozen=True, kw_only=True)
class Loading(Note):
    """A load that is worked out, and what came out."""

    every: str = ""  # Every; "": as often as they are due now
    found: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """TypeError for what another version found and this one cannot show."""
        if self.found:
            YearlyLoad(**self.found)

    @property
    def load(self) -> YearlyLoad:
        """What came out, once it is done."""
        return YearlyLoad(**self.found)


NOTES = Notes(
    Loading, ".load",
    gettext_lazy("The server was stopped while it worked this out. Ask again."),
)  # fmt: skip


def begin_load(place: Place, every: Every | None, *, by: Account, on: date) -> Loading:
    """Begins to work out a village's load and comes back at once; whatever the same account asked
    for there before is given up."""
    stop_load(place, by=by)
    name = _name(place, by)
    loading = Loading(id=uuid4().hex, every=every.value if every else "")
    if not NOTES.begin(name, loading):  # asked twice at the same moment
        return NOTES.read(name) or loading
    language = translation.get_language()

    def work() -> None:
        with NOTES.beating(name), translation.override(language), _one_at_a_time:
            if not NOTES.is_of(name, loading):
                return
            try:
                problem = hours_problem(place, on, every=every)
                load = yearly_load(problem, place, on, every=every)
                NOTES.tell(name, replace(loading, is_done=True, found=asdict(load)))
            except Refused as refused:
                NOTES.tell(name, replace(loading, refused=str(refused)))
            except Exception:
                log.exception("the load of a year could not be worked out")
                NOTES.tell(name, replace(loading, refused=broken))

    broken = _("This should not happen. Nothing was worked out; try again, or ask for help.")
    start(work, ends_with_server=True)
    return NOTES.read(name) or loading


def load_of(place: Place, *, by: Account) -> Loading | None:
    """What an account waits for, or what came out and was not shown yet."""
    return NOTES.read(_name(place, by))


def stop_load(place: Place, *, by: Account) -> None:
    """Nobody waits for it any more, or it was shown; nothing of it is kept."""
    NOTES.forget(_name(place, by))


def _name(place: Place, by: Account) -> str:
    return f"{place.pk}.{by.pk}"
