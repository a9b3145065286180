"""Sign-ins: opened, seen on another day, ended.

Opening one is no entry of the trail, which knows the hour for 30 days: when somebody comes to work
is nobody's business. The row itself says on which days.
"""

from datetime import date
from uuid import UUID

from django.db import transaction

from doorstep.entry.models import SignIn
from doorstep.entry.rules import SIGN_INS_KEPT, device_words
from doorstep.people.actions import audit
from doorstep.people.models import Account


@transaction.atomic
def open_sign_in(account: Account, *, user_agent: str, by: Account, on: date) -> SignIn:
    """Notes that a browser is signed in; what is older than 30 days is forgotten."""
    account.sign_ins.filter(last_on__lt=on - SIGN_INS_KEPT).delete()
    return SignIn.objects.create(
        account=account, device=device_words(user_agent), first_on=on, last_on=on
    )


@transaction.atomic
def see_sign_in(sign_in: SignIn, *, by: Account, on: date) -> None:
    """Notes a day on which the browser was used; within the day nothing is written."""
    if sign_in.last_on >= on:
        return
    sign_in.last_on = on
    sign_in.save(update_fields=["last_on"])


@transaction.atomic
def end_sign_in(sign_in: SignIn, *, by: Account, on: date) -> None:
    """Signs one browser out: its next page asks for the password. One ended earlier stays so."""
    if sign_in.ended_on is not None:
        return
    sign_in.ended_on = on
    sign_in.save(update_fields=["ended_on"])
    audit("end_sign_in", sign_in, by=by, on=on)


@transaction.atomic
def end_sign_ins(account: Account, *, by: Account, on: date, but: UUID | str | None = None) -> int:
    """Signs every browser out but one, and forgets the account's PINs; how many there were."""
    rows = account.sign_ins.filter(ended_on=None)
    count = rows.exclude(pk=but).update(ended_on=on) if but else rows.update(ended_on=on)
    account.pins.all().delete()
    audit("end_sign_ins", account, by=by, on=on, detail={"count": count})
    return count


def note_factors(account: Account, change: str, *, by: Account, on: date) -> None:
    """Writes to the trail that a second factor was set up, changed or taken away."""
    audit("note_factors", account, by=by, on=on, detail={"change": change})
