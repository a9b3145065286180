"""Plants of a partner, as it states them, and when one is built."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.partners.actions.guards import clean, guard_day, guard_number, hold, tell
from doorstep.partners.choices import EnergyKind
from doorstep.partners.factors import factor_sets
from doorstep.partners.models import Partner, Plant
from doorstep.people.models import Account

MOST_KW = 100_000_000
HOURS_OF_A_YEAR = 8_784


class PlantThereAlready(Refused):
    message = _("“%(name)s” is on record already; its figures are kept there.")


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
    by: Account,
    on: date,
    where: str = "",
) -> Plant:
    """Keeps what a partner states of a plant: kW, kWh a year, and the set of factors that its
    savings are computed by. NumberRefused, MoreThanItCanMake, FactorsUnknown, PlantThereAlready,
    and as `guard_day`."""
    hold(partner.place)
    name = clean(name, 100, is_required=True)
    guard_day(partner, stated_on, on)
    guard_number(capacity_kw, least=1, most=MOST_KW)
    guard_number(yearly_kwh, least=1, most=MOST_KW * HOURS_OF_A_YEAR)
    if yearly_kwh > capacity_kw * HOURS_OF_A_YEAR:
        raise MoreThanItCanMake(kwh=f"{yearly_kwh:,}", kw=f"{capacity_kw:,}")
    if factors not in factor_sets():
        raise FactorsUnknown(key=factors)
    if partner.plants.filter(name=name).exists():
        raise PlantThereAlready(name=name)
    plant = Plant(
        partner=partner,
        kind=EnergyKind(kind),
        name=name,
        where=clean(where, 100),
        capacity_kw=capacity_kw,
        yearly_kwh=yearly_kwh,
        factors=factors,
        stated_on=stated_on,
        by=by,
    )
    plant.save(force_insert=True)
    tell("state_plant", plant, partner.place, by=by, on=on)
    return plant


@transaction.atomic
def note_plant_built(plant: Plant, *, built_on: date, by: Account, on: date) -> None:
    """The day from which a planned plant makes power. BuiltAlready, and as `guard_day`."""
    hold(plant.partner.place)
    plant.refresh_from_db(fields=["built_on"])
    if plant.built_on is not None:
        raise BuiltAlready(name=plant.name, day=plant.built_on)
    plant.built_on = guard_day(plant.partner, built_on, on)
    plant.save(update_fields=["built_on"])
    tell("note_plant_built", plant, plant.partner.place, by=by, on=on)
