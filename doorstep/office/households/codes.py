"""A household by the code that somebody typed."""

import unicodedata
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from doorstep.kit.errors import Refused
from doorstep.people.models import Account, Place
from doorstep.register.models import Household
from doorstep.register.queries import households_seen_whole


class NoSuchHousehold(Refused):
    """A code that is none, or not this person's to see: both look the same."""


def typed_code(text: str) -> str:
    """A code as it was typed: a Chinese keyboard may write letters, digits and hyphen wide."""
    return unicodedata.normalize("NFKC", text).strip()


def named_by(rows: QuerySet[Household], text: str) -> Household | None:
    """Of some households the one whose code was typed, as `one_named`."""
    code = typed_code(text)
    return one_named(rows.filter(Q(code=text.strip()) | Q(code__iexact=code)), text)


def one_named(alike: Iterable[Household], text: str) -> Household | None:
    """Of households whose codes differ in width or case alone, the one written just as typed, else
    the only one there is. None for none, and where two could be meant."""
    found = list(alike)
    for code in (text.strip(), typed_code(text)):
        if exact := [one for one in found if one.code == code]:
            return exact[0]
    return found[0] if len(found) == 1 else None


def household_of_code(text: str, account: Account, village: Place, on: date) -> Household:
    """A household of the village that the account sees whole, by its code as `named_by`.
    NoSuchHousehold."""
    seen = households_seen_whole(account, on).filter(village=village).select_related("village")
    household = named_by(seen, text)
    if household is None:
        raise NoSuchHousehold(
            _("No household has the code %(codes)s. Mend or remove it."),
            codes=typed_code(text)[:40],
        )
    return household
