"""What goes to a household without a claim that was decided: two people stand behind it."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from doorstep.funds.choices import Cause, ClaimState
from doorstep.funds.models import Programme
from doorstep.funds.queries import left_of_others
from doorstep.kit.errors import Refused
from doorstep.needs.models import Need
from doorstep.people.models import Account

UNDECIDED = (Cause.NEED, Cause.ACTIVITY, Cause.COMMITMENT)  # no agreed sum stands behind these


class ClaimWasRefused(Refused):
    message = _(
        "A claim for this need was refused on %(day)s; nothing is paid for it unless a second "
        "person grants a new claim."
    )


class OwnMoneyToHousehold(Refused):
    message = _(
        "Who committed money of “%(name)s” for %(year)s does not also pay it to a household "
        "without a granted claim. Let another person who keeps this money pay, or open a claim."
    )


def guard_not_refused(need: Need) -> None:
    """ClaimWasRefused for a need that is to be paid without a claim, though one was refused."""
    refused = need.claims.filter(state=ClaimState.REFUSED).order_by("-closed_on").first()
    if refused is not None:
        raise ClaimWasRefused(day=refused.closed_on)


def guard_two_people(programme: Programme, amount: int, paid_on: date, *, by: Account) -> None:
    """Who pays a household without a claim pays what others committed to the year, once the year
    is known to have it: else one person would give money and take it. OwnMoneyToHousehold."""
    if amount > left_of_others(programme, paid_on.year, by):
        raise OwnMoneyToHousehold(name=programme.name, year=paid_on.year)
