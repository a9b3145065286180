"""What the office does meanwhile, with the database that the server uses: reads one act a line,
`["hand_over", days, number]`, and answers each with a line."""

import json
import os
import shutil
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.chaos.place import METHOD

LEFT_OUT = "clean_up"  # a service that every second method does not know


def hand_over(day: date, number: int) -> None:
    """A household goes to the next helper of its village."""
    from doorstep.pairing.actions import end_pairing, pair_household
    from doorstep.pairing.choices import PairingVia
    from doorstep.pairing.models import Pairing
    from doorstep.people.actions import system_account
    from doorstep.people.models import Helper

    live = Pairing.objects.live_on(day).order_by("household__code", "id")
    pairing = live.select_related("household", "helper")[number % live.count()]
    team = list(Helper.objects.filter(team=pairing.helper.team_id).order_by("name"))
    after = team[(team.index(pairing.helper) + 1) % len(team)]
    by = system_account()
    end_pairing(pairing, by=by, on=day)
    pair_household(pairing.household, after, via=PairingVia.PERSON, by=by, on=day)


def publish(day: date, number: int) -> None:
    """Another version of the method, which all villages follow from this day on."""
    from doorstep.method.actions import adopt_version, load_method
    from doorstep.people.actions import system_account
    from doorstep.people.choices import PlaceKind
    from doorstep.people.models import Place

    folder = Path(os.environ["DOORSTEP_VAR"]) / f"method-{number}"
    shutil.copytree(METHOD, folder, dirs_exist_ok=True)
    head, services = folder / "method.toml", folder / "services.toml"
    head.write_text(
        head.read_text("utf-8").replace("quiet_days = 90", f"quiet_days = {91 + number}"), "utf-8"
    )
    if number % 2 == 0:
        first, *others = services.read_text("utf-8").split("[[service]]")
        kept = [one for one in others if f'"{LEFT_OUT}"' not in one]
        services.write_text("[[service]]".join([first, *kept]), "utf-8")
    by = system_account()
    version, _is_new = load_method(folder, by=by, on=day)
    for village in Place.objects.filter(kind=PlaceKind.VILLAGE):
        adopt_version(village, version, by=by, start_on=day)


def revoke(day: date, number: int) -> None:
    """A phone is shut out, and told to wipe what it holds."""
    from doorstep.people.actions import system_account
    from doorstep.sync.actions import revoke_device
    from doorstep.sync.models import Device

    device = Device.objects.get(name=f"H{number:04d}")
    revoke_device(device, by=system_account(), on=day, wipe=True)


ACTS: dict[str, Any] = {"hand_over": hand_over, "publish": publish, "revoke": revoke}


def main() -> None:
    import django

    django.setup()
    from doorstep.kit.clock import today

    for line in sys.stdin:
        act, days, number = json.loads(line)
        tries = 1
        while not _is_done(act, today() + timedelta(days=days), number):
            tries += 1
        print(tries, flush=True)


def _is_done(act: str, day: date, number: int) -> bool:
    """False where the database broke it off, as it does where two wait for each other: then a
    person presses once more."""
    from django.db import OperationalError

    try:
        ACTS[act](day, number)
    except OperationalError as broken:
        print(broken, file=sys.stderr)
        return False
    return True


if __name__ == "__main__":
    main()
