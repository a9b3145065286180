"""A plan is made beside the request. How far it is lies in var/, a file for each village, so that
every worker of the server sees it."""

import json
import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doorstep.kit.errors import Refused
from doorstep.kit.weeks import Week
from doorstep.office.beside import start
from doorstep.people.models import Account, Place
from doorstep.planner import visits as planned
from doorstep.visits.actions import propose_visit_plan

BEAT_SECONDS = 2.0
SILENT_SECONDS = 20.0  # ten beats missed: its server was stopped
log = logging.getLogger(__name__)


class PlannedMeanwhile(Refused):
    message = gettext_lazy(
        "A plan of %(place)s is being made already, from %(week)s on. Wait for it, or stop it: "
        "what it has so far is then kept."
    )


@dataclass(frozen=True)
class Making:
    """A plan that is made, and how far it is; at its end what became of it."""

    id: str
    week: str
    done: int = 0  # helpers
    of: int = 0  # 0: the planner gets ready
    km: float = 0.0
    until: float = 0.0  # when the time allowed is over, as a clock's seconds
    is_stopping: bool = False
    is_done: bool = False
    refused: str = ""

    @property
    def is_going_on(self) -> bool:
        return not self.is_done and not self.refused

    @property
    def is_searching(self) -> bool:
        return 0 < self.of == self.done

    @property
    def seconds_left(self) -> int:
        return max(0, round(self.until - time.time()))


def begin_plan(place: Place, week: Week, *, weeks: int, by: Account, on: date) -> None:
    """Begins to plan a village's weeks and comes back at once. PlannedMeanwhile."""
    making = _claim(place, week)
    language = translation.get_language()

    def told(progress: planned.Progress) -> None:
        _tell(
            place,
            replace(
                making,
                done=progress.done,
                of=progress.of,
                km=progress.km,
                until=time.time() + progress.seconds_left,
            ),
        )

    def work() -> None:
        with _beating(place), translation.override(language):
            try:
                planned.get_ready()
                propose_visit_plan(
                    place,
                    start_on=week.start_on,
                    weeks=weeks,
                    by=by,
                    on=on,
                    told=told,
                    is_stopped=_stop_path(place, making.id).exists,
                )
                _tell(place, replace(making, is_done=True))
            except Refused as refused:
                _tell(place, replace(making, refused=str(refused)))
            except Exception:
                log.exception("a plan could not be made")
                _tell(place, replace(making, refused=broken))
            finally:
                _stop_path(place, making.id).unlink(missing_ok=True)

    broken = _("This should not happen. No proposal was made; try again, or ask for help.")
    start(work, ends_with_server=True)


def making_of(place: Place) -> Making | None:
    """The plan of a village that is made or was made last, until that was told; None without one.

    One that has not been heard of for long was stopped with its server: nothing of it was kept.
    """
    path = _path(place)
    words = _("The server was stopped while it planned; no proposal was made. Start again.")
    try:
        silent = time.time() - path.stat().st_mtime
        making = Making(**json.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError):  # cut short by a power failure, or of another version
        return Making(id="", week="", refused=words)
    if not making.is_going_on:
        return making
    if silent > SILENT_SECONDS:
        return replace(making, refused=words)
    return replace(making, is_stopping=_stop_path(place, making.id).exists())


def stop_plan(place: Place) -> None:
    """Asks a plan that is made to end with what it has so far."""
    making = making_of(place)
    if making is not None and making.is_going_on:
        _stop_path(place, making.id).touch(0o600)


def forget_making(place: Place) -> None:
    """What became of it was told."""
    _path(place).unlink(missing_ok=True)


def _claim(place: Place, week: Week) -> Making:
    """The one plan of a village that is made now."""
    _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    other = making_of(place)
    if other is not None and not other.is_going_on:
        forget_making(place)
    making = Making(uuid4().hex, str(week))
    whole = _path(place).with_suffix(f".{making.id}")
    _write(whole, making)
    try:
        os.link(whole, _path(place))  # nobody ever reads one that is half written
    except FileExistsError:
        other = making_of(place) or making
        week = Week.parse(other.week or making.week)
        raise PlannedMeanwhile(place=place.name, week=week.start_on) from None
    finally:
        whole.unlink()
    return making


def _tell(place: Place, making: Making) -> None:
    """Keeps how far it is, at once or not at all, unless another one has begun since."""
    path = _path(place)
    new = path.with_suffix(".new")
    with suppress(FileNotFoundError):
        if json.loads(path.read_text("utf-8"))["id"] != making.id:
            return
        _write(new, making)
        new.replace(path)


def _write(path: Path, making: Making) -> None:
    path.touch(0o600)
    path.write_text(json.dumps(asdict(making)), "utf-8")


@contextmanager
def _beating(place: Place) -> Iterator[None]:
    """Shows that it goes on, also while nothing is told."""
    is_over = threading.Event()

    def beat() -> None:
        while not is_over.wait(BEAT_SECONDS):
            with suppress(FileNotFoundError):
                os.utime(_path(place))

    threading.Thread(target=beat, daemon=True).start()
    try:
        yield
    finally:
        is_over.set()


def _folder() -> Path:
    return Path(settings.VAR) / "plans"


def _path(place: Place) -> Path:
    return _folder() / f"{place.pk}.json"


def _stop_path(place: Place, making_id: str) -> Path:
    return _folder() / f"{place.pk}.{making_id}.stop"
