"""A village as a story begins: its places, marked as invented, who signs in there, and its team."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from doorstep.kit.weeks import Week
from doorstep.method.actions import adopt_version
from doorstep.people.actions import (
    add_helper,
    create_account,
    give_duty,
    give_role,
    link_helper,
    make_place,
    system_account,
)
from doorstep.people.choices import Duty, PlaceKind, Role
from doorstep.people.models import Account, Helper, Place, Team
from doorstep.register.actions import publish_consent_text
from doorstep.register.choices import ConsentPurpose
from doorstep.register.queries import shipped_consent_text
from doorstep.scenarios.niancun.opening import four_colours


@dataclass(frozen=True)
class Village:
    """A village while its story is played; `until` is the last day that may be dated."""

    story: dict[str, Any]
    place: Place
    town: Place
    accounts: dict[str, Account]  # by login
    helpers: list[Helper]
    start: Week
    until: date

    def day(self, week_index: int, weekday: int) -> date:
        """A day of the story: week 0 is its first week, weekday 0 a Monday."""
        return self.start.shift(week_index).start_on + timedelta(days=weekday)

    def has_come(self, day: date) -> bool:
        """Whether the story has reached that day."""
        return day <= self.until

    def of_role(self, role: Role) -> Account:
        """The account of the story that has a role."""
        rows = self.story["accounts"]
        return self.accounts[next(row["login"] for row in rows if row.get("role") == role)]

    @property
    def coordinator(self) -> Account:
        return self.of_role(Role.COORDINATOR)


def open_village(story: dict[str, Any], start: Week, until: date) -> Village:
    """Makes a story's county, town and village on its first Monday, with the method, the texts of
    consent, the accounts (none with a password) and the helpers; what else there is, the story's
    own acts make."""
    on, system = start.start_on, system_account()
    county = _place(PlaceKind.COUNTY, story["county"], None, on)
    town = _place(PlaceKind.TOWN, story["town"], county, on)
    told = {"code": story["place"], "name": story["name_zh"]}
    place = _place(PlaceKind.VILLAGE, told, town, on)
    adopt_version(place, four_colours(on, system), by=system, start_on=on)
    accounts = {row["login"]: _account(row, place, town, on) for row in story["accounts"]}
    village = Village(story, place, town, accounts, [], start, until)
    by, team = village.coordinator, Team.objects.get(place=place, code=place.code)
    for purpose in ConsentPurpose:
        texts = shipped_consent_text(purpose)
        publish_consent_text(place, purpose=purpose, texts=texts, from_on=on, by=by, on=on)
    for name in story["helpers"]:
        village.helpers.append(add_helper(team, name=name, by=by, on=on))
    for row in story["accounts"]:
        if "helper" in row:
            helper = next(one for one in village.helpers if one.name == row["helper"])
            link_helper(helper, accounts[row["login"]], by=system, on=on)
    return village


def _place(kind: PlaceKind, told: dict[str, Any], parent: Place | None, on: date) -> Place:
    return make_place(
        kind=kind, **told, parent=parent, by=system_account(), on=on, is_invented=True
    )


def _account(row: dict[str, Any], village: Place, town: Place, on: date) -> Account:
    """An account without a password, until `doorstep demo-logins` makes one."""
    by = system_account()
    account = create_account(login=row["login"], name=row["name"], password=None, by=by, on=on)
    role = row.get("role", Role.HELPER)
    if role != Role.HELPER:
        give_role(account, Role(role), town if role == Role.TOWN else village, by=by, on=on)
    for duty in row.get("duties", ()):
        give_duty(account, Duty(duty), village, by=by, on=on)
    return account
