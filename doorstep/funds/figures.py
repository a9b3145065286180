"""What money lets others count: sums of fen over postings, reversals below 0 among them.

Every sum is guarded: one that few were paid would say what one of them got.
"""

from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from doorstep.funds.choices import Cause, HeadingKind, ProgrammeKind
from doorstep.funds.models import Commitment, Posting
from doorstep.kit.figures import Figure, Unit
from doorstep.kit.money import money_text
from doorstep.kit.periods import Period
from doorstep.people.queries import Scope

FEN = Sum("amount")
AID_KINDS = (ProgrammeKind.AID, ProgrammeKind.SCHOLARSHIP)


def _places(scope: Scope) -> list[Any]:
    """The place itself, which may pay as a town, and its villages."""
    return [scope.place.pk, *scope.village_ids]


def _paid(scope: Scope, period: Period) -> QuerySet[Posting]:
    rows = Posting.objects.filter(payment__isnull=False, place__in=_places(scope))
    rows = rows.exclude(payment__need__sealed=True)
    in_period = rows.filter(on__gte=period.from_on, on__lte=period.to_on)
    return in_period.select_related("payment__household", "payment__programme")


def _temporary_relief(scope: Scope, period: Period) -> QuerySet[Posting]:
    relief = _paid(scope, period).filter(put_to__kind=HeadingKind.RELIEF)
    return relief.filter(payment__programme__kind=ProgrammeKind.RELIEF)


def _aid_paid(scope: Scope, period: Period) -> QuerySet[Posting]:
    return _paid(scope, period).filter(payment__programme__kind__in=AID_KINDS)


def _aid_committed(scope: Scope, period: Period) -> QuerySet[Commitment]:
    """Commitments to a year whose first day lies in the period."""
    years = [
        year
        for year in range(period.from_on.year, period.to_on.year + 1)
        if date(year, 1, 1) in period
    ]
    rows = Commitment.objects.filter(programme__place__in=_places(scope), year__in=years)
    return rows.filter(programme__kind__in=AID_KINDS).select_related("programme")


def _payment_label(posting: Any) -> str:
    payment = posting.payment
    who = payment.household.code if payment.household else payment.programme.name
    cause = Cause(payment.cause).label
    return f"{who} · {cause} · {posting.on} · {money_text(posting.amount)}"


def _commitment_label(commitment: Any) -> str:
    return f"{commitment.programme.name} · {commitment.year} · {money_text(commitment.amount)}"


def _of_payments(key: str, name: Any, rows: Any) -> Figure:
    return Figure(
        key=key,
        name=name,
        unit=Unit.FEN,
        rows=rows,
        label=_payment_label,
        measure=FEN,
        household="payment__household",
        url_name="office:payment",
        target=lambda posting: posting.payment_id,
    )


FIGURES: tuple[Figure, ...] = (
    _of_payments("money_paid", _("Money paid"), _paid),
    _of_payments("temporary_relief", _("Temporary relief paid"), _temporary_relief),
    _of_payments("aid_paid", _("Aid and scholarships paid"), _aid_paid),
    Figure(
        key="aid_committed",
        name=_("Aid and scholarships committed"),
        unit=Unit.FEN,
        rows=_aid_committed,
        label=_commitment_label,
        measure=FEN,
        household="",
        url_name="office:programme",
        target=lambda commitment: commitment.programme_id,
    ),
)
