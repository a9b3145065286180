"""Plants of a partner, as it states them, mending that, and when one is built."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.partners.actions.guards import (
    clean,
    guard_day,
    guard_number,
    hold_partner,
    tell,
)
from doorstep.partners.choices import EnergyKind
from doorstep.partners.factors import factor_sets
from doorstep.partners.models import Partner, Plant
from doorstep.people.models import Account

MOST_KW = 100_000_000
HOURS_OF_A_YEAR = 8_784
FIELDS = (
    "kind", "name", "where", "capacity_kw", "yearly_kwh", "factors", "stated_on", "document",
)  # fmt: skip


class PlantThereAlready(Refused):
    message = _("“%(name)s” is on record already; change it there.")


class MoreThanItCanMake(Refused):
    message = _(
        "%(kwh)s kWh a year are more than %(kw)s kW can make in all hours of a year; one of the "
        "two is in another unit."
    )


class FactorsUnknown(Refused):
    message = _("There is no set of factors “%(key)s”.")


class BuiltAlready(Refused):
    message = _("“%(name)s” was built on %(day)s.")


@transaction.atomic
def state_plant(
    partner: Partner,
    *,
    kind: EnergyKind | str,
    name: str,
    capacity_kw: int,
    yearly_kwh: int,
    factors: str,
    stated_on: date,
    document: str,
    by: Account,
    on: date,
    where: str = "",
) -> Plant:
    """Keeps what a partner states of a plant, and in which document: kW, kWh a year, and the set of
    factors that its savings are computed by. NumberRefused, MoreThanItCanMake, FactorsUnknown,
    PlantThereAlready, PartnerTextMissing, and as `guard_day`."""
    hold_partner(partner)
    plant = Plant(partner=partner, by=by)
    _write(
        plant,
        on,
        kind=EnergyKind(kind),
        name=name,
        where=where,
        capacity_kw=capacity_kw,
        yearly_kwh=yearly_kwh,
        factors=factors,
        stated_on=stated_on,
        document=document,
    )
    plant.save(force_insert=True)
    tell("state_plant", plant, partner.place, by=by, on=on)
    return plant


@transaction.atomic
def change_plant(plant: Plant, *, by: Account, on: date, **fields: Any) -> None:
    """Mends what was typed wrong, or keeps what the partner states anew. Refuses as
    `state_plant`."""
    partner = plant.partner
    hold_partner(partner)
    plant.refresh_from_db()
    plant.partner = partner
    unknown = set(fields) - set(FIELDS)
    if unknown:
        raise TypeError(f"no such field of a plant: {', '.join(sorted(unknown))}")
    _write(plant, on, **fields)
    plant.save(update_fields=list(FIELDS))
    tell("change_plant", plant, partner.place, by=by, on=on)


@transaction.atomic
def note_plant_built(plant: Plant, *, built_on: date, by: Account, on: date) -> None:
    """The day from which a planned plant makes power. BuiltAlready, and as `guard_day`."""
    hold_partner(plant.partner)
    plant.refresh_from_db(fields=["built_on"])
    if plant.built_on is not None:
        raise BuiltAlready(name=plant.name, day=plant.built_on)
    plant.built_on = guard_day(plant.partner, built_on, on)
    plant.save(update_fields=["built_on"])
    tell("note_plant_built", plant, plant.partner.place, by=by, on=on)


def _write(plant: Plant, today: date, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(plant, name, value)
    plant.name = clean(plant.name, 100, is_required=True)
    plant.where = clean(plant.where, 100)
    plant.document = clean(plant.document, 200, is_required=True)
    guard_day(plant.partner, plant.stated_on, today)
    guard_number(plant.capacity_kw, least=1, most=MOST_KW)
    guard_number(plant.yearly_kwh, least=1, most=MOST_KW * HOURS_OF_A_YEAR)
    if plant.yearly_kwh > plant.capacity_kw * HOURS_OF_A_YEAR:
        raise MoreThanItCanMake(kwh=f"{plant.yearly_kwh:,}", kw=f"{plant.capacity_kw:,}")
    if plant.factors not in factor_sets():
        raise FactorsUnknown(key=plant.factors)
    if plant.partner.plants.filter(name=plant.name).exclude(pk=plant.pk).exists():
        raise PlantThereAlready(name=plant.name)
