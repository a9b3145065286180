"""Units of campaigns that can be paid."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from doorstep.campaigns.choices import UnitState
from doorstep.campaigns.models import CampaignUnit
from doorstep.campaigns.queries import units_in_use
from doorstep.funds.models import Payment, Posting
from doorstep.funds.queries.payments import payments_for
from doorstep.people.models import Account, Place
from doorstep.people.queries import villages_below


@dataclass(frozen=True)
class PaidUnit:
    """When a unit was paid, and its payment for who may open that."""

    on: date
    payment_id: UUID | None


def paid_units(account: Account, units: Iterable[UUID], on: date) -> dict[UUID, PaidUnit]:
    """Of some units that the account sees, those for which a payment stands."""
    rows = Posting.objects.filter(payment__in=_standing().filter(unit__in=list(units)))
    found = list(rows.values_list("payment__unit", "on", "payment"))
    opens = payments_for(account, on).filter(pk__in=[one for _unit, _day, one in found])
    open_keys = set(opens.values_list("pk", flat=True))
    return {
        unit: PaidUnit(day, payment if payment in open_keys else None)
        for unit, day, payment in found
        if unit is not None and payment is not None
    }


def is_unit_paid(unit: CampaignUnit) -> bool:
    """Whether a payment of a unit stands."""
    return _standing().filter(unit=unit).exists()


def unpaid(units: QuerySet[CampaignUnit]) -> QuerySet[CampaignUnit]:
    """Of some units, those that are accepted, of a campaign that pays for each, and not paid; by
    village and code."""
    paid = _standing().filter(unit=OuterRef("pk"))
    rows = units.filter(state=UnitState.ACCEPTED, campaign__pay__gt=0).exclude(Exists(paid))
    return rows.select_related("campaign__place", "place", "household", "member").order_by(
        "place__code", "household__code", "pk"
    )


def units_due(units: Iterable[CampaignUnit]) -> list[CampaignUnit]:
    """Of some units of households, those that can be paid; one query."""
    keys: list[UUID] = [one.pk for one in units]
    rows = units_in_use().filter(pk__in=keys, household__isnull=False)
    return list(unpaid(rows))


def units_to_pay(place: Place, on: date) -> QuerySet[CampaignUnit]:
    """What can be paid at a village, or below a town, on a day."""
    here = units_in_use().filter(place__in=villages_below(place), state_on__lte=on)
    return unpaid(here)


def _standing() -> QuerySet[Payment]:
    rows = Payment.objects.filter(unit__isnull=False)
    return rows.exclude(postings__reverses__isnull=False)
