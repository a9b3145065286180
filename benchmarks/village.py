"""A village of any size in an empty database, with four weeks of visits; the same each run."""

import random
import uuid
from datetime import date, timedelta

from doorstep.kit.weeks import Week
from doorstep.method.actions import adopt_version
from doorstep.method.models import Version
from doorstep.needs.actions import raise_need
from doorstep.pairing.models import Pairing
from doorstep.people.actions import (
    add_helper,
    create_account,
    find_group,
    give_role,
    make_place,
    system_account,
)
from doorstep.people.choices import PlaceKind, Role
from doorstep.people.models import Account, Place
from doorstep.register.actions import NewHousehold, add_households
from doorstep.register.models import Household
from doorstep.visits.models import ServiceGiven, Visit

WEEKS = 4
PER_HELPER = 8


def make_village(
    size: int, version: Version, today: date, per_helper: int = PER_HELPER
) -> tuple[Place, Account]:
    """A village of `size` households with its coordinator and helpers of `per_helper` households
    each."""
    chance, by = random.Random(size), system_account()
    begun = Week.of(today).shift(-WEEKS).start_on
    village = make_place(
        kind=PlaceKind.VILLAGE,
        code=f"bench-{size}",
        name=f"{size}",
        by=by,
        on=begun,
        is_invented=True,
    )
    adopt_version(village, version, by=by, start_on=begun)
    coordinator = create_account(
        login=f"bench-{size}", name="Coordinator", password=None, by=by, on=begun
    )
    give_role(coordinator, Role.COORDINATOR, village, by=by, on=begun)
    groups = [find_group(village, f"{number}组", by=by, on=begun) for number in range(1, 7)]
    entries = [
        NewHousehold(
            code=f"B-{number:05d}",
            members=[
                {"name": f"甲{number}", "relation": "head", "birth_year": 1980},
                {"name": f"乙{number}", "relation": "member", "birth_year": 1983},
                {"name": f"丙{number}", "relation": "member", "birth_year": 2005},
            ],
            fields={"group": groups[number % 6], "languages": ["bo"], "resident_count": 3},
            homes={"winter": (30 + chance.random(), 91 + chance.random())},
        )
        for number in range(size)
    ]
    households = add_households(village, entries, by=by, on=begun)
    _pair_and_visit(village, coordinator, households, begun, today, chance, per_helper)
    for household in households[:: max(1, size // 40)]:
        raise_need(
            village, kind="errand", text="代办", household=household, by=coordinator, on=begun
        )
    return village, coordinator


def _pair_and_visit(
    village: Place,
    coordinator: Account,
    households: list[Household],
    begun: date,
    today: date,
    chance: random.Random,
    per_helper: int,
) -> None:
    team, by = village.teams.get(), system_account()
    visits, services, pairings = [], [], []
    for first in range(0, len(households), per_helper):
        helper = add_helper(
            team,
            name=f"H{first:05d}",
            languages=["bo"],
            most_households=per_helper,
            by=by,
            on=begun,
        )
        for household in households[first : first + per_helper]:
            pairings.append(
                Pairing(household=household, helper=helper, via="person", start_on=begun)
            )
            for week in range(WEEKS + 1):
                on = begun + timedelta(weeks=week, days=chance.randint(0, 4))
                if on > today or chance.random() > 0.9:
                    continue
                visit = Visit(
                    id=uuid.UUID(int=chance.getrandbits(128), version=4),
                    household=household,
                    helper=helper,
                    on=on,
                    mode="on_site" if week % 4 == 1 else "phone",
                    result="met",
                    recorded_by=coordinator,
                    recorded_on=on,
                )
                visits.append(visit)
                services.append(ServiceGiven(visit=visit, service="policy", kind="policy"))
    Pairing.objects.bulk_create(pairings, batch_size=500)
    Visit.objects.bulk_create(visits, batch_size=500)
    ServiceGiven.objects.bulk_create(services, batch_size=500)
