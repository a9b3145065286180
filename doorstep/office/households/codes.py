"""A household by the code that somebody typed."""

import unicodedata
from datetime import date

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


def household_of_code(code: str, account: Account, village: Place, on: date) -> Household:
    """A household of the village that the account sees whole, by its code in any case of letters.
    NoSuchHousehold."""
    code = typed_code(code)
    seen = households_seen_whole(account, on).filter(village=village)
    household = seen.filter(code__iexact=code).first()
    if household is None:
        raise NoSuchHousehold(
            _("No household has the code %(codes)s. Mend or remove it."), codes=code[:40]
        )
    return household
