"""Sums that were paid: all of it, relief, aid and the pay of posts."""

from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from doorstep.funds.choices import ECOLOGICAL, Cause, ClaimPath, ProgrammeKind
from doorstep.funds.models import Posting
from doorstep.kit.figures import Figure, Unit
from doorstep.kit.money import money_text
from doorstep.kit.periods import Period
from doorstep.people.queries import Scope

FEN = Sum("amount")
AID_KINDS = (ProgrammeKind.AID, ProgrammeKind.SCHOLARSHIP)


def places_of(scope: Scope) -> list[Any]:
    """The place itself, which may pay as a town, and its villages."""
    return [scope.place.pk, *scope.village_ids]


def paid(scope: Scope, period: Period) -> QuerySet[Posting]:
    rows = Posting.objects.filter(payment__place__in=places_of(scope))
    rows = rows.exclude(payment__need__sealed=True)
    in_period = rows.filter(on__gte=period.from_on, on__lte=period.to_on)
    return in_period.select_related(
        "payment__household", "payment__programme", "payment__dividend__cooperative"
    )


def of_payments(key: str, name: Any, rows: Any) -> Figure:
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


def _temporary_relief(scope: Scope, period: Period) -> QuerySet[Posting]:
    """What was paid on claims to temporary relief: a sum without claims is no figure."""
    return paid(scope, period).filter(payment__claim__path=ClaimPath.RELIEF)


def _aid_paid(scope: Scope, period: Period) -> QuerySet[Posting]:
    return paid(scope, period).filter(payment__programme__kind__in=AID_KINDS)


def _post_pay(scope: Scope, period: Period) -> QuerySet[Posting]:
    return paid(scope, period).filter(payment__post__kind__in=ECOLOGICAL)


def _payment_label(posting: Any) -> str:
    payment = posting.payment
    of = payment.programme.name if payment.programme else payment.dividend.cooperative.name
    who = payment.household.code if payment.household else of
    cause = Cause(payment.cause).label
    return f"{who} · {cause} · {posting.on} · {money_text(posting.amount)}"


PAID: tuple[Figure, ...] = (
    of_payments("money_paid", _("Money paid"), paid),
    of_payments("temporary_relief", _("Temporary relief paid"), _temporary_relief),
    of_payments("aid_paid", _("Aid and scholarships paid"), _aid_paid),
)
POST_PAY = of_payments("eco_post_pay", _("Pay of ecological posts"), _post_pay)
