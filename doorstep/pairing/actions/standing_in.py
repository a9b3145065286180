"""Who stands in where helpers are short: the coordinator, as a named helper."""

from datetime import date

from django.db.models import Q

from doorstep.people.actions import add_helper, link_helper
from doorstep.people.choices import Role
from doorstep.people.models import Account, AccountRole, Helper, Place, live_on
from doorstep.people.queries import has_role, helper_of


def stand_in_at(village: Place, *, by: Account, on: date) -> Helper | None:
    """The coordinator of a village as a helper: `by` where that is the coordinator, else the one
    longest in the role; made a helper of the team where not yet one. None: no coordinator there."""
    account = by if has_role(by, Role.COORDINATOR, village, on) else _coordinator(village, on)
    if account is None:
        return None
    helper = helper_of(account, on)
    if helper is not None:
        return helper
    helper = add_helper(village.teams.get(code=village.code), name=account.name, by=by, on=on)
    if not Helper.objects.filter(account=account).exists():  # one who left keeps the account
        link_helper(helper, account, by=by, on=on)
    return helper


def _coordinator(village: Place, on: date) -> Account | None:
    at = Q(place=village) | Q(place__children=village) | Q(place__children__children=village)
    held = AccountRole.objects.filter(live_on(on), at, role=Role.COORDINATOR)
    first = held.select_related("account").order_by("start_on", "pk").first()
    return first.account if first else None
