"""What points let others count: people, points, swaps and disputes; no number of one person."""

from typing import Any

from django.db.models import F, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from doorstep.kit.figures import Figure, Unit
from doorstep.kit.periods import Period
from doorstep.people.queries import Scope
from doorstep.points.choices import ANSWERS
from doorstep.points.models import Award, Dispute, Swap
from doorstep.register.choices import ConsentPurpose
from doorstep.register.models import Consent, Household, Member


def _people(scope: Scope, period: Period) -> QuerySet[Member]:
    """Who takes part at the end: by own word that stands then, in a household of the register."""
    day = period.to_on
    words = Consent.objects.filter(
        Q(withdrawn_on=None) | Q(withdrawn_on__gt=day),
        purpose=ConsentPurpose.POINTS,
        given_on__lte=day,
    )
    homes = Household.objects.in_villages(scope.village_ids).active_on(day)
    lives = Q(left_on=None) | Q(left_on__gt=day)
    rows = Member.objects.filter(
        lives, pk__in=words.values("member"), household__in=homes.values("pk")
    )
    return rows.select_related("household").order_by("household__code", "pk")


def _given(scope: Scope, period: Period) -> QuerySet[Award]:
    rows = Award.objects.filter(
        Q(taken_back_on=None) | Q(taken_back_on__gt=period.to_on),
        rule__card__scheme__place__in=scope.village_ids,
        on__gte=period.from_on,
        on__lte=period.to_on,
    )
    return rows.select_related("rule", "consent")


def _swaps(scope: Scope, period: Period) -> QuerySet[Swap]:
    rows = Swap.objects.filter(
        Q(undone_on=None) | Q(undone_on__gt=period.to_on),
        price__scheme__place__in=scope.village_ids,
        on__gte=period.from_on,
        on__lte=period.to_on,
    )
    return rows.select_related("price__item", "consent")


def _disputes_open(scope: Scope, period: Period) -> QuerySet[Dispute]:
    rows = Dispute.objects.filter(
        Q(answered_on=None) | Q(answered_on__gt=period.to_on),
        scheme__place__in=scope.village_ids,
        made_on__lte=period.to_on,
    )
    return rows.select_related("consent")


def _disputes_answered(scope: Scope, period: Period) -> QuerySet[Dispute]:
    rows = Dispute.objects.filter(
        scheme__place__in=scope.village_ids,
        outcome__in=ANSWERS,
        answered_on__gte=period.from_on,
        answered_on__lte=period.to_on,
    )
    return rows.select_related("consent")


def _whose(row: Any) -> Any:
    return row.consent.member_id if row.consent else None


FIGURES: tuple[Figure, ...] = (
    Figure(
        key="points_people",
        name=_("People who take part in points"),
        unit=Unit.PERSON,
        rows=_people,
        label=lambda row: row.household.code,
        url_name="office:points-person",
        is_stock=True,
    ),
    Figure(
        key="points_given",
        name=_("Points given"),
        unit=Unit.POINT,
        rows=_given,
        measure=Sum(F("rule__points")),
        label=lambda row: f"{row.on} · {row.rule.text} · {row.rule.points}",
        household="consent__household",
        url_name="office:points-person",
        target=_whose,
    ),
    Figure(
        key="points_swaps",
        name=_("Swaps for points"),
        unit=Unit.SWAP,
        rows=_swaps,
        label=lambda row: f"{row.on} · {row.quantity} {row.price.item.unit} {row.price.item.name}",
        household="consent__household",
        url_name="office:points-person",
        target=_whose,
    ),
    Figure(
        key="points_disputes_open",
        name=_("Disputes about points that wait"),
        unit=Unit.CASE,
        rows=_disputes_open,
        label=lambda row: str(row.made_on),
        household="consent__household",
        url_name="office:points-dispute",
        is_stock=True,
    ),
    Figure(
        key="points_disputes_answered",
        name=_("Disputes about points that were answered"),
        unit=Unit.CASE,
        rows=_disputes_answered,
        label=lambda row: f"{row.made_on} · {row.get_outcome_display()}",
        household="consent__household",
        url_name="office:points-dispute",
    ),
)
