"""What the acts of the story share: the village, its people, and the days that have come."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from doorstep.kit.weeks import Week
from doorstep.method.actions import adopt_version
from doorstep.people.actions import (
    add_helper,
    create_account,
    give_role,
    make_place,
    system_account,
)
from doorstep.people.choices import PlaceKind, Role
from doorstep.people.models import Account, Helper, Place, Team
from doorstep.register.actions import add_household, publish_consent_text
from doorstep.register.choices import ConsentPurpose
from doorstep.register.models import Household
from doorstep.register.queries import shipped_consent_text
from doorstep.scenarios.niancun.opening import four_colours


@dataclass
class Stage:
    """The village while its story is played; `until` is the last day that may be dated."""

    story: dict[str, Any]
    place: Place
    coordinator: Account
    helpers: list[Helper]
    households: dict[str, Household]
    start: Week
    until: date

    def day(self, week_index: int, weekday: int) -> date:
        """A day of the story: week 0 is its first week, weekday 0 a Monday."""
        return self.start.shift(week_index).start_on + timedelta(days=weekday)


def open_stage(story: dict[str, Any], start: Week, until: date) -> Stage:
    """Makes the village as it stood on the first Monday of the story: its places, marked as
    invented, its team and its households."""
    on, system = start.start_on, system_account()
    parent = None
    for kind, told in (
        (PlaceKind.COUNTY, story["county"]),
        (PlaceKind.TOWN, story["town"]),
        (PlaceKind.VILLAGE, {"code": story["place"], "name": story["name_zh"]}),
    ):
        parent = make_place(kind=kind, **told, parent=parent, by=system, on=on, is_invented=True)
    assert parent is not None  # noqa: S101 - the village, made last
    village = parent
    adopt_version(village, four_colours(on, system), by=system, start_on=on)
    accounts = {
        row["login"]: create_account(
            login=row["login"], name=row["name"], password=None, by=system, on=on
        )
        for row in story["accounts"]
    }
    coordinator = accounts["source-coordinator"]
    give_role(coordinator, Role.COORDINATOR, village, by=system, on=on)
    for purpose in ConsentPurpose:
        texts = shipped_consent_text(purpose)
        publish_consent_text(
            village, purpose=purpose, texts=texts, from_on=on, by=coordinator, on=on
        )
    own = {row["helper"]: accounts[row["login"]] for row in story["accounts"] if "helper" in row}
    team = Team.objects.get(place=village, code=village.code)
    return Stage(
        story=story,
        place=village,
        coordinator=coordinator,
        helpers=[
            add_helper(team, name=name, account=own.get(name), by=coordinator, on=on)
            for name in story["helpers"]
        ],
        households={
            row["code"]: add_household(village, **row, by=coordinator, on=on)
            for row in story["households"]
        },
        start=start,
        until=until,
    )
