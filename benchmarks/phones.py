"""A village whose helpers have phones: `python -m benchmarks.phones HELPERS EACH [WEEKS]` makes it
where the environment says, with so many weeks of visits, and prints what those phones need to
know."""

import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

METHOD = Path(__file__).resolve().parent.parent / "methods" / "four_colours"
DAYS_BACK = 400
WITH_A_NEED = 5  # every fifth household


def make(helpers: int, each: int, weeks: int = 0) -> dict[str, Any]:
    """Helpers with so many households each, and a phone of both kinds; the same each run."""
    from doorstep.entry.actions.set_up import change_instance
    from doorstep.kit.clock import today
    from doorstep.method.actions import adopt_version, load_method
    from doorstep.method.queries import services_of
    from doorstep.pairing.actions import pair_new_households
    from doorstep.pairing.choices import PairingVia
    from doorstep.people.actions import find_group, make_place, system_account
    from doorstep.people.choices import PlaceKind
    from doorstep.register.actions import NewHousehold, add_households
    from doorstep.sync.queries import forms_under

    by, begun = system_account(), today() - timedelta(days=DAYS_BACK)
    place = {"kind": PlaceKind.VILLAGE, "code": "phones", "name": "phones", "is_invented": True}
    village = make_place(by=by, on=begun, **place)
    version, _is_new = load_method(METHOD, by=by, on=begun)
    adopt_version(village, version, by=by, start_on=begun)
    change_instance(by=by, on=begun, has_field_page=True)
    groups = [find_group(village, f"{number}组", by=by, on=begun) for number in range(1, 7)]
    entries = [
        NewHousehold(
            code=f"P-{number:05d}",
            members=[
                {"name": f"甲{number}", "relation": "head", "birth_year": 1980},
                {"name": f"乙{number}", "relation": "member", "birth_year": 1983},
                {"name": f"丙{number}", "relation": "member", "birth_year": 2005},
            ],
            fields={
                "group": groups[number % 6],
                "languages": ["bo"],
                "resident_count": 3,
                "phone": f"1380000{number:04d}",
            },
            homes={"winter": (30 + number % 100 / 100, 91 + number % 70 / 100)},
        )
        for number in range(helpers * each)
    ]
    households = add_households(village, entries, by=by, on=begun)
    phones, pairs = [], []
    for number in range(helpers):
        helper, tokens = _helper(village, number, each, by, begun)
        own = households[number * each : (number + 1) * each]
        pairs += [(household, [helper]) for household in own]
        phones.append({"households": [str(one.pk) for one in own], **tokens})
    pair_new_households(village, pairs, via=PairingVia.PERSON, by=by, on=begun)
    rows = _history(pairs, weeks, by)
    [visit] = [form for form in forms_under(version) if form.form == "visit"]
    return {
        "day": f"{today()}",
        "phones": phones,
        "rows": rows,
        "form_version": visit.form_version,
        "services": [one.key for one in services_of(version)],
    }


def _helper(village: Any, number: int, most: int, by: Any, on: Any) -> tuple[Any, dict[str, str]]:
    """A helper with an account, and the tokens of a phone with Collect and one with the page."""
    from doorstep.people.actions import add_helper, create_account, give_role, link_helper
    from doorstep.people.choices import Role
    from doorstep.sync.actions import give_device
    from doorstep.sync.choices import DeviceKind

    helper = add_helper(
        village.teams.get(),
        name=f"H{number:05d}",
        languages=["bo"],
        most_households=most,
        by=by,
        on=on,
    )
    account = create_account(login=f"h{number:05d}", name=helper.name, password=None, by=by, on=on)
    give_role(account, Role.HELPER, village, by=by, on=on)
    link_helper(helper, account, by=by, on=on)
    tokens = {}
    for kind in DeviceKind:
        _device, token = give_device(helper, kind=kind, name=str(kind), by=by, on=on)
        tokens[str(kind)] = token
    return helper, tokens


def _history(pairs: Any, weeks: int, by: Any) -> int:
    """A visit a week to each household, three in eight with a service; answers the rows."""
    from doorstep.kit.clock import today
    from doorstep.needs.actions import raise_need
    from doorstep.visits.models import ServiceGiven, Visit

    visits, services = [], []
    for number, (household, [helper]) in enumerate(pairs):
        for week in range(weeks):
            on = today() - timedelta(weeks=week, days=1 + number % 6)
            visit = Visit(household=household, helper=helper, on=on, recorded_by=by)
            visit.mode, visit.result, visit.recorded_on = "on_site", "met", on
            visits.append(visit)
            if (7 * week + number) % 8 < 3:
                services.append(ServiceGiven(visit=visit, service="policy", kind="policy"))
        if weeks and number % WITH_A_NEED == 0:
            words = {"kind": "hardship", "text": "取暖用煤不够", "owner": helper}
            on = today() - timedelta(days=3)
            raise_need(household.village, household=household, by=by, on=on, **words)
    Visit.objects.bulk_create(visits, batch_size=500)
    ServiceGiven.objects.bulk_create(services, batch_size=500)
    return len(visits) + len(services)


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(make(*map(int, sys.argv[1:]))))
