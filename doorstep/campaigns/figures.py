"""What campaigns let others count, as it stood at the end of a period."""

from collections.abc import Callable
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.translation import gettext_lazy as _

from doorstep.campaigns.choices import CampaignKind, UnitState
from doorstep.campaigns.models import CampaignUnit, Deed, UnitStep
from doorstep.campaigns.rules import DONE, SETTLED
from doorstep.kit.figures import Figure, Unit
from doorstep.kit.periods import Period
from doorstep.people.queries import Scope

Rows = Callable[[Scope, Period], QuerySet[Any]]
OF_HOUSEHOLDS = (CampaignKind.TOILETS, CampaignKind.SEPARATION)


def _units(kind: CampaignKind, *states: UnitState, but: tuple[UnitState, ...] = ()) -> Rows:
    """The households on the lists of a kind that were in some states, or in none of others."""

    def rows(scope: Scope, period: Period) -> QuerySet[CampaignUnit]:
        running = Q(campaign__ended_on=None) | Q(campaign__ended_on__gte=period.to_on)
        found = CampaignUnit.objects.filter(
            running,
            place__in=scope.village_ids,
            campaign__kind=kind,
            campaign__start_on__lte=period.to_on,
            household__isnull=False,
            member=None,
        )
        steps = UnitStep.objects.filter(unit=OuterRef("pk"), on__lte=period.to_on)
        then = found.annotate(then=Subquery(steps.order_by("-number").values("state")[:1]))
        if states:
            then = then.filter(then__in=states)
        then = then.exclude(then__in=but) if but else then
        return then.select_related("household", "place").order_by(
            "place__code", "household__code", "pk"
        )

    return rows


def _deeds(kind: CampaignKind) -> Rows:
    def rows(scope: Scope, period: Period) -> QuerySet[Deed]:
        found = Deed.objects.filter(
            unit__place__in=scope.village_ids,
            unit__campaign__kind=kind,
            taken_back="",
            on__gte=period.from_on,
            on__lte=period.to_on,
        )
        return found.select_related("unit__place").order_by("on", "pk")

    return rows


def _unit_label(unit: CampaignUnit) -> str:
    return unit.household.code if unit.household else unit.place.name


def _deed_label(deed: Deed) -> str:
    return f"{deed.on} · {deed.unit.place.name}"


def _of_households(kind: CampaignKind, names: tuple[Any, Any, Any, Any]) -> tuple[Figure, ...]:
    target, done, accepted, left = names
    parts = (
        ("target", target, _units(kind)),
        ("done", done, _units(kind, *DONE)),
        ("accepted", accepted, _units(kind, UnitState.ACCEPTED)),
        ("left", left, _units(kind, but=SETTLED)),
    )
    return tuple(
        Figure(
            key=f"{kind.value}.{part}",
            name=name,
            unit=Unit.HOUSEHOLD,
            rows=rows,
            label=_unit_label,
            url_name="office:campaign-unit",
            is_stock=True,
        )
        for part, name, rows in parts
    )


def _of_deeds(key: str, name: Any, unit: Unit, kind: CampaignKind, **more: Any) -> Figure:
    return Figure(
        key=key,
        name=name,
        unit=unit,
        rows=_deeds(kind),
        label=_deed_label,
        household="",
        url_name="office:campaign-unit",
        target=lambda deed: deed.unit_id,
        is_guarded=False,
        **more,
    )


FIGURES: tuple[Figure, ...] = (
    *_of_households(
        CampaignKind.TOILETS,
        (
            _("Toilets: households on the list"),
            _("Toilets: rebuilt"),
            _("Toilets: accepted"),
            _("Toilets: left"),
        ),
    ),
    *_of_households(
        CampaignKind.SEPARATION,
        (
            _("People and livestock apart: households on the list"),
            _("People and livestock apart: done"),
            _("People and livestock apart: accepted"),
            _("People and livestock apart: left"),
        ),
    ),
    _of_deeds("cleanups", _("Village clean-ups"), Unit.SESSION, CampaignKind.CLEAN_UP),
    _of_deeds(
        "waste_trips", _("Trips with waste"), Unit.TRIP, CampaignKind.WASTE, measure=Sum("trips")
    ),
    _of_deeds(
        "waste_kilograms", _("Waste taken away"), Unit.KILOGRAM, CampaignKind.WASTE,
        measure=Sum("kilograms"),
    ),
)  # fmt: skip
