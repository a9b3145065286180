"""Telling the safeguarding person; who hands something over keeps nothing of it."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.people.models import Account
from doorstep.register.actions.guards import guard_open
from doorstep.register.models import Household, Member
from doorstep.safeguarding.actions.appending import append, lock, words
from doorstep.safeguarding.choices import Act
from doorstep.safeguarding.models import SafeguardingEntry
from doorstep.safeguarding.queries import PersonNotInHousehold, safeguarding_persons


class NoSafeguardingPerson(Refused):
    message = _(
        "%(place)s has named no safeguarding person yet, so nothing can be handed over and nothing "
        "was kept. The administrator names one; until then turn to the police or a doctor."
    )


class RelativeOfHousehold(Refused):
    message = _("A relative of the household cannot be its safeguarding person; nothing was kept.")


@transaction.atomic
def hand_to_safeguarding(
    household: Household,
    *,
    id: UUID,  # noqa: A002
    text: str,
    reach: str,
    by: Account,
    on: date,
    member: Member | None = None,
) -> None:
    """Hands something to the safeguarding person of the household's place. `reach`: how the person
    concerned is safely reached. Nothing is answered and, for who hands over, nothing stays; the
    same id again writes nothing. NoSafeguardingPerson, PersonNotInHousehold, WordsMissing,
    WordsTooLong, HouseholdClosedAlready."""
    _begin(Act.HANDED, household, member, id=id, text=text, reach=reach, by=by, on=on)


@transaction.atomic
def raise_safeguarding_need(
    household: Household,
    *,
    id: UUID,  # noqa: A002
    text: str,
    reach: str,
    is_relative: bool,
    by: Account,
    on: date,
    member: Member | None = None,
) -> None:
    """As `hand_to_safeguarding`, by the named person, who is no relative; also of a household that
    is off the register or waits to be erased. RelativeOfHousehold."""
    if is_relative:
        raise RelativeOfHousehold
    more = {"is_relative": False}
    _begin(Act.RAISED, household, member, id=id, text=text, reach=reach, by=by, on=on, **more)


def _begin(
    act: Act,
    household: Household,
    member: Member | None,
    *,
    id: UUID,  # noqa: A002
    text: str,
    reach: str,
    by: Account,
    on: date,
    **more: bool,
) -> None:
    if act == Act.HANDED:
        guard_open(household, on)
    if not safeguarding_persons(household.village, on):
        raise NoSafeguardingPerson(place=household.village.name)
    if member is not None and member.household_id != household.pk:
        raise PersonNotInHousehold(code=household.code)
    told = words(text)
    lock(household.village_id)
    if SafeguardingEntry.objects.filter(need_id=id).exists():
        return
    append(
        act,
        id,
        household.pk,
        household.village_id,
        by=by,
        on=on,
        text=told,
        reach=words(reach) if reach.strip() else "",
        member=str(member.pk) if member else "",
        **more,
    )
