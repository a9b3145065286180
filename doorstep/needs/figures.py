"""What the needs let others count. Sealed needs are in no figure; stocks are recomputed for any
day from the needs' dated steps."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from doorstep.kit.figures import Figure, Unit
from doorstep.kit.periods import Period
from doorstep.method.choices import NeedKind, Urgency
from doorstep.needs.choices import Outcome, PlacementKind, WorksKind
from doorstep.needs.models import Need, NeedQuerySet, Placement, Served, Works
from doorstep.people.queries import Scope
from doorstep.register.models import Household


def _needs(scope: Scope) -> NeedQuerySet:
    rows = Need.objects.in_villages(scope.village_ids).unsealed().standing()
    return rows.select_related("household", "place")


def _open(scope: Scope, period: Period) -> QuerySet[Need]:
    return _needs(scope).open_on(period.to_on)


def _overdue(scope: Scope, period: Period) -> QuerySet[Need]:
    return _needs(scope).overdue_on(period.to_on)


def _urgent(scope: Scope, period: Period) -> QuerySet[Need]:
    return _open(scope, period).filter(urgency=Urgency.URGENT)


def _raised(scope: Scope, period: Period) -> QuerySet[Need]:
    return _needs(scope).filter(raised_on__gte=period.from_on, raised_on__lte=period.to_on)


def _closed(scope: Scope, period: Period) -> QuerySet[Need]:
    return _needs(scope).closed_within(period)


def _hazards_found(scope: Scope, period: Period) -> QuerySet[Need]:
    return _raised(scope, period).filter(kind=NeedKind.HAZARD)


def _hazards_closed(scope: Scope, period: Period) -> QuerySet[Need]:
    done = _needs(scope).closed_within(period, outcome=Outcome.DONE)
    return done.filter(kind=NeedKind.HAZARD)


def _disputes_mediated(scope: Scope, period: Period) -> QuerySet[Need]:
    agreed = _needs(scope).closed_within(period, outcome=Outcome.AGREED)
    return agreed.filter(kind=NeedKind.MEDIATION)


def _errands_done(scope: Scope, period: Period) -> QuerySet[Need]:
    done = _needs(scope).closed_within(period, outcome=Outcome.DONE)
    return done.filter(kind=NeedKind.ERRAND)


def _temporary_jobs(scope: Scope, period: Period) -> QuerySet[Placement]:
    """Temporary work begun in the period; a person with several counts once, by the first."""
    begun = Placement.objects.exclude(need__sealed=True).filter(
        kind=PlacementKind.TEMPORARY,
        start_on__gte=period.from_on,
        start_on__lte=period.to_on,
    )
    earlier = begun.filter(
        Q(start_on__lt=OuterRef("start_on"))
        | Q(start_on=OuterRef("start_on"), pk__lt=OuterRef("pk")),
        member=OuterRef("member"),
    )
    here = begun.filter(household__village__in=scope.village_ids)
    return here.exclude(Exists(earlier)).select_related("household")


def _bridge_households(scope: Scope, period: Period) -> QuerySet[Household]:
    """Households served by bridges accepted in the period, each once."""
    bridges = Works.objects.filter(
        kind=WorksKind.BRIDGE,
        accepted_on__gte=period.from_on,
        accepted_on__lte=period.to_on,
        need__sealed=False,
    )
    asked = bridges.values("need__household")
    linked = Served.objects.filter(need__in=bridges.values("need")).values("household")
    served = Household.objects.filter(Q(pk__in=asked) | Q(pk__in=linked))
    return served.in_villages(scope.village_ids)


def _need_label(need: Any) -> str:
    where = need.household.code if need.household else need.place.name
    return f"{where} · {NeedKind(need.kind).label} · {need.raised_on}"


def _placement_label(placement: Any) -> str:
    return f"{placement.household.code} · {placement.employer} · {placement.start_on}"


def _of_needs(key: str, name: Any, rows: Any, *, unit: Unit, is_stock: bool = False) -> Figure:
    return Figure(
        key=key,
        name=name,
        unit=unit,
        rows=rows,
        label=_need_label,
        url_name="office:need",
        is_stock=is_stock,
    )


FIGURES: tuple[Figure, ...] = (
    _of_needs("needs_open", _("Needs open"), _open, unit=Unit.NEED, is_stock=True),
    _of_needs("needs_overdue", _("Needs overdue"), _overdue, unit=Unit.NEED, is_stock=True),
    _of_needs("needs_urgent", _("Urgent needs open"), _urgent, unit=Unit.NEED, is_stock=True),
    _of_needs("needs_raised", _("Needs raised"), _raised, unit=Unit.NEED),
    _of_needs("needs_closed", _("Needs closed"), _closed, unit=Unit.NEED),
    _of_needs("hazards_found", _("Hazards found"), _hazards_found, unit=Unit.CASE),
    _of_needs("hazards_closed", _("Hazards put right and closed"), _hazards_closed, unit=Unit.CASE),
    _of_needs(
        "disputes_mediated",
        _("Disputes mediated and agreed"),
        _disputes_mediated,
        unit=Unit.CASE,
    ),
    _of_needs("errands_done", _("Errands done"), _errands_done, unit=Unit.PERSON_TIME),
    Figure(
        key="temporary_jobs",
        name=_("People placed in temporary work"),
        unit=Unit.PERSON,
        rows=_temporary_jobs,
        label=_placement_label,
        url_name="office:household",
        target=lambda placement: placement.household_id,
    ),
    Figure(
        key="bridge.households",
        name=_("Households served by an accepted bridge"),
        unit=Unit.HOUSEHOLD,
        rows=_bridge_households,
        label=lambda household: household.code,
        household="pk",
        url_name="office:household",
    ),
)
