"""Naming the person of a place, who reads what was told to the one before."""

from datetime import date

from django.db import transaction

from doorstep.people.actions import await_voucher, give_duty
from doorstep.people.choices import Duty
from doorstep.people.models import Account, AccountDuty, Place
from doorstep.people.queries import was_held


@transaction.atomic
def name_safeguarding_person(account: Account, place: Place, *, by: Account, on: date) -> None:
    """Names an account the safeguarding person of a place. The first one of a place is named by the
    administrator alone: nothing was told to anybody yet. Whoever comes after, or beside, reads
    nothing until a second person has vouched. Whether something was told plays no part, so nobody
    learns it here. SafeguardingStandsApart."""
    held = AccountDuty.objects.filter(account=account, duty=Duty.SAFEGUARDING)
    if held.filter(place=place, end_on=None).exists():
        return
    served = was_held(Duty.SAFEGUARDING, place)
    give_duty(account, Duty.SAFEGUARDING, place, by=by, on=on)
    if served:
        await_voucher(account, by=by, on=on)
