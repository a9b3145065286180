"""A unit of a campaign is paid what the campaign pays for each, once, when it is accepted."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.campaigns.actions import hold_unit, take_back_unit
from doorstep.campaigns.choices import UnitState
from doorstep.campaigns.models import CampaignUnit
from doorstep.funds.actions.guards import hold
from doorstep.funds.queries import is_unit_paid
from doorstep.kit.errors import Refused
from doorstep.kit.money import money_text
from doorstep.people.models import Account


class UnitNotAccepted(Refused):
    message = _("%(code)s is “%(state)s”; it is paid once it is accepted.")


class UnitUnpaid(Refused):
    message = _("“%(title)s” pays nothing for its units.")


class UnitPaidAlready(Refused):
    message = _("%(code)s was paid for “%(title)s” already.")


class UnitPayDiffers(Refused):
    message = _("“%(title)s” pays %(agreed)s for each accepted unit, not %(amount)s.")


class UnitAcceptedLater(Refused):
    message = _("%(code)s was accepted on %(day)s; it cannot be paid on an earlier day.")


class UnitIsPaid(Refused):
    message = _(
        "%(code)s was paid for “%(title)s”. Reverse that payment first; then it can be taken back."
    )


@transaction.atomic
def take_back_unpaid_unit(unit: CampaignUnit, *, note: str, by: Account, on: date) -> None:
    """Takes back what was entered last of a unit for which no payment stands. UnitIsPaid, and as
    `campaigns.actions.take_back_unit` refuses."""
    hold_unit(unit)  # before the trail, as everywhere; then no payment of it can begin
    hold(unit.place)
    if is_unit_paid(unit):
        code = unit.household.code if unit.household else unit.place.name
        raise UnitIsPaid(code=code, title=unit.campaign.title)
    take_back_unit(unit, note=note, by=by, on=on)


def guard_unit(unit: CampaignUnit, amount: int, paid_on: date) -> None:
    """Whether a unit can be paid so, as it stands now. UnitUnpaid, UnitNotAccepted,
    UnitAcceptedLater, UnitPayDiffers, UnitPaidAlready."""
    unit.refresh_from_db(from_queryset=CampaignUnit.objects.select_related("campaign", "household",
                                                                          "place"))  # fmt: skip
    campaign = unit.campaign
    code = unit.household.code if unit.household else unit.place.name
    if not campaign.pay:
        raise UnitUnpaid(title=campaign.title)
    if unit.state != UnitState.ACCEPTED:
        raise UnitNotAccepted(code=code, state=UnitState(unit.state))
    if paid_on < unit.state_on:
        raise UnitAcceptedLater(code=code, day=unit.state_on)
    if amount != campaign.pay:
        agreed, asked = money_text(campaign.pay), money_text(amount)
        raise UnitPayDiffers(title=campaign.title, agreed=agreed, amount=asked)
    if is_unit_paid(unit):
        raise UnitPaidAlready(code=code, title=campaign.title)
