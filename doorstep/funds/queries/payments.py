"""Payments as people may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from doorstep.funds.choices import Cause
from doorstep.funds.models import Payment, Posting
from doorstep.funds.queries.reach import money_reach
from doorstep.kit.errors import NotVisible
from doorstep.people.models import Account
from doorstep.register.models import Household
from doorstep.register.queries import households_for, households_seen_whole, with_head


@dataclass(frozen=True)
class PaymentRow:
    """A posting of a payment as one reader may see it; `who` names the household or payee only
    where the reader may know, `text` and `reference` with them."""

    payment_id: UUID
    number: int
    on: date
    amount: int
    is_reversal: bool
    is_reversed: bool
    place_name: str
    programme_name: str
    cause: str
    who: str
    household_id: UUID | None  # where the reader may open it
    text: str
    reference: str
    receipt: str

    @property
    def cause_label(self) -> Any:
        return Cause(self.cause).label


def payer_of(payment: Payment) -> str:
    """The programme or the cooperative that paid."""
    if payment.programme is not None:
        return payment.programme.name
    return payment.dividend.cooperative.name if payment.dividend is not None else ""


def posting_of(payment: Payment) -> Posting:
    """The posting that a payment was made with."""
    return Posting.objects.get(payment=payment, reverses=None)


def payments_for(account: Account, on: date) -> QuerySet[Payment]:
    """The payments of the places whose money an account sees."""
    seen = money_reach(account, on).seen
    rows = Payment.objects.filter(place__in=seen)
    return rows.select_related("place", "programme__place", "dividend__cooperative__place")


def get_payment_for(account: Account, payment_id: object, on: date) -> Payment:
    """A payment of a place whose money the account sees; else NotVisible."""
    payment = payments_for(account, on).filter(pk=payment_id).first()
    if payment is None:
        raise NotVisible
    return payment


def payments_to(account: Account, household: Household, on: date) -> QuerySet[Posting]:
    """What a household was paid, for who keeps the village's money and for nobody else."""
    if household.village_id not in money_reach(account, on).whole:
        return Posting.objects.none()
    rows = Posting.objects.filter(payment__household=household)
    return rows.exclude(payment__need__sealed=True).select_related(
        "payment__programme", "payment__dividend__cooperative"
    )


def postings_of(payments: QuerySet[Payment]) -> QuerySet[Posting]:
    """The postings of some payments, reversals too, the latest first."""
    return Posting.objects.filter(payment__in=payments.values("pk"))


def payment_rows(account: Account, postings: Iterable[Posting], on: date) -> list[PaymentRow]:
    """Postings of payments as lines, in their order; three queries with that of the postings."""
    whole = money_reach(account, on).whole
    rows = _with_names(postings)
    wanted = {one.payment.household_id for one in rows if one.payment and one.payment.household_id}
    seen = with_head(households_seen_whole(account, on).filter(pk__in=wanted))
    names = {one.pk: f"{one.code} {one.head_name or ''}".strip() for one in seen}  # type: ignore[attr-defined]
    by_code = households_for(account, on).filter(pk__in=wanted)
    codes = dict(by_code.values_list("pk", "code"))
    return [_row(one, whole, names, codes) for one in rows]


def told_of(account: Account, postings: Iterable[Posting], on: date) -> set[UUID]:
    """Of some postings those whose words an account may read: of a payment where it may know who
    was paid, and never where the household is out of use. One query beside the account's reach."""
    whole, rows = money_reach(account, on).whole, list(postings)
    wanted = {one.payment.household_id for one in rows if one.payment}
    used = Household.objects.in_use().filter(pk__in=wanted)
    may_tell = {None, *used.values_list("pk", flat=True)}
    return {
        one.pk
        for one in rows
        if one.payment is None
        or (one.payment.place_id in whole and one.payment.household_id in may_tell)
    }


def _with_names(postings: Iterable[Posting]) -> list[Posting]:
    if isinstance(postings, QuerySet):
        return list(
            postings.select_related(
                "payment__programme",
                "payment__dividend__cooperative",
                "payment__place",
                "payment__receipt",
                "reversed_by",
            )
        )
    return list(postings)


def _row(
    posting: Posting, whole: frozenset[UUID], names: dict[UUID, str], codes: dict[UUID, str]
) -> PaymentRow:
    payment = posting.payment
    if payment is None:
        raise ValueError(f"posting {posting.pk} is of no payment")
    household, is_whole = payment.household_id, payment.place_id in whole
    if household is not None and household not in codes:  # out of use: nothing tells who it is
        is_whole = False
    if household is not None:
        who = names.get(household) or codes.get(household) or pgettext("payee", "a household")
        if is_whole and payment.payee:
            who = _("%(payee)s, for %(household)s") % {"payee": payment.payee, "household": who}
    elif payment.is_cut:
        who = pgettext("payee", "a household that was erased")
    else:
        who = payment.payee if is_whole else pgettext("payee", "named at the village")
    receipt = getattr(payment, "receipt", None)
    return PaymentRow(
        payment_id=payment.pk,
        number=posting.number,
        on=posting.on,
        amount=posting.amount,
        is_reversal=posting.reverses_id is not None,
        is_reversed=hasattr(posting, "reversed_by"),
        place_name=payment.place.name,
        programme_name=payer_of(payment),
        cause=payment.cause,
        who=who,
        household_id=household if household in names else None,
        text=posting.text if is_whole else "",
        reference=payment.reference if is_whole else "",
        receipt=f"{receipt.year}-{receipt.number:04}" if receipt else "",
    )
