"""What the household was paid, and what was taken back."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy, pgettext_lazy

from doorstep.funds.models import Payment, Posting
from doorstep.kit.money import money_text
from doorstep.rights.queries.copy.value import Cell, Part
from doorstep.rights.queries.readers import Reading


def _payments(reading: Reading) -> Iterable[Sequence[Cell]]:
    """The reader's own and those of the household as a whole; none for a need that is sealed."""
    rows = Posting.objects.filter(payment__household=reading.household)
    rows = rows.exclude(payment__need__sealed=True).select_related(
        "payment__programme", "payment__member", "payment__receipt", "payment__need"
    )
    for one in rows.order_by("on", "number"):
        payment = one.payment
        if payment is None or not _may_read(reading, payment):
            continue
        receipt = getattr(payment, "receipt", None)
        yield (
            one.on,
            money_text(one.amount),
            str(payment.get_cause_display()),
            payment.programme.name,
            payment.programme.source,
            payment.member.name if payment.member else "",
            payment.payee,
            one.text,
            f"{receipt.year}-{receipt.number:04}" if receipt else "",
        )


def _may_read(reading: Reading, payment: Payment) -> bool:
    is_shared = payment.need is not None and payment.need.shared
    return reading.is_own(payment.member_id) or is_shared


PARTS = (
    Part(
        "payments",
        gettext_lazy("Money paid"),
        (Payment,),
        (
            ("on", gettext_lazy("Day")),
            ("amount", gettext_lazy("Amount")),
            ("cause", pgettext_lazy("payment", "What for")),
            ("programme", pgettext_lazy("money", "Programme")),
            ("source", gettext_lazy("Money from")),
            ("member", gettext_lazy("Whom it concerns")),
            ("payee", gettext_lazy("Paid through")),
            ("text", gettext_lazy("In words")),
            ("receipt", gettext_lazy("Receipt")),
        ),
        _payments,
    ),
)
