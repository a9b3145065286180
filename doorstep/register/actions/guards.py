"""What every write about a household asks first."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.register.models import Household


class HouseholdClosedAlready(Refused):
    message = _("Household %(code)s left the register on %(day)s; nothing more can be changed.")


def guard_open(household: Household, on: date) -> None:
    """HouseholdClosedAlready, as the database has it, for a household closed by that day. Keeps
    others off, and brings the version up to theirs."""
    row = (
        Household.objects.select_for_update(no_key=True)
        .only("closed_on", "version")
        .get(pk=household.pk)
    )
    household.version = row.version
    guard_still_open(row, household.code, on)


def guard_still_open(row: Household, code: str, on: date) -> None:
    """As `guard_open`, for a row that was locked before."""
    if row.closed_on is not None and row.closed_on <= on:
        raise HouseholdClosedAlready(code=code, day=row.closed_on)
