"""Households a ledger does not list any more."""

from collections.abc import Mapping
from datetime import date

from doorstep.pairing.actions import take_off_register
from doorstep.people.models import Account
from doorstep.register import actions as register
from doorstep.register import roster as ledger
from doorstep.register.choices import ClosedBecause
from doorstep.register.models import Household
from doorstep.sync.rules import clearly_merged


def close_gone(
    diff: ledger.Diff,
    gone: Mapping[str, ledger.Stated],
    households: Mapping[str, Household],
    *,
    by: Account,
    on: date,
    close_missing: bool,
) -> list[str]:
    """Closes a household all of whose members came to another one; any other only where asked.
    A household that is merely missing may be missing by mistake."""
    closed = []
    for code, one in gone.items():
        into = households.get(clearly_merged(diff, one.household, one.members))
        if into is None and not close_missing:
            continue
        household = households[code]
        because = ClosedBecause.ENDED if into is None else ClosedBecause.MERGED
        take_off_register(household, because=because, by=by, on=on)
        if into is not None:
            for member in household.members.filter(left_on=None).select_related("household"):
                member.household = household
                register.end_member(member, by=by, on=on)
        closed.append(code)
    return closed
