"""Naming a mediator, with whom sealed needs lie whose mediator gave up the duty."""

from datetime import date

from django.db import transaction

from doorstep.people.actions import await_voucher, give_duty
from doorstep.people.choices import Duty
from doorstep.people.models import Account, AccountDuty, Place
from doorstep.people.queries import was_held


@transaction.atomic
def appoint_mediator(account: Account, place: Place, *, by: Account, on: date) -> None:
    """Gives an account the duty to mediate at a place. The first mediator of a place is named by
    the administrator alone: nothing was told to anybody yet. Whoever comes after, or beside, opens
    nothing sealed until a second person has vouched; whether something was told plays no part."""
    held = AccountDuty.objects.filter(account=account, duty=Duty.MEDIATOR)
    if held.filter(place=place, end_on=None).exists():
        return
    served = was_held(Duty.MEDIATOR, place)
    give_duty(account, Duty.MEDIATOR, place, by=by, on=on)
    if served:
        await_voucher(account, by=by, on=on)
