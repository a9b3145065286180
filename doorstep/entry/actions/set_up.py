"""The first day: the link on the terminal, the first place and the first account."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.entry.choices import Deployer
from doorstep.entry.models import Instance, SetUpLink
from doorstep.entry.queries import is_set_up
from doorstep.entry.rules import SET_UP_HOURS
from doorstep.kit.errors import Refused
from doorstep.people import actions as people
from doorstep.people.choices import PlaceKind, Role
from doorstep.people.models import Account, Place
from doorstep.people.rules import token_digest


class SetUpAlready(Refused):
    message = _("This instance is set up already; sign in, or ask its administrator.")


class NoFirstPlace(Refused):
    message = _("Name at least one place: the county, the town or the village.")


@dataclass(frozen=True)
class FirstPlace:
    """A place to make on the first day; "" as its name: none of this kind."""

    kind: PlaceKind
    name: str
    code: str


@transaction.atomic
def make_set_up_link(*, by: Account, now: datetime) -> str:
    """The token of a new link, valid for 24 hours; earlier links end. SetUpAlready."""
    if is_set_up():
        raise SetUpAlready
    token = secrets.token_urlsafe(32)
    SetUpLink.objects.filter(used_on=None).delete()
    until = now + timedelta(hours=SET_UP_HOURS)
    link = SetUpLink.objects.create(token_hash=token_digest(token), until=until)
    people.audit("make_set_up_link", link, by=by)
    return token


@transaction.atomic
def set_up(
    link: SetUpLink,
    *,
    deployer: Deployer,
    places: list[FirstPlace],
    login: str,
    name: str,
    password: str,
    coordinates: bool,
    language: str,
    by: Account,
    on: date,
) -> Account:
    """Makes the first places, each in the one before, and the first account: administrator of
    the topmost and, where chosen, coordinator of the village. SetUpAlready, NoFirstPlace."""
    link = SetUpLink.objects.select_for_update(no_key=True).get(pk=link.pk)
    if link.used_on is not None or is_set_up():
        raise SetUpAlready
    link.used_on = on
    link.save(update_fields=["used_on"])
    made: list[Place] = []
    for place in places:
        if place.name:
            parent = made[-1] if made else None
            row = Place.objects.filter(code=place.code, kind=place.kind).first()
            made.append(
                row
                or people.make_place(
                    kind=place.kind, code=place.code, name=place.name, parent=parent, by=by, on=on
                )
            )
    if not made:
        raise NoFirstPlace
    account = people.create_account(
        login=login, name=name, password=password, language=language, by=by, on=on
    )
    people.give_role(account, Role.ADMINISTRATOR, made[0], by=by, on=on)
    if coordinates:
        people.give_role(account, Role.COORDINATOR, made[-1], by=by, on=on)
    change_instance(deployer=deployer, by=account, on=on)
    people.audit("set_up", link, by=account, on=on, place=made[0])
    return account


@transaction.atomic
def change_instance(
    *,
    by: Account,
    on: date,
    deployer: Deployer | None = None,
    asks_second_factor: bool | None = None,
    lock_minutes: int | None = None,
    has_field_page: bool | None = None,
) -> Instance:
    """Changes what is named of how this instance is run."""
    row, _made = Instance.objects.get_or_create(pk=1)
    given = {
        "deployer": deployer,
        "asks_second_factor": asks_second_factor,
        "lock_minutes": lock_minutes,
        "has_field_page": has_field_page,
    }
    changed = [field for field, value in given.items() if value is not None]
    for field in changed:
        setattr(row, field, given[field])
    row.save(update_fields=changed)
    people.audit("change_instance", row, by=by, on=on, detail={"fields": changed})
    return row
