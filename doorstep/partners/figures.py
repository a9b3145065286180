"""What partners let others count: heads at open days and study trips, and plants with what they
save."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from doorstep.kit.figures import Figure, Unit
from doorstep.kit.periods import Period
from doorstep.partners import rules
from doorstep.partners.choices import ApplicationState, EnergyKind, JointActKind
from doorstep.partners.factors import FactorSet, factor_sets
from doorstep.partners.models import Application, JointAct, Plant
from doorstep.people.queries import Scope


def _acts(kind: JointActKind) -> Callable[[Scope, Period], QuerySet[JointAct]]:
    def rows(scope: Scope, period: Period) -> QuerySet[JointAct]:
        places = [scope.place.pk, *scope.village_ids]
        done = JointAct.objects.filter(partner__place__in=places, kind=kind)
        in_period = done.filter(on__gte=period.from_on, on__lte=period.to_on)
        return in_period.select_related("partner")

    return rows


def _wind(scope: Scope, period: Period) -> QuerySet[Plant]:
    """Plants of wind, built or planned, as stated by the end of the period."""
    places = [scope.place.pk, *scope.village_ids]
    rows = Plant.objects.filter(partner__place__in=places, kind=EnergyKind.WIND)
    return rows.filter(stated_on__lte=period.to_on).select_related("partner")


def _saved(of: Callable[[FactorSet, int], rules.Saving]) -> Callable[[QuerySet[Plant]], int]:
    """Tonnes a year of all plants, rounded as the source of each set of factors rounds."""

    def measure(rows: QuerySet[Plant]) -> int:
        exact: dict[str, Decimal] = {}
        for key, kwh in rows.order_by().values_list("factors", "yearly_kwh"):
            exact[key] = exact.get(key, Decimal(0)) + of(factor_sets()[key], kwh).exact
        return sum(
            rules.as_stated(tonnes, factor_sets()[key].round_to) for key, tonnes in exact.items()
        )

    return measure


def _granted(scope: Scope, period: Period) -> QuerySet[Application]:
    """Applications that are granted by now, by the day on which they were: of the decision, or of
    the answer to an appeal."""
    span = (period.from_on, period.to_on)
    rows = Application.objects.filter(place__in=scope.village_ids, state=ApplicationState.GRANTED)
    at_once = Q(appeal=None, decided_on__range=span)
    in_period = rows.filter(at_once | Q(appeal__answered_on__range=span))
    return in_period.select_related("household", "scholarship")


def _act_label(act: Any) -> str:
    return f"{act.on} · {act.title} · {act.people_count}"


def _of_acts(key: str, name: Any, kind: JointActKind) -> Figure:
    return Figure(
        key=key,
        name=name,
        unit=Unit.PERSON,
        rows=_acts(kind),
        label=_act_label,
        measure=Sum("people_count"),
        household="",
        url_name="office:joint-act",
    )


def _of_plants(key: str, name: Any, unit: Unit, measure: Any, shown: str) -> Figure:
    return Figure(
        key=key,
        name=name,
        unit=unit,
        rows=_wind,
        label=lambda plant: f"{plant.name} · {getattr(plant, shown):,}",
        measure=measure,
        household="",
        url_name="office:plant",
        is_stock=True,
        is_guarded=False,
    )


FIGURES: tuple[Figure, ...] = (
    _of_acts("open_day_visitors", _("Visitors at open days"), JointActKind.OPEN_DAY),
    _of_acts("study_trip", _("People on study trips"), JointActKind.STUDY_TRIP),
    Figure(
        key="scholarships_granted",
        name=_("Scholarships granted"),
        unit=Unit.PERSON,
        rows=_granted,
        label=lambda row: f"{row.household.code} · {row.scholarship.name}",
        url_name="office:application",
    ),
    _of_acts("graduate_jobs", _("Graduates who got a job"), JointActKind.JOBS),
    _of_plants(
        "wind_capacity",
        _("Wind farms, built or planned: capacity"),
        Unit.KILOWATT,
        Sum("capacity_kw"),
        "capacity_kw",
    ),
    _of_plants(
        "wind_energy",
        _("Wind farms: power expected in a year"),
        Unit.KILOWATT_HOUR,
        Sum("yearly_kwh"),
        "yearly_kwh",
    ),
    _of_plants(
        "coal_saved",
        _("Standard coal saved in a year"),
        Unit.TONNE,
        _saved(FactorSet.coal_saved),
        "yearly_kwh",
    ),
    _of_plants(
        "co2_avoided",
        _("CO2 avoided in a year"),
        Unit.TONNE,
        _saved(FactorSet.co2_avoided),
        "yearly_kwh",
    ),
)
