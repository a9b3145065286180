"""Many households at once, as a ledger brings them: few queries, one trail entry a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from doorstep.kit import rows
from doorstep.people.actions import audit_all
from doorstep.people.models import Account, Place
from doorstep.register import rules
from doorstep.register.actions.households import HeadMissing, HouseholdCodeTaken, check_fields
from doorstep.register.actions.own_names import keep_own_names
from doorstep.register.choices import ConsentHow, ConsentPurpose, Relation, Season
from doorstep.register.models import Consent, Home, Household, Member
from doorstep.register.queries import is_sealing


@dataclass(frozen=True, slots=True)
class NewHousehold:
    """A household to be added: `fields` as in `add_household`, each member as in `add_member`
    (with `name` and `relation`, exactly one of them the head), homes as latitude and longitude."""

    code: str
    members: Sequence[Mapping[str, Any]]
    fields: Mapping[str, Any] = field(default_factory=dict)
    homes: Mapping[Season, tuple[float | Decimal, float | Decimal]] = field(default_factory=dict)
    consent: tuple[ConsentHow, date] | None = None


@transaction.atomic
def add_households(
    village: Place, entries: Sequence[NewHousehold], *, by: Account, on: date
) -> list[Household]:
    """Adds households with members, homes and consent to being on the register, in their order;
    each consent with the text that held on its day.
    HouseholdCodeTaken or HeadMissing for the first that cannot be added; then none is."""
    taken = set(Household.objects.filter(village=village).values_list("code", flat=True))
    texts = list(village.consent_texts.filter(purpose=ConsentPurpose.REGISTER).order_by("-number"))
    households, members, homes, consents = [], [], [], []
    names: list[tuple[Member, str]] = []
    for entry in entries:
        if entry.code in taken:
            raise HouseholdCodeTaken(code=entry.code)
        if sum(member["relation"] == Relation.HEAD for member in entry.members) != 1:
            raise HeadMissing(code=entry.code)
        taken.add(entry.code)
        household = Household(village=village, code=entry.code, registered_on=on, **entry.fields)
        check_fields(household, entry.fields)
        households.append(household)
        own, told = _members(household, entry.members, on)
        members += own
        names += told
        for season, (lat, lon) in entry.homes.items():
            spot = {"lat": rules.three_decimals(lat), "lon": rules.three_decimals(lon)}
            homes.append(Home(household=household, season=season, start_on=on, **spot))
        if entry.consent:
            how, given_on = entry.consent
            consents.append(
                Consent(
                    household=household,
                    purpose=ConsentPurpose.REGISTER,
                    how=how,
                    given_on=given_on,
                    text=next((one for one in texts if one.from_on <= given_on), None),
                )
            )
    if is_sealing(village.pk, on):
        keep_own_names(names)
    new: list[tuple[str, list[Any]]] = [
        ("add_household", households),
        ("add_member", members),
        ("set_home", homes),
        ("give_consent", consents),
    ]
    for _act, made in new:
        rows.insert(made)
    for act, made in new:
        subjects = [(row, row.pk if made is households else row.household_id) for row in made]
        audit_all(act, subjects, by=by, on=on, place=village)
    return households


def _members(
    household: Household, stated: Sequence[Mapping[str, Any]], on: date
) -> tuple[list[Member], list[tuple[Member, str]]]:
    """The unsaved rows, and the children among them with their own names, as far as told."""
    members = [
        Member(household=household, joined_on=on, order=order, **_plain(fields))
        for order, fields in enumerate(stated)
    ]
    told = [fields.get("own_name", "") for fields in stated]
    children = [
        (member, own)
        for member, own in zip(members, told, strict=True)
        if rules.is_child(member.birth_year, member.birth_month, on)
    ]
    unnamed = [member for member, _own in children if not rules.is_child_name(member.name)]
    unnamed.sort(key=lambda one: (one.birth_year or 0, one.birth_month or 0, one.order))
    number = rules.next_child_number(member.name for member in members)
    names = {id(member): own for member, own in children}
    for child in unnamed:
        names[id(child)] = child.name
        child.name = rules.child_name(number)
        number += 1
    for child, _own in children:
        child.birth_month = None
    return members, [(child, names[id(child)]) for child, _own in children]


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name != "own_name"}
