"""The town as it stood on the first day: its places and who signs in there."""

from datetime import date
from typing import Any

from doorstep.kit.weeks import Week
from doorstep.method.actions import adopt_version
from doorstep.people.actions import create_account, give_duty, give_role, make_place, system_account
from doorstep.people.choices import Duty, PlaceKind, Role
from doorstep.people.models import Account, Place
from doorstep.scenarios.datang.stage import Stage
from doorstep.scenarios.niancun.opening import four_colours


def open_town(story: dict[str, Any], start: Week, until: date) -> Stage:
    """Makes county, town and village, marked as invented, and their accounts."""
    on = start.start_on
    county = _place(PlaceKind.COUNTY, story["county"], None, on)
    town = {"code": story["place"], "name": story["town_name"]}
    place = _place(PlaceKind.TOWN, town, county, on)
    village = _place(PlaceKind.VILLAGE, story["village"], place, on)
    adopt_version(village, four_colours(on, system_account()), by=system_account(), start_on=on)
    accounts = {row["login"]: _account(row, place, village, on) for row in story["accounts"]}
    return Stage(story, place, village, accounts, start, until)


def _place(kind: PlaceKind, row: dict[str, Any], parent: Place | None, on: date) -> Place:
    return make_place(
        kind=kind,
        code=row["code"],
        name=row["name"],
        parent=parent,
        by=system_account(),
        on=on,
        is_invented=True,
    )


def _account(row: dict[str, Any], town: Place, village: Place, on: date) -> Account:
    """An account without a password, until `doorstep demo-logins` makes one."""
    by = system_account()
    account = create_account(login=row["login"], name=row["name"], password=None, by=by, on=on)
    if "role" in row:
        role = Role(row["role"])
        give_role(account, role, town if role == Role.TOWN else village, by=by, on=on)
    for duty in row.get("duties", ()):
        give_duty(account, Duty(duty), village, by=by, on=on)
    return account
