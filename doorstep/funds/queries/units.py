"""Units of campaigns that can be paid."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from doorstep.campaigns.choices import UnitState
from doorstep.campaigns.models import CampaignUnit
from doorstep.campaigns.queries import units_in_use
from doorstep.funds.models import Payment
from doorstep.people.models import Place
from doorstep.people.queries import villages_below


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
