"""What stars let others count: households whose star is shown, star villages, applications."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from doorstep.kit.figures import Figure, Unit
from doorstep.kit.periods import Period
from doorstep.people.models import Place
from doorstep.people.queries import Scope
from doorstep.register.choices import ConsentPurpose
from doorstep.register.models import Household
from doorstep.register.queries import consenting
from doorstep.stars.models import Star, StarApplication


def _shown(scope: Scope, period: Period) -> QuerySet[Household]:
    held = Star.objects.held_on(period.to_on).filter(application__household=OuterRef("pk"))
    rows = consenting(ConsentPurpose.STAR, period.to_on).in_villages(scope.village_ids)
    return rows.filter(Exists(held))


def _villages(scope: Scope, period: Period) -> QuerySet[Place]:
    held = Star.objects.held_on(period.to_on).of_villages()
    holding = held.filter(application__place=OuterRef("pk"))
    return Place.objects.filter(Exists(holding), pk__in=scope.village_ids)


def _applications(scope: Scope) -> QuerySet[StarApplication]:
    rows = StarApplication.objects.filter(household__isnull=False, place__in=scope.village_ids)
    return rows.select_related("household", "star_set")


def _open(scope: Scope, period: Period) -> QuerySet[StarApplication]:
    """Asked for by the end of the period, and by then neither answered nor taken back."""
    day = period.to_on
    waits = Q(decided_on=None) | Q(decided_on__gt=day)
    kept = Q(taken_back_on=None) | Q(taken_back_on__gt=day)
    stays = Q(household__closed_on=None) | Q(household__closed_on__gt=day)
    return _applications(scope).filter(waits, kept, stays, asked_on__lte=day)


def _answered(scope: Scope, period: Period) -> QuerySet[StarApplication]:
    return _applications(scope).filter(decided_on__range=(period.from_on, period.to_on))


def _in_time(scope: Scope, period: Period) -> QuerySet[StarApplication]:
    return _answered(scope, period).filter(decided_on__lte=F("due_on"))


def _label(row: Any) -> str:
    return f"{row.household.code} · {row.star_set.name}"


FIGURES: tuple[Figure, ...] = (
    Figure(
        key="stars_shown",
        name=_("Households with a star that is shown"),
        unit=Unit.HOUSEHOLD,
        rows=_shown,
        label=lambda row: row.code,
        url_name="office:household",
        is_stock=True,
        household="pk",
    ),
    Figure(
        key="star_applications_open",
        name=_("Applications for a star that wait for an answer"),
        unit=Unit.CASE,
        rows=_open,
        label=_label,
        url_name="office:star-application",
        is_stock=True,
    ),
    Figure(
        key="star_applications_answered",
        name=_("Applications for a star answered"),
        unit=Unit.CASE,
        rows=_answered,
        label=_label,
        url_name="office:star-application",
    ),
    Figure(
        key="star_answers_in_time",
        name=_("Applications for a star answered in time"),
        unit=Unit.CASE,
        rows=_in_time,
        label=_label,
        url_name="office:star-application",
    ),
    Figure(
        key="star_villages",
        name=_("Star villages"),
        unit=Unit.VILLAGE,
        rows=_villages,
        label=lambda row: row.name,
        url_name="",
        is_stock=True,
        is_guarded=False,
        household="",
    ),
)
