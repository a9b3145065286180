"""What every write about partners asks first."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.kit.text import printable
from doorstep.partners.models import Partner
from doorstep.people.actions import audit, hold_trail
from doorstep.people.models import Account, Place


class PartnerTextMissing(Refused):
    message = _("Write what it is called.")


class PartnerTextTooLong(Refused):
    message = _("The text has %(count)s characters; at most %(most)s fit. Shorten it.")


class StillToCome(Refused):
    message = _("%(day)s is still to come; it is recorded on that day, or later.")


class BeforePartner(Refused):
    message = _("%(name)s is a partner since %(since)s; %(day)s lies before.")


class PartnerEnded(Refused):
    message = _("The work with %(name)s ended on %(end)s; %(day)s lies after.")


class NumberRefused(Refused):
    message = _("%(number)s is no number for this; it lies between %(least)s and %(most)s.")


def clean(text: str, most: int, *, is_required: bool = False) -> str:
    """The text without blanks round it and what no paper can hold. PartnerTextMissing,
    PartnerTextTooLong."""
    text = printable(text).strip()
    if is_required and not text:
        raise PartnerTextMissing
    if len(text) > most:
        raise PartnerTextTooLong(count=len(text), most=most)
    return text


def guard_number(number: int, *, least: int, most: int) -> int:
    """NumberRefused."""
    if not least <= number <= most:
        raise NumberRefused(number=number, least=least, most=most)
    return number


def guard_day(partner: Partner, day: date, on: date) -> date:
    """A day on which the partner was one. StillToCome, BeforePartner, PartnerEnded."""
    if day > on:
        raise StillToCome(day=day)
    if day < partner.since_on:
        raise BeforePartner(name=partner.name, since=partner.since_on, day=day)
    if partner.end_on is not None and day > partner.end_on:
        raise PartnerEnded(name=partner.name, end=partner.end_on, day=day)
    return day


def hold(*places: Place) -> None:
    """Keeps other writes about the partners of some places off until the transaction ends."""
    hold_trail(places)


def hold_partner(partner: Partner) -> None:
    """As `hold`, and reads since when and until when it is a partner: somebody may have ended the
    work meanwhile."""
    hold(partner.place)
    partner.refresh_from_db(fields=["since_on", "end_on"])


def tell(
    act: str, row: object, place: Place, *, by: Account, on: date, **detail: int | str | None
) -> None:
    """One entry of the trail; no name and no amount."""
    audit(act, row, by=by, on=on, place=place, detail=detail)
