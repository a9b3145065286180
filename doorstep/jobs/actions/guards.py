"""What every write about jobs asks first."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.kit.text import printable
from doorstep.people.actions import audit
from doorstep.people.models import Account, Place
from doorstep.register.models import Household


class JobTextMissing(Refused):
    message = _("“%(field)s” is empty. Write it.")


class JobTextTooLong(Refused):
    message = _("“%(field)s” has %(count)s characters; at most %(most)s fit. Shorten it.")


class JobDayToCome(Refused):
    message = _("%(day)s is still to come; it is recorded on that day, or later.")


class JobNumberRefused(Refused):
    message = _("%(number)s is no number for “%(field)s”; it lies between %(least)s and %(most)s.")


def clean(field: object, text: str, most: int, *, is_required: bool = False) -> str:
    """The text without blanks round it and what no paper can hold; `field` names it for people.
    JobTextMissing, JobTextTooLong."""
    text = printable(text).strip()
    if is_required and not text:
        raise JobTextMissing(field=field)
    if len(text) > most:
        raise JobTextTooLong(field=field, count=len(text), most=most)
    return text


def guard_not_to_come(day: date, on: date) -> date:
    """JobDayToCome."""
    if day > on:
        raise JobDayToCome(day=day)
    return day


def guard_number(field: object, number: int, *, least: int, most: int) -> int:
    """JobNumberRefused."""
    if not least <= number <= most:
        raise JobNumberRefused(field=field, number=number, least=least, most=most)
    return number


def tell(
    act: str, row: object, of: Place | Household, *, by: Account, on: date, **detail: int | str
) -> None:
    """One entry of the trail, of a household or of a place; no name, no amount and no words."""
    if isinstance(of, Household):
        place = of.village_id
        audit(act, row, by=by, on=on, household_id=of.pk, place=place, detail=detail)
    else:
        audit(act, row, by=by, on=on, place=of, detail=detail)
