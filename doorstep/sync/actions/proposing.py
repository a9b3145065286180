"""What helpers propose for the register is answered: accepted into it, or declined."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.people.actions import audit, told_together
from doorstep.people.models import Account, Group
from doorstep.register.actions import (
    add_member,
    change_household,
    change_member,
    end_home,
    end_member,
    set_home,
    touch_caseload,
)
from doorstep.register.models import Household, Member
from doorstep.sync.choices import HOMES, ProposalState, ProposedField
from doorstep.sync.models import RegisterProposal
from doorstep.sync.queries.proposing import lives_here, proposed
from doorstep.sync.rules.proposing import Merge

MOST_LETTERS_OF_A_REASON = 300


class AnsweredAlready(Refused):
    message = _("%(name)s answered this on %(day)s already: %(how)s.")


class NoSuchGroup(Refused):
    message = _("%(place)s has no group “%(group)s”. Add it first, or decline this.")


class ReasonForDecliningMissing(Refused):
    message = _("Say in a few words why, in at most %(most)s characters: the helper reads it.")


@transaction.atomic
def accept_alone(proposals: Iterable[RegisterProposal], *, by: Account, on: date) -> int:
    """Accepts those that only the helper changed; how many. What was answered meanwhile, or
    changed by somebody else too, is left for a person to look at."""
    done = 0
    with told_together():  # a visit holds its household, then the trail: so does this with many
        for proposal in proposals:
            _lock(proposal)
            if proposal.state == ProposalState.WAITING and proposed(proposal).how != Merge.BOTH:
                _write(proposal, by, on)
                done += 1
    return done


@transaction.atomic
def accept_proposal(proposal: RegisterProposal, *, by: Account, on: date) -> None:
    """Writes what the helper says into the register. AnsweredAlready, NoSuchGroup, and what the
    register refuses."""
    if _is_open(proposal, ProposalState.ACCEPTED, by):
        _write(proposal, by, on)


@transaction.atomic
def decline_proposal(proposal: RegisterProposal, *, why: str, by: Account, on: date) -> None:
    """The register stays as it is, and the helper reads why. AnsweredAlready,
    ReasonForDecliningMissing."""
    why = why.strip()
    if not 0 < len(why) <= MOST_LETTERS_OF_A_REASON:
        raise ReasonForDecliningMissing(most=MOST_LETTERS_OF_A_REASON)
    if _is_open(proposal, ProposalState.DECLINED, by):
        _settle(proposal, ProposalState.DECLINED, by, on, why=why)


def _lock(proposal: RegisterProposal) -> None:
    """Reads the row anew and locks it, and reads the register anew."""
    proposal.refresh_from_db(from_queryset=RegisterProposal.objects.select_for_update(no_key=True))
    proposal.household = Household.objects.select_related("group", "village").get(
        pk=proposal.household_id
    )
    if proposal.member_id is not None:
        proposal.member = Member.objects.get(pk=proposal.member_id)


def _is_open(proposal: RegisterProposal, same: ProposalState, by: Account) -> bool:
    """Locks it; False where the same person gave the same answer already."""
    _lock(proposal)
    if proposal.state == ProposalState.WAITING:
        return True
    if proposal.state == same and proposal.settled_by_id == by.pk:
        return False
    raise AnsweredAlready(
        name=proposal.settled_by.name if proposal.settled_by else "–",
        day=proposal.settled_on or proposal.made_on,
        how=ProposalState(proposal.state).label,
    )


def _write(proposal: RegisterProposal, by: Account, on: date) -> None:
    said = proposed(proposal)
    if said.how != Merge.NOTHING:
        if proposal.member is not None:
            _write_member(proposal.member, proposal.field, said.value, by, on)
        else:
            _write_household(proposal.household, proposal.field, said.value, by, on)
    _settle(proposal, ProposalState.ACCEPTED, by, on)


def _write_household(household: Household, field: str, value: Any, by: Account, on: date) -> None:
    if field == ProposedField.JOINED:
        if not lives_here(household, value, on):
            add_member(household, by=by, on=on, **value)
        return
    if field in HOMES:
        _write_home(household, HOMES[ProposedField(field)], value, by, on)
        return
    if field == ProposedField.GROUP:
        name = value
        value = Group.objects.filter(village=household.village_id, name=name).first()
        if name and value is None:
            raise NoSuchGroup(place=household.village.name, group=name)
    change_household(household, by=by, on=on, **{field: value})


def _write_home(household: Household, season: str, spot: str, by: Account, on: date) -> None:
    """Where they live in a season; nowhere any more where the helper emptied it."""
    if spot:
        lat, lon = map(Decimal, spot.split(", "))
        set_home(household, season, lat=lat, lon=lon, by=by, on=on)
        return
    for home in household.homes.filter(season=season, end_on=None):
        end_home(home, by=by, on=on)


def _write_member(member: Member, field: str, value: Any, by: Account, on: date) -> None:
    if field == ProposedField.LEFT:
        end_member(member, by=by, on=date.fromisoformat(value) if value else on)
    else:
        change_member(member, by=by, on=on, **{field: value})


def _settle(
    proposal: RegisterProposal, state: ProposalState, by: Account, on: date, *, why: str = ""
) -> None:
    """Notes the answer; the helper's devices fetch it with the household."""
    proposal.state, proposal.content = state, ""
    proposal.settled_by, proposal.settled_on, proposal.settled_why = by, on, why
    proposal.save(update_fields=["state", "content", "settled_by", "settled_on", "settled_why"])
    audit(
        "answer_register_proposal",
        proposal,
        by=by,
        on=on,
        household_id=proposal.household_id,
        place=proposal.household.village_id,
        detail={"field": str(proposal.field), "answer": str(state)},
    )
    touch_caseload(proposal.household)
