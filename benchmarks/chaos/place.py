"""Villages whose helpers have a phone each: `python -m benchmarks.chaos.place DEVICES` makes them
where the environment says, and prints what the phones know."""

import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

METHOD = Path(__file__).resolve().parent.parent.parent / "methods" / "four_colours"
DAYS_BACK = 500  # a phone whose clock is a year slow still writes of days that there were
PER_VILLAGE = 20
EACH = 4  # households a helper


def make(devices: int) -> dict[str, Any]:
    """The same each run, but for ids and tokens."""
    from doorstep.entry.actions.set_up import change_instance
    from doorstep.kit.clock import today
    from doorstep.method.actions import adopt_version, load_method
    from doorstep.method.queries import services_of
    from doorstep.people.actions import system_account
    from doorstep.sync.queries import key_for_devices

    by, begun = system_account(), today() - timedelta(days=DAYS_BACK)
    version, _is_new = load_method(METHOD, by=by, on=begun)
    change_instance(by=by, on=begun, has_field_page=True)
    phones: list[dict[str, Any]] = []
    while len(phones) < devices:
        village = _village(len(phones) // PER_VILLAGE, by, begun)
        adopt_version(village, version, by=by, start_on=begun)
        phones += _phones(village, len(phones), min(PER_VILLAGE, devices - len(phones)), by, begun)
    return {
        "day": f"{today()}",
        "key": key_for_devices(),
        "services": [one.key for one in services_of(version)],
        "phones": phones,
    }


def _village(number: int, by: Any, begun: Any) -> Any:
    from doorstep.people.actions import create_account, give_role, make_place
    from doorstep.people.choices import PlaceKind, Role

    village = make_place(
        kind=PlaceKind.VILLAGE, code=f"v{number}", name=f"{number}村", by=by, on=begun,
        is_invented=True,
    )  # fmt: skip
    account = create_account(login=f"c{number}", name=f"C{number}", password=None, by=by, on=begun)
    give_role(account, Role.COORDINATOR, village, by=by, on=begun)
    return village


def _phones(village: Any, first: int, count: int, by: Any, begun: Any) -> list[dict[str, Any]]:
    """Helpers with their households; every fourth has Collect, the others the field page."""
    from doorstep.pairing.actions import pair_new_households
    from doorstep.pairing.choices import PairingVia
    from doorstep.people.actions import (
        add_helper,
        create_account,
        find_group,
        give_role,
        link_helper,
    )
    from doorstep.people.choices import Role
    from doorstep.register.actions import NewHousehold, add_households
    from doorstep.sync.actions import give_device
    from doorstep.sync.choices import DeviceKind

    group = find_group(village, "1组", by=by, on=begun)
    entries = [
        NewHousehold(
            code=f"P-{number:05d}",
            members=[{"name": f"甲{number}", "relation": "head", "birth_year": 1980}],
            fields={"group": group, "languages": ["bo"], "resident_count": 1},
            homes={"winter": (30 + number % 100 / 100, 91 + number % 70 / 100)},
        )
        for number in range(first * EACH, (first + count) * EACH)
    ]
    households = add_households(village, entries, by=by, on=begun)
    made, pairs = [], []
    for number in range(first, first + count):
        name = f"H{number:04d}"
        helper = add_helper(
            village.teams.get(), name=name, languages=["bo"], most_households=EACH, by=by, on=begun
        )
        account = create_account(login=name.lower(), name=name, password=None, by=by, on=begun)
        give_role(account, Role.HELPER, village, by=by, on=begun)
        link_helper(helper, account, by=by, on=begun)
        kind = DeviceKind.COLLECT if number % 4 == 3 else DeviceKind.FIELD
        device, token = give_device(helper, kind=kind, name=name, by=by, on=begun)
        own = households[(number - first) * EACH : (number - first + 1) * EACH]
        pairs += [(household, [helper]) for household in own]
        made.append(
            {
                "number": number,
                "kind": str(kind),
                "device": str(device.pk),
                "token": token,
                "households": [str(one.pk) for one in own],
            }
        )
    pair_new_households(village, pairs, via=PairingVia.PERSON, by=by, on=begun)
    station = _station(village, by, begun)
    return [one | {"station": station} for one in made]


def _station(village: Any, by: Any, begun: Any) -> dict[str, str]:
    """A station on whose rota all helpers of a village stand, and what it helps with first."""
    from doorstep.people.models import Helper
    from doorstep.stations.actions import add_post, open_station, staff_post

    station = open_station(village, name="驿站", where="路口", by=by, on=begun)
    post = add_post(station, name="服务台", by=by, on=begun)
    for helper in Helper.objects.filter(team__place=village):
        staff_post(post, helper, weekdays=range(1, 8), agreed_on=begun, by=by, on=begun)
    return {"id": str(station.pk), "kind": str(village.help_kinds.all()[0].pk)}


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(make(int(sys.argv[1]))))
