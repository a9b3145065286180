"""The villages a roster is of: found, or made with a method to follow."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.method.actions import adopt_version
from doorstep.method.models import Version
from doorstep.method.queries import adoptions_at, newest_version, require_newest_version
from doorstep.people.actions import PLACE_CODE, PlaceCodeRefused, make_place
from doorstep.people.choices import PlaceKind
from doorstep.people.models import Account, Place
from doorstep.register.roster import Roster


class RosterOfSeveralVillages(Refused):
    message = _(
        "“%(code)s” is one village, but the column 行政村 names several: %(names)s. Import into "
        "the code of their town, or send one file for each village."
    )


class VillageNotNamed(Refused):
    message = _(
        "“%(code)s” is a town. Name the code of one of its villages, or fill the column 行政村 "
        "with the names of its villages."
    )


@dataclass(frozen=True)
class Villages:
    """The place of an import and its villages by the name in the roster ("" for the one village);
    a village that is still to be made is missing."""

    place: Place | None
    by_name: dict[str, Place]


def find_villages(roster: Roster, code: str) -> Villages:
    """What is there already. PlaceCodeRefused, RosterOfSeveralVillages, VillageNotNamed."""
    place = Place.objects.filter(code=code).first()
    names = roster.villages
    if place is None:
        if not PLACE_CODE.fullmatch(code):
            raise PlaceCodeRefused(code=code)
        return Villages(None, {})
    if place.kind == PlaceKind.VILLAGE:
        if len(names) > 1:
            raise RosterOfSeveralVillages(code=code, names="、".join(names))
        return Villages(place, {"": place})
    if not names:
        raise VillageNotNamed(code=code)
    known = {village.name: village for village in place.children.filter(kind=PlaceKind.VILLAGE)}
    found = {name: known[name] for name in names if name in known}
    if len(names) > 1:
        return Villages(place, found)
    if not found:
        raise VillageNotNamed(code=code)
    return Villages(place, {"": found[names[0]]})


def make_villages(
    roster: Roster,
    code: str,
    found: Villages,
    *,
    name: str,
    by: Account,
    on: date,
    say: Callable[[str], None],
) -> Villages:
    """Makes what is missing; every village made follows the newest method from that day.
    NoMethodLoaded."""
    names = roster.villages
    place, by_name = found.place, dict(found.by_name)
    if place is not None and ("" in by_name or all(one in by_name for one in names)):
        return found
    version = require_newest_version()
    if len(names) <= 1:
        title = name or (names[0] if names else code)
        village = _make_village(code, title, None, version, by=by, on=on)
        say(str(_("Made the village %(name)s (%(code)s).") % {"name": title, "code": code}))
        return Villages(village, {"": village})
    if place is None:
        place = make_place(kind=PlaceKind.TOWN, code=code, name=name or code, by=by, on=on)
        say(str(_("Made the town %(name)s (%(code)s).") % {"name": place.name, "code": code}))
    number = place.children.count()
    for title in names:
        if title not in by_name:
            number += 1
            village_code = f"{code}-{number:02}"
            by_name[title] = _make_village(village_code, title, place, version, by=by, on=on)
            said = {"name": title, "code": village_code}
            say(str(_("Made the village %(name)s (%(code)s).") % said))
    return Villages(place, by_name)


def _make_village(
    code: str, name: str, town: Place | None, version: Version, *, by: Account, on: date
) -> Place:
    village = make_place(kind=PlaceKind.VILLAGE, code=code, name=name, parent=town, by=by, on=on)
    adopt_version(village, version, by=by, start_on=on)
    return village


class PlaceBelowItself(Refused):
    message = _("A %(kind)s cannot belong to a %(above)s; choose a larger place.")


@transaction.atomic
def add_place(
    *, kind: PlaceKind, code: str, name: str, parent: Place, by: Account, on: date
) -> Place:
    """Makes a place below another one; a village follows the newest method, where one is loaded.
    PlaceBelowItself, PlaceCodeTaken, PlaceCodeRefused."""
    order = list(PlaceKind)
    if order.index(kind) <= order.index(PlaceKind(parent.kind)):
        raise PlaceBelowItself(kind=kind.label, above=PlaceKind(parent.kind).label)
    place = make_place(kind=kind, code=code, name=name, parent=parent, by=by, on=on)
    if kind == PlaceKind.VILLAGE and newest_version() is not None:
        follow_newest(place, by=by, on=on)
    return place


def follow_newest(village: Place, *, by: Account, on: date) -> None:
    """A village that follows no method yet follows the newest. NoMethodLoaded."""
    if not adoptions_at(village).filter(start_on__lte=on).exists():
        adopt_version(village, require_newest_version(), by=by, start_on=on)


def lock_villages(villages: Iterable[Place]) -> None:
    """One import at a time in a village, and no undoing meanwhile."""
    keys = [village.pk for village in villages]
    list(Place.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))
