"""Who stands in where helpers are short: the coordinator, as a named helper."""

from datetime import date

from doorstep.pairing.queries import stand_in_for
from doorstep.people.actions import add_helper, link_helper
from doorstep.people.models import Account, Helper, Place
from doorstep.people.queries import helper_of


def stand_in_at(village: Place, *, by: Account, on: date) -> Helper | None:
    """The account that stands in, as a helper: made one of the team where not yet one. None: the
    village has no coordinator."""
    account = stand_in_for(village, by, on)
    if account is None:
        return None
    helper = helper_of(account, on)
    if helper is not None:
        return helper
    helper = add_helper(village.teams.get(code=village.code), name=account.name, by=by, on=on)
    if not Helper.objects.filter(account=account).exists():  # one who left keeps the account
        link_helper(helper, account, by=by, on=on)
    return helper
