"""Places with their teams and groups."""

import re
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.people.actions.trail import audit
from doorstep.people.choices import PlaceKind
from doorstep.people.models import Account, Group, Place, Team

PLACE_CODE = re.compile(r"[a-z0-9-]+")


class PlaceCodeTaken(Refused):
    message = _("The place code “%(code)s” exists already.")


class PlaceCodeRefused(Refused):
    message = _("“%(code)s” is no place code: use small letters, digits and hyphens only.")


@transaction.atomic
def make_place(
    *,
    kind: PlaceKind,
    code: str,
    name: str,
    by: Account,
    on: date,
    parent: Place | None = None,
    is_invented: bool = False,
) -> Place:
    """Makes a place, and for a village its team. PlaceCodeTaken, PlaceCodeRefused."""
    if not PLACE_CODE.fullmatch(code):
        raise PlaceCodeRefused(code=code)
    if Place.objects.filter(code=code).exists():
        raise PlaceCodeTaken(code=code)
    place = Place(kind=kind, code=code, name=name, parent=parent, is_invented=is_invented)
    try:
        with transaction.atomic():
            place.save(force_insert=True)
    except IntegrityError:
        if not Place.objects.filter(code=code).exists():
            raise
        raise PlaceCodeTaken(code=code) from None  # somebody made it at the same moment
    audit("make_place", place, by=by, on=on, place=place)
    if kind == PlaceKind.VILLAGE:
        make_team(place, code=code, name=name, by=by, on=on)
    return place


@transaction.atomic
def make_team(place: Place, *, code: str, name: str, by: Account, on: date) -> Team:
    """Makes a team at a village."""
    team = Team.objects.create(place=place, code=code, name=name)
    audit("make_team", team, by=by, on=on, place=place)
    return team


@transaction.atomic
def find_group(village: Place, name: str, *, by: Account, on: date) -> Group:
    """The group of that name in the village; made where there is none."""
    group, made = Group.objects.get_or_create(village=village, name=name)
    if made:
        audit("find_group", group, by=by, on=on, place=village)
    return group
