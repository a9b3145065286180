"""The first day: places, accounts, the register of 1,098 households, and one helper a village."""

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from doorstep.kit.weeks import Week
from doorstep.method.actions import adopt_version, load_method
from doorstep.method.queries import newest_version
from doorstep.people.actions import (
    add_helper,
    create_account,
    find_group,
    give_role,
    make_place,
    system_account,
)
from doorstep.people.choices import PlaceKind, Role
from doorstep.people.models import Account, Place, Team
from doorstep.register.actions import NewHousehold, add_households
from doorstep.register.models import Household
from doorstep.scenarios.luojiang.stage import Stage

VILLAGES_OF_ONE = 5  # so many are coordinated by one account


def open_town(story: dict[str, Any], start: Week, until: date) -> Stage:
    """Makes the town as it stood on the first Monday of the story."""
    on, system = start.start_on, system_account()
    town = _make_town(story, on, system)
    accounts = [
        create_account(login=row["login"], name=row["name"], password=None, by=system, on=on)
        for row in story["accounts"]
    ]
    give_role(accounts[0], Role.TOWN, town, by=system, on=on)
    county = Place.objects.get(children=town)
    give_role(accounts[-1], Role.COUNTY, county, by=system, on=on)
    villages = [
        make_place(
            kind=PlaceKind.VILLAGE,
            code=f"luojiang-{number:02}",
            name=name,
            parent=town,
            by=system,
            on=on,
            is_invented=True,
        )
        for number, name in enumerate(story["villages"], start=1)
    ]
    coordinators = [accounts[1 + at // VILLAGES_OF_ONE] for at in range(len(villages))]
    stage = Stage(story, town, villages, accounts[0], coordinators, start, until)
    version = newest_version("four_colours")
    if version is None:
        folder = Path(settings.CHECKOUT) / "methods" / "four_colours"
        version, _published = load_method(folder, by=system, on=on)
    for number, village in enumerate(villages):
        give_role(coordinators[number], Role.COORDINATOR, village, by=system, on=on)
        adopt_version(village, version, by=system, start_on=on)
        stage.households[village.code] = _register(stage, number, on)
        stage.helpers[village.code] = add_helper(
            Team.objects.get(code=village.code),
            name=_name(story, 7 * number + 3),
            languages=["bo", "zh"],
            weekly_hours=10,
            most_households=80,
            **stage.told_at(number, on),
        )
    return stage


def _make_town(story: dict[str, Any], on: date, by: Account) -> Place:
    county = make_place(
        kind=PlaceKind.COUNTY,
        code=story["county"]["code"],
        name=story["county"]["name"],
        parent=None,
        by=by,
        on=on,
        is_invented=True,
    )
    return make_place(
        kind=PlaceKind.TOWN,
        code=story["place"],
        name=story["town"]["name"],
        parent=county,
        by=by,
        on=on,
        is_invented=True,
    )


def _register(stage: Stage, number: int, on: date) -> list[Household]:
    """The households of a village: heads and one more of the family, by group."""
    story, village, told = stage.story, stage.villages[number], stage.told_at(number, on)
    groups = [find_group(village, name, **told) for name in story["groups"]]
    whole, rest = divmod(story["households"], len(stage.villages))
    count = whole + (number < rest)
    entries = [
        NewHousehold(
            code=f"LJ{number + 1:02}-{at + 1:03}",
            members=[
                {"name": _name(story, 31 * number + at), "relation": "head", "birth_year": 1960
                 + (number + 7 * at) % 35, "able_to_work": True},
                {"name": _name(story, 31 * number + at + 190), "relation": "member",
                 "birth_year": 1962 + (number + 5 * at) % 35, "able_to_work": True},
            ],
            fields={"group": groups[at * len(groups) // count], "resident_count": 2 + at % 5},
        )
        for at in range(count)
    ]  # fmt: skip
    return add_households(village, entries, **told)


def _name(story: dict[str, Any], number: int) -> str:
    families, given = story["families"], story["given"]
    return f"{families[number % len(families)]}{given[number % len(given)]}"
