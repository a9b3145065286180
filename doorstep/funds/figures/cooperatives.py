"""Cooperatives: their villages, income and dividends."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from doorstep.funds.choices import Cause
from doorstep.funds.figures.payments import FEN, of_payments, paid, places_of
from doorstep.funds.models import CoopVillage, Posting
from doorstep.kit.figures import Figure, Unit
from doorstep.kit.money import money_text
from doorstep.kit.periods import Period
from doorstep.people.queries import Scope


def _coop_villages(scope: Scope, period: Period) -> QuerySet[CoopVillage]:
    """Villages in a cooperative on the last day, each once."""
    day = period.to_on
    rows = CoopVillage.objects.filter(Q(end_on=None) | Q(end_on__gt=day), start_on__lte=day)
    here = rows.filter(village__in=scope.village_ids)
    earlier = here.filter(village=OuterRef("village"), pk__lt=OuterRef("pk"))
    return here.exclude(Exists(earlier)).select_related("village", "cooperative")


def _coop_income(scope: Scope, period: Period) -> QuerySet[Posting]:
    rows = Posting.objects.filter(income__cooperative__place__in=places_of(scope))
    in_period = rows.filter(on__gte=period.from_on, on__lte=period.to_on)
    return in_period.select_related("income__cooperative")


def _coop_dividends(scope: Scope, period: Period) -> QuerySet[Posting]:
    return paid(scope, period).filter(payment__cause=Cause.DIVIDEND)


COOPERATIVES: tuple[Figure, ...] = (
    Figure(
        key="coop_villages",
        name=_("Villages in a cooperative"),
        unit=Unit.VILLAGE,
        rows=_coop_villages,
        label=lambda row: f"{row.village.name} · {row.cooperative.name}",
        is_stock=True,
        household="",
        url_name="office:cooperative",
        target=lambda row: row.cooperative_id,
    ),
    Figure(
        key="coop_income",
        name=_("Income of cooperatives"),
        unit=Unit.FEN,
        rows=_coop_income,
        label=lambda posting: (
            f"{posting.income.cooperative.name} · {posting.on} · {money_text(posting.amount)}"
        ),
        measure=FEN,
        household="",
        url_name="office:cooperative",
        target=lambda posting: posting.income.cooperative_id,
    ),
    of_payments("coop_dividends", _("Dividends paid to members"), _coop_dividends),
)
