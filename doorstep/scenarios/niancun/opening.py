"""The first day: places, accounts, the roster, and who goes to whom."""

from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

from django.conf import settings

from doorstep.kit.weeks import Week
from doorstep.method.actions import adopt_version, load_method
from doorstep.method.models import Version
from doorstep.method.queries import newest_version
from doorstep.pairing.actions import accept_pairing, propose_pairing
from doorstep.pairing.models import Pairing
from doorstep.people.actions import (
    create_account,
    give_duty,
    give_role,
    link_helper,
    make_place,
    system_account,
)
from doorstep.people.choices import Duty, PlaceKind, Role
from doorstep.people.models import Account, Helper, Place, Team
from doorstep.register.actions import publish_consent_text, set_absence
from doorstep.register.choices import ConsentPurpose
from doorstep.register.models import Household
from doorstep.register.queries import shipped_consent_text
from doorstep.register.roster import Roster, read_roster
from doorstep.scenarios.niancun.stage import Stage
from doorstep.sync.actions import import_roster
from doorstep.visits.actions import set_cadence

ROSTER = "roster.xlsx"


def open_village(story: dict[str, Any], start: Week, until: date) -> Stage:
    """Makes the village as it stood on the first Monday of the story."""
    on, system = start.start_on, system_account()
    version = four_colours(on, system)
    village = _make_places(story, on, system)
    adopt_version(village, version, by=system, start_on=on)
    accounts = _make_accounts(story, village, on, system)
    ledger = read_ledger(on)
    _publish_texts(ledger, village, on, accounts["coordinator"])
    import_roster(ledger, village.code, by=accounts["coordinator"], on=on, filename=ROSTER)
    _link_helper(story, accounts["helper"], village, on, system)
    stage = Stage(
        story=story,
        place=village,
        team=Team.objects.get(code=village.code),
        coordinator=accounts["coordinator"],
        decider=accounts["decider"],
        households=list(
            Household.objects.filter(village=village).select_related("village").order_by("code")
        ),
        start=start,
        until=until,
    )
    _pair(stage, on)
    _agree_on_wishes(stage)
    return stage


def read_ledger(on: date) -> Roster:
    """The ledger as it stood on a day: without registrations that lie after it."""
    content = resources.files("doorstep.scenarios.niancun").joinpath(ROSTER).read_bytes()
    roster = read_roster(content, today=on)
    households = (
        replace(row, registered_on=None) if row.registered_on and row.registered_on > on else row
        for row in roster.households
    )
    return replace(roster, households=tuple(households))


def four_colours(on: date, by: Account) -> Version:
    """The shipped method, loaded where no story has loaded it yet."""
    if (version := newest_version("four_colours")) is not None:
        return version
    version, _published = load_method(
        Path(settings.CHECKOUT) / "methods" / "four_colours", by=by, on=on
    )
    return version


def _make_places(story: dict[str, Any], on: date, by: Account) -> Place:
    """County and town, marked as invented, and the village below them."""
    parent = None
    for kind, place in ((PlaceKind.COUNTY, story["county"]), (PlaceKind.TOWN, story["town"])):
        parent = make_place(
            kind=kind,
            code=place["code"],
            name=place["name"],
            parent=parent,
            by=by,
            on=on,
            is_invented=True,
        )
    return make_place(
        kind=PlaceKind.VILLAGE,
        code=story["place"],
        name=story["name_zh"],
        parent=parent,
        by=by,
        on=on,
        is_invented=True,
    )


def _make_accounts(
    story: dict[str, Any], village: Place, on: date, by: Account
) -> dict[str, Account]:
    """The people who sign in; none has a password until `doorstep demo-logins` makes one."""
    accounts = {}
    for row in story["accounts"]:
        name = row["name"] or row["helper"]
        account = create_account(login=row["login"], name=name, password=None, by=by, on=on)
        accounts[row["login"]] = account
        for duty in row.get("duties", ()):
            give_duty(account, Duty(duty), village, by=by, on=on)
        if row.get("role") in (Role.COORDINATOR, Role.AUDITOR):
            give_role(account, Role(row["role"]), village, by=by, on=on)
        town = village.parent
        if row.get("role") == Role.TOWN and town:
            give_role(account, Role.TOWN, town, by=by, on=on)
        if row.get("role") == Role.ADMINISTRATOR and town and town.parent:
            give_role(account, Role.ADMINISTRATOR, town.parent, by=by, on=on)
    return accounts


def _publish_texts(ledger: Roster, village: Place, on: date, by: Account) -> None:
    """The texts of consent, in the words that are shipped: on paper they were read out before the
    first consent that the ledger tells of."""
    agreed = [row.consent_on for row in ledger.households if row.consent_on]
    from_on = min([*agreed, on])
    for purpose in ConsentPurpose:
        texts = shipped_consent_text(purpose)
        publish_consent_text(village, purpose=purpose, texts=texts, from_on=from_on, by=by, on=on)


def _link_helper(
    story: dict[str, Any], account: Account, village: Place, on: date, by: Account
) -> None:
    """The helper of the story signs in; the other helpers' visits are typed at the office."""
    name = next(row["helper"] for row in story["accounts"] if "helper" in row)
    helper = Helper.objects.get(team__place=village, name=name)
    link_helper(helper, account, by=by, on=on)


def _pair(stage: Stage, on: date) -> None:
    """The planner proposes, the coordinator accepts and stands in where helpers are short."""
    plan = propose_pairing(stage.place, by=stage.coordinator, on=on)
    accept_pairing(plan, by=stage.coordinator, on=on)
    pairings = Pairing.objects.live_on(on).filter(household__village=stage.place)
    for pairing in pairings.select_related("helper__account").order_by("-order"):
        stage.leads[pairing.household_id] = pairing.helper


def _agree_on_wishes(stage: Stage) -> None:
    """One household wants fewer calls; two are away for a while."""
    fewer, away, longer = (stage.household(code) for code in ("NC3-005", "NC5-003", "NC1-020"))
    by = stage.coordinator
    set_cadence(fewer, "contact", "two_weeks", by=by, on=stage.day(2, 1), reason="本户希望少打电话")
    set_absence(away, until_on=stage.day(5, 0), by=by, on=stage.day(3, 0))
    set_absence(longer, until_on=stage.day(14, 0), by=by, on=stage.day(11, 0))
