"""Guards that every act of this room shares: texts, days, and whether a station is open."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.kit.text import printable
from doorstep.people.models import Helper, live_on
from doorstep.stations.models import Station
from doorstep.stations.rules import holds_identity_number


class TextMissing(Refused):
    message = _("“%(field)s” is empty; write it.")


class TextTooLong(Refused):
    message = _("“%(field)s” has %(count)s characters; at most %(most)s fit. Shorten it.")


class IdentityNumberRefused(Refused):
    message = _(
        "“%(field)s” holds what looks like the number of an identity card. No such number is kept "
        "here: a name, a phone or a car's plate will do. Take it out; two phone numbers are parted "
        "by a comma."
    )


class EndsBeforeItBegan(Refused):
    message = _("It began on %(day)s and cannot end before that day.")


class EndedAlready(Refused):
    message = _("This ended on %(day)s already.")


class StationClosed(Refused):
    message = _("%(station)s is not open on %(day)s.")


class HelperOfAnotherPlace(Refused):
    message = _("%(name)s is not in the team of %(place)s on %(day)s; choose another.")


class SentOtherwise(Refused):
    message = _(
        "This form was sent before and kept as it was then; what differs now was not kept. Look "
        "at the list, and open a new form for what is still to be entered."
    )


class Ending(Protocol):
    """A row with a beginning and, some day, an end."""

    start_on: Any
    end_on: Any

    def save(self, *, update_fields: list[str]) -> None: ...


def clean(value: str, label: Any, *, most: int, needed: bool = True) -> str:
    """The text stripped, without what no paper can hold. TextMissing, TextTooLong,
    IdentityNumberRefused; each names the field by its label."""
    text = " ".join(printable(value).split())
    if needed and not text:
        raise TextMissing(field=str(label))
    if len(text) > most:
        raise TextTooLong(field=str(label), count=len(text), most=most)
    if holds_identity_number(text):
        raise IdentityNumberRefused(field=str(label))
    return text


def cleaned(
    fields: Mapping[str, str], rules: Mapping[str, tuple[Any, int, bool]]
) -> dict[str, str]:
    """The texts of several fields, each by its rule (label, most characters, needed); refuses as
    `clean`."""
    return {
        name: clean(value, rules[name][0], most=rules[name][1], needed=rules[name][2])
        for name, value in fields.items()
    }


def guard_same(**pairs: tuple[object, object]) -> None:
    """What was sent again under its id says the same: (as it was kept, as it is now) by field.
    SentOtherwise."""
    if any(kept != now for kept, now in pairs.values()):
        raise SentOtherwise


def guard_open(station: Station, on: date) -> None:
    """StationClosed for a day on which the station is not open (any more)."""
    if station.start_on > on or (station.end_on is not None and station.end_on <= on):
        raise StationClosed(station=station.name, day=on)


def end_row(row: Ending, on: date) -> None:
    """Ends a row on a day, which is the first that it does not hold; one that was to end later ends
    earlier. EndedAlready, EndsBeforeItBegan."""
    if row.end_on is not None and row.end_on <= on:
        raise EndedAlready(day=row.end_on)
    if on < row.start_on:
        raise EndsBeforeItBegan(day=row.start_on)
    row.end_on = on
    row.save(update_fields=["end_on"])


def helper_named_in(
    station: Station, *texts: str, but: Helper | None = None, is_place_name: bool = False
) -> Helper | None:
    """A helper of the station's village, other than `but`, whose name or phone stands in one of the
    texts; None where none does. Where what looks like a name is that of a place, phones alone."""
    digits = ["".join(filter(str.isdigit, text)) for text in texts]
    for helper in Helper.objects.filter(team__place=station.place_id):
        if helper == but:
            continue
        phone = "".join(filter(str.isdigit, helper.phone))
        if (
            not is_place_name
            and len(helper.name) > 1
            and any(helper.name in text for text in texts)
        ):
            return helper
        if len(phone) > 6 and any(phone in told for told in digits):
            return helper
    return None


def guard_asked(
    helper: Helper,
    station: Station,
    agreed_on: date | None,
    on: date,
    unasked: type[Refused],
) -> date:
    """The day on which a helper of the station's village agreed; `unasked` is raised without one,
    or for a day after `on`. HelperOfAnotherPlace."""
    here = Helper.objects.filter(live_on(on), pk=helper.pk, team__place=station.place_id)
    if not here.exists():
        raise HelperOfAnotherPlace(name=helper.name, place=station.place.name, day=on)
    if agreed_on is None or agreed_on > on:
        raise unasked(name=helper.name)
    return agreed_on
