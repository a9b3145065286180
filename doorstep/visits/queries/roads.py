"""The file of roads that DOORSTEP_ROADS names: ways that somebody knows, by season."""

import logging
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.kit.sheets import Row, Value, read_workbook
from doorstep.planner.visits.roads import Roads, Way, joined
from doorstep.register.choices import Season

log = logging.getLogger(__name__)

NUMBERS = ("from_lat", "from_lon", "to_lat", "to_lon", "km", "minutes")
SEASON = "season"
NAMES = ("from", "to")  # for who keeps the file; read by nobody
MOST = {"from_lat": 90.0, "to_lat": 90.0, "from_lon": 180.0, "to_lon": 180.0,
        "km": 2_000.0, "minutes": 10_000.0}  # fmt: skip
MOST_NODES = 500  # so many ways through each other are settled in two seconds
BOTH = frozenset(season.value for season in Season)


class RoadsUnread(Refused):
    message = _(
        "The file of roads cannot be read, so nothing is planned. Tell who runs the server: the "
        "server's log says which file it is."
    )


class RoadsColumnsUnknown(Refused):
    message = _(
        "%(file)s: the first row has to name the columns %(wanted)s, and may name %(more)s; "
        "it names %(found)s."
    )


class RoadsRowWrong(Refused):
    message = _("%(file)s, row %(row)s: %(column)s is “%(value)s”; it has to be %(wanted)s.")


class RoadsTooMany(Refused):
    message = _("%(file)s: roads join %(count)s places; %(most)s are the most.")


def roads_of_setting() -> Roads | None:
    """The roads of the file, read anew; None where none is named. RoadsUnread and the others of
    this module."""
    return read_roads(Path(settings.ROADS)) if settings.ROADS else None


def read_roads(path: Path) -> Roads:
    """The roads of one file."""
    try:
        rows = read_workbook(path).sheets[0].rows
    except (OSError, Refused) as error:
        # where things lie on the server is for who runs it, not for whoever plans; what a sheet's
        # reader says would be taken for a file of their own
        log.error(
            "DOORSTEP_ROADS names %s, which cannot be read (%s). Mend the path or the file, or "
            "unset it: then ways are straight lines.",
            path, getattr(error, "strerror", None) or error,
        )  # fmt: skip
        raise RoadsUnread from error
    names = [str(value or "").strip().casefold() for value in rows[0].values]
    while names and not names[-1]:
        names.pop()
    is_twice = len(set(names)) < len(names)
    if is_twice or set(NUMBERS) - set(names) or set(names) - {*NUMBERS, SEASON, *NAMES}:
        raise RoadsColumnsUnknown(
            file=path.name, wanted=", ".join(NUMBERS), more=", ".join((SEASON, *NAMES)),
            found=", ".join(names),
        )  # fmt: skip
    at = {name: column for column, name in enumerate(names)}
    ways = [_way(path.name, row, at) for row in rows[1:]]
    count = len({point for way in ways for point in (way.one, way.other)})
    if count > MOST_NODES:
        raise RoadsTooMany(file=path.name, count=count, most=MOST_NODES)
    return joined(ways, sorted(BOTH))


def _way(file: str, row: Row, at: Mapping[str, int]) -> Way:
    told = {name: _number(file, row, name, row.at(at[name])) for name in NUMBERS}
    season = str((row.at(at[SEASON]) if SEASON in at else None) or "").strip().casefold()
    if season and season not in BOTH:
        wanted = _("winter, summer, or empty for both")
        raise RoadsRowWrong(file=file, row=row.number, column=SEASON, value=season, wanted=wanted)
    return Way(
        (round(told["from_lat"], 3), round(told["from_lon"], 3)),
        (round(told["to_lat"], 3), round(told["to_lon"], 3)),
        told["km"],
        told["minutes"],
        frozenset({season}) if season else BOTH,
    )


def _number(file: str, row: Row, name: str, value: Value) -> float:
    least = 0.0 if name in ("km", "minutes") else -MOST[name]
    try:
        number = float(str(value))
    except ValueError:
        number = float("nan")
    if not least <= number <= MOST[name]:  # a NaN is on no side
        wanted = _("a number from %(least)g to %(most)g") % {"least": least, "most": MOST[name]}
        raise RoadsRowWrong(
            file=file, row=row.number, column=name, value=str(value or ""), wanted=wanted
        )
    return number
