"""PINs of shared computers: six digits, one browser, one day."""

from datetime import date

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from doorstep.entry.models import Pin
from doorstep.entry.queries import live_pins
from doorstep.entry.rules import is_easy_pin, is_pin
from doorstep.kit.errors import Refused
from doorstep.people.actions import audit
from doorstep.people.models import Account


class NoPin(Refused):
    message = _("A PIN has exactly six digits.")


class EasyPin(Refused):
    message = _("This PIN is guessed first; take six digits that are not all alike or in a row.")


@transaction.atomic
def set_pin(account: Account, browser: str, pin: str, *, by: Account, on: date) -> Pin:
    """Sets or replaces the account's PIN for this browser until the day is over. NoPin, EasyPin."""
    if not is_pin(pin):
        raise NoPin
    if is_easy_pin(pin):
        raise EasyPin
    Pin.objects.filter(on__lt=on).delete()
    values = {"pin_hash": make_password(pin), "on": on, "tries": 0}
    row, _made = Pin.objects.update_or_create(account=account, browser=browser, defaults=values)
    audit("set_pin", row, by=by, on=on)
    return row


@transaction.atomic
def drop_pin(account: Account, browser: str, *, by: Account, on: date) -> None:
    """Forgets the account's PIN for this browser."""
    for row in Pin.objects.filter(account=account, browser=browser):
        audit("drop_pin", row, by=by, on=on)
        row.delete()


def try_pin(account_id: object, browser: str, pin: str, *, on: date) -> Account | None:
    """The account whose live PIN this is. A try is counted before it is checked, so that many at
    once gain nothing; a right one is given back."""
    row = live_pins(browser, on).filter(account=account_id).first()
    if row is None:
        make_password(pin)  # the same work where there is no PIN
        return None
    live = live_pins(browser, on).filter(pk=row.pk)
    if not Pin.objects.filter(pk__in=live.values("pk").order_by()).update(tries=F("tries") + 1):
        return None
    if not check_password(pin, row.pin_hash):
        return None
    Pin.objects.filter(pk=row.pk).update(tries=0)
    return row.account
