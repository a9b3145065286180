"""What pairing lets others count."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from doorstep.kit.figures import Figure, Unit
from doorstep.kit.periods import Period
from doorstep.pairing.choices import PairingVia
from doorstep.pairing.models import Pairing
from doorstep.people.queries import Scope
from doorstep.register.models import Household


def _pairs(scope: Scope, period: Period) -> QuerySet[Pairing]:
    live = Pairing.objects.live_on(period.to_on)
    active = Household.objects.in_villages(scope.village_ids).active_on(period.to_on)
    return (
        live.filter(household__in=active)
        .select_related("household")
        .order_by("household__code", "order", "pk")
    )


def _helped(scope: Scope, period: Period) -> QuerySet[Pairing]:
    return _pairs(scope, period).exclude(via=PairingVia.STAND_IN)


def _stand_ins(scope: Scope, period: Period) -> QuerySet[Pairing]:
    return _pairs(scope, period).filter(via=PairingVia.STAND_IN)


def _without_helper(scope: Scope, period: Period) -> QuerySet[Household]:
    live = Pairing.objects.live_on(period.to_on).filter(household=OuterRef("pk"))
    active = Household.objects.in_villages(scope.village_ids).active_on(period.to_on)
    return active.filter(~Exists(live)).order_by("code", "pk")


def _label_of_pair(pairing: Pairing) -> str:
    return f"{pairing.household.code} · {PairingVia(pairing.via).label}"


FIGURES: tuple[Figure, ...] = (
    Figure(
        key="pairs",
        name=_("Households paired with a helper, by pair"),
        unit=Unit.PAIR,
        rows=_helped,
        label=_label_of_pair,
        url_name="office:pairing",
        target=lambda pairing: pairing.household_id,
        is_stock=True,
    ),
    Figure(
        key="stand_ins",
        name=_("Places in which the coordinator stands in"),
        unit=Unit.PAIR,
        rows=_stand_ins,
        label=_label_of_pair,
        url_name="office:pairing",
        target=lambda pairing: pairing.household_id,
        is_stock=True,
    ),
    Figure(
        key="households_without_helper",
        name=_("Households nobody is paired with"),
        unit=Unit.HOUSEHOLD,
        rows=_without_helper,
        label=lambda household: household.code,
        household="pk",
        url_name="office:pairing",
        is_stock=True,
    ),
)
