"""What helpers propose for the register: beside what stands there now."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from doorstep.kit.errors import NotVisible
from doorstep.people.choices import Role
from doorstep.people.models import Account, Place
from doorstep.people.queries import villages_with_role
from doorstep.register.models import Household, Member
from doorstep.register.queries import households_seen_whole, members_of
from doorstep.sync.choices import HOMES, ProposalState, ProposedField
from doorstep.sync.models import RegisterProposal, unsealed
from doorstep.sync.rules.proposing import Merge, merged


@dataclass(frozen=True)
class Proposed:
    """A proposal with its three values, how they stand, and what accepting it writes."""

    proposal: RegisterProposal
    base: Any
    theirs: Any
    ours: Any
    how: Merge
    value: Any


def register_proposals_for(
    account: Account, village: Place, on: date
) -> QuerySet[RegisterProposal]:
    """What waits at a village the account coordinates, of households it sees, by household."""
    coordinated = villages_with_role(account, Role.COORDINATOR, on).values("pk")
    seen = households_seen_whole(account, on).filter(village=village, village__in=coordinated)
    rows = RegisterProposal.objects.filter(state=ProposalState.WAITING, household__in=seen)
    related = ("household__village", "household__group", "member", "helper")
    return rows.select_related(*related).order_by("household__code", "made_on", "id")


def get_register_proposal_for(account: Account, proposal_id: object, on: date) -> RegisterProposal:
    """A proposal, answered or not, of a household at a village the account coordinates; else
    NotVisible."""
    coordinated = villages_with_role(account, Role.COORDINATOR, on).values("pk")
    seen = households_seen_whole(account, on).filter(village__in=coordinated).values("pk")
    rows = RegisterProposal.objects.filter(pk=proposal_id, household__in=seen)
    found = rows.select_related("household__village", "member", "helper", "settled_by").first()
    if found is None:
        raise NotVisible
    return found


def as_proposed(proposals: Iterable[RegisterProposal]) -> list[Proposed]:
    """Each proposal beside what the register says now."""
    return [proposed(one) for one in proposals]


def proposed(proposal: RegisterProposal) -> Proposed:
    """One proposal beside what the register says now."""
    said = json.loads(unsealed(str(proposal.household_id), proposal.content) or b"{}")
    base, theirs = said.get("base"), said.get("theirs")
    ours = value_now(proposal.household, proposal.member, proposal.field)
    how, value = merged(proposal.field, base, theirs, ours)
    return Proposed(proposal, base, theirs, ours, how, value)


def value_now(household: Household, member: Member | None, field: str) -> Any:
    """What the register says, as a form says it."""
    if member is not None:
        if field == ProposedField.LEFT:
            return str(member.left_on) if member.left_on else ""
        return getattr(member, field)
    if field == ProposedField.JOINED:
        return None
    if field in HOMES:
        home = household.homes.filter(season=HOMES[ProposedField(field)], end_on=None).first()
        return f"{home.lat}, {home.lon}" if home is not None else ""
    if field == ProposedField.GROUP:
        return household.group.name if household.group else ""
    value = getattr(household, field)
    return sorted(value) if field == ProposedField.LANGUAGES else value


def lives_here(household: Household, person: dict[str, Any], on: date) -> bool:
    """Whether somebody of that name and year of birth is a member already."""
    same = members_of(household, on).filter(name=person["name"])
    return same.filter(birth_year=person["birth_year"]).exists()
