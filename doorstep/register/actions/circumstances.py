"""What has changed in a household's life, as it said so."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.method.choices import STATED_FACTS, FactKind
from doorstep.people.actions import audit
from doorstep.people.models import Account
from doorstep.register.actions.access import touch_caseload
from doorstep.register.actions.guards import guard_open
from doorstep.register.choices import CircumstanceSource
from doorstep.register.models import Circumstance, Household, Member


class FactIsDerived(Refused):
    message = _("“%(fact)s” is counted from the register and cannot be stated by hand.")


class CircumstanceInFuture(Refused):
    message = _("A change cannot be noted before it happened; %(day)s is still to come.")


class MemberOfAnotherHousehold(Refused):
    message = _("This person is not a member of household %(code)s.")


@transaction.atomic
def state_circumstance(
    household: Household,
    fact: FactKind | str,
    *,
    since_on: date,
    source: CircumstanceSource | str,
    by: Account,
    on: date,
    member: Member | None = None,
    private: bool = False,
) -> Circumstance:
    """Notes a stated fact; the same that still holds is answered as it is.
    FactIsDerived, CircumstanceInFuture, MemberOfAnotherHousehold."""
    guard_open(household, on)
    if fact not in STATED_FACTS:
        raise FactIsDerived(fact=FactKind(fact))
    if since_on > on:
        raise CircumstanceInFuture(day=since_on)
    if member is not None and member.household_id != household.pk:
        raise MemberOfAnotherHousehold(code=household.code)
    held = household.circumstances.filter(fact=fact, member=member, until_on=None).first()
    if held is not None:
        return held
    circumstance = Circumstance.objects.create(
        household=household,
        member=member,
        fact=FactKind(fact),
        since_on=since_on,
        source=CircumstanceSource(source),
        private=private,
    )
    _audit("state_circumstance", circumstance, by=by, on=on)
    return circumstance


@transaction.atomic
def end_circumstance(circumstance: Circumstance, *, by: Account, on: date) -> None:
    """The fact does not hold from that day on; one that ended earlier stays so."""
    if circumstance.until_on is not None and circumstance.until_on <= on:
        return
    circumstance.until_on = max(on, circumstance.since_on)
    circumstance.save(update_fields=["until_on"])
    _audit("end_circumstance", circumstance, by=by, on=on)


def _audit(act: str, circumstance: Circumstance, *, by: Account, on: date) -> None:
    household = circumstance.household
    audit(
        act,
        circumstance,
        by=by,
        on=on,
        household_id=household.pk,
        place=household.village_id,
    )
    touch_caseload(household)
