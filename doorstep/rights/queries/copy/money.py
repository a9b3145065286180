"""What the household was paid, and what was taken back."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy, pgettext_lazy

from doorstep.funds.models import Claim, CoopMember, PaidPost, Payment, Posting, Recipient
from doorstep.funds.queries import payer_of
from doorstep.kit.money import money_text
from doorstep.partners.models import Appeal, Application
from doorstep.rights.queries.copy.value import Cell, Part
from doorstep.rights.queries.readers import Reading


def _payments(reading: Reading) -> Iterable[Sequence[Cell]]:
    """The reader's own and those of the household as a whole; none for a need that is sealed."""
    rows = Posting.objects.filter(payment__household=reading.household)
    rows = rows.exclude(payment__need__sealed=True).select_related(
        "payment__programme",
        "payment__dividend__cooperative",
        "payment__member",
        "payment__receipt",
        "payment__need",
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
            payer_of(payment),
            payment.programme.source if payment.programme else "",
            payment.member.name if payment.member else "",
            payment.payee,
            one.text,
            f"{receipt.year}-{receipt.number:04}" if receipt else "",
        )


def _may_read(reading: Reading, payment: Payment) -> bool:
    is_shared = payment.need is not None and payment.need.shared
    return reading.is_own(payment.member_id) or is_shared


def _posts(reading: Reading) -> Iterable[Sequence[Cell]]:
    """The reader's own posts."""
    rows = PaidPost.objects.filter(household=reading.household).select_related(
        "member", "programme"
    )
    for one in rows.order_by("start_on", "pk"):
        if reading.is_own(one.member_id):
            yield (
                one.title,
                str(one.get_kind_display()),
                one.member.name if one.member else "",
                money_text(one.monthly_pay),
                str(one.monthly_days),
                one.programme.name,
                one.start_on,
                one.end_on,
            )


def _claims(reading: Reading) -> Iterable[Sequence[Cell]]:
    """Claims whose need the reader may read, with for whom they were made and what came of them."""
    rows = Claim.objects.filter(household=reading.household, need__in=reading.need_ids)
    rows = rows.select_related("decided_by", "aid_confirmed_by").prefetch_related(
        "recipients__member"
    )
    for one in rows.order_by("opened_on", "pk"):
        named = [row.member.name for row in one.recipients.all() if row.member is not None]
        yield (
            str(one.get_path_display()),
            str(one.get_cause_display()),
            "、".join(named),
            one.opened_on,
            str(one.get_state_display()),
            one.closed_on,
            money_text(one.amount) if one.amount else "",
            one.aid_confirmed_by.name if one.aid_confirmed_by else "",
            one.decided_by.name if one.decided_by else "",
            one.reasons,
        )


def _shares(reading: Reading) -> Iterable[Sequence[Cell]]:
    rows = CoopMember.objects.filter(household=reading.household).select_related("cooperative")
    for one in rows.order_by("start_on", "pk"):
        yield one.cooperative.name, one.start_on, one.end_on


def _applications(reading: Reading) -> Iterable[Sequence[Cell]]:
    """The reader's own applications for scholarships, with decision, appeal and answer."""
    rows = Application.objects.filter(household=reading.household).select_related(
        "scholarship", "member", "decided_by", "appeal"
    )
    for one in rows.order_by("applied_on", "pk"):
        if not reading.is_own(one.member_id):
            continue
        appeal: Appeal | None = getattr(one, "appeal", None)
        yield (
            one.scholarship.name,
            one.member.name,
            one.meets,
            one.applied_on,
            str(one.get_state_display()),
            one.decided_by.name if one.decided_by else "",
            one.reasons,
            appeal.text if appeal else "",
            appeal.answer if appeal else "",
        )


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
    Part(
        "claims",
        gettext_lazy("Claims to relief"),
        (Claim, Recipient),
        (
            ("path", gettext_lazy("What")),
            ("cause", pgettext_lazy("claim", "Cause")),
            ("recipients", gettext_lazy("For whom")),
            ("opened_on", pgettext_lazy("claim", "Opened")),
            ("state", gettext_lazy("Stands")),
            ("closed_on", gettext_lazy("Closed on")),
            ("amount", gettext_lazy("Amount")),
            ("aid_confirmed_by", gettext_lazy("Aid first confirmed by")),
            ("decided_by", gettext_lazy("Decided by")),
            ("reasons", gettext_lazy("Reasons")),
        ),
        _claims,
    ),
    Part(
        "scholarships",
        gettext_lazy("Applications for scholarships"),
        (Application,),
        (
            ("scholarship", gettext_lazy("Scholarship")),
            ("member", gettext_lazy("Whom it concerns")),
            ("meets", gettext_lazy("How the criteria are met")),
            ("applied_on", gettext_lazy("Applied on")),
            ("state", gettext_lazy("Stands")),
            ("decided_by", gettext_lazy("Decided by")),
            ("reasons", gettext_lazy("Reasons")),
            ("appeal", gettext_lazy("Appeal")),
            ("answer", gettext_lazy("Answer to it")),
        ),
        _applications,
    ),
    Part(
        "posts",
        gettext_lazy("Public-service posts"),
        (PaidPost,),
        (
            ("title", pgettext_lazy("money", "Post")),
            ("kind", pgettext_lazy("post", "Kind")),
            ("member", gettext_lazy("Who holds it")),
            ("monthly_pay", gettext_lazy("Pay a month")),
            ("monthly_days", gettext_lazy("Days of work a month")),
            ("programme", pgettext_lazy("money", "Programme")),
            ("start_on", gettext_lazy("From")),
            ("end_on", gettext_lazy("Until")),
        ),
        _posts,
    ),
    Part(
        "shares",
        gettext_lazy("Shares in cooperatives"),
        (CoopMember,),
        (
            ("cooperative", gettext_lazy("Cooperative")),
            ("start_on", gettext_lazy("From")),
            ("end_on", gettext_lazy("Until")),
        ),
        _shares,
    ),
)
