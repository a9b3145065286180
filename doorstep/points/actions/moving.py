"""Who moved into another household says so there again, and has the points along."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.people.actions import told_together
from doorstep.people.models import Account
from doorstep.points.actions.guards import hold_households, tell
from doorstep.points.actions.leaving import carry_points
from doorstep.points.queries import people_who_left
from doorstep.register.actions import give_consent
from doorstep.register.choices import ConsentPurpose
from doorstep.register.models import Consent, Member
from doorstep.register.queries import own_name


class OtherPerson(Refused):
    message = _(
        "%(former)s of %(code)s is another person than %(name)s, or has no points that wait. "
        "Points go along with the person alone, never to somebody else. Nothing was recorded."
    )


@transaction.atomic
def take_part_again(
    member: Member, former: Member, *, by: Account, on: date, **words: Any
) -> Consent:
    """The word of somebody who left one household of the village and lives in another: it is said
    anew (`words` as of `give_consent`), and awards, swaps and disputes go along, with their days.
    OtherPerson, and what `give_consent` refuses."""
    households = {one.pk: one for one in hold_households([member, former])}
    place = households[member.household_id].village
    waits = people_who_left(place, on).filter(pk=former.pk).exists()
    if not waits or not _is_same(former, member):
        told = {"former": former.name, "name": member.name}
        raise OtherPerson(code=former.household.code, **told)
    purpose = ConsentPurpose.POINTS
    with told_together():
        consent = give_consent(
            member.household, purpose=purpose, member=member, by=by, on=on, **words
        )
        moved = carry_points(former, consent)
        household = member.household
        tell("take_part_again", consent, place, by=by, on=on, household=household, rows=moved)
    return consent


def _is_same(former: Member, member: Member) -> bool:
    """Whether two rows can be one person: called alike and born in one year; where a year is not
    known, who came on the day on which the other left, as when somebody is moved."""
    years = (former.birth_year, member.birth_year)
    if _name(former) != _name(member):
        return False
    return member.joined_on == former.left_on if None in years else len(set(years)) == 1


def _name(member: Member) -> str:
    return (own_name(member) or member.name).strip()
