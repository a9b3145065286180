"""What the register lets others count."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from doorstep.kit.figures import Figure, Unit
from doorstep.kit.periods import Period
from doorstep.people.models import Place
from doorstep.people.queries import Scope
from doorstep.register.models import Household


def _households(scope: Scope, period: Period) -> QuerySet[Household]:
    active = Household.objects.in_villages(scope.village_ids).active_on(period.to_on)
    return active.order_by("code", "pk")


def _villages(scope: Scope, period: Period) -> QuerySet[Place]:
    return Place.objects.filter(pk__in=scope.village_ids).order_by("code")


FIGURES: tuple[Figure, ...] = (
    Figure(
        key="households",
        name=_("Households on the register"),
        unit=Unit.HOUSEHOLD,
        rows=_households,
        label=lambda household: household.code,
        household="pk",
        url_name="office:household",
        is_stock=True,
    ),
    Figure(
        key="villages",
        name=_("Villages"),
        unit=Unit.VILLAGE,
        rows=_villages,
        label=lambda place: place.name,
        household="",
        url_name="",
        is_stock=True,
    ),
)
