"""Paying, taking a payment back, and the receipt."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from doorstep.campaigns.models import CampaignUnit
from doorstep.funds import rules
from doorstep.funds.actions.causes import (
    CauseRow,
    OverDividend,
    Paying,
    guard_cause,
    guard_programme,
    place_of,
    purse_of,
)
from doorstep.funds.actions.guards import (
    clean,
    hold,
    lock_households,
    post,
    reverse,
    tell,
)
from doorstep.funds.actions.undecided import UNDECIDED, guard_two_people
from doorstep.funds.choices import PURSES, Cause, HeadingKind
from doorstep.funds.models import (
    CAUSES,
    Claim,
    Contract,
    Dividend,
    PaidPost,
    Payment,
    Posting,
    Programme,
    Receipt,
)
from doorstep.funds.queries import dividend_paid, pay_due, posting_of, sums_by_programme, units_due
from doorstep.kit.errors import Refused
from doorstep.kit.money import guard_fen, money_text
from doorstep.kit.weeks import month_start
from doorstep.needs.models import Need
from doorstep.people.models import Account
from doorstep.register.models import Household, Member

KINDS = {model: cause for cause, model in CAUSES.items()}


class NothingToPay(Refused):
    message = _("Nothing is left to pay for %(month)s.")


class NoAmountTyped(NothingToPay):
    message = _("No line has an amount; type one where somebody is paid.")


class PayeeMissing(Refused):
    message = _("Say who got the money: a household, or whoever else by name.")


class PayeeNotInUse(Refused):
    message = _("Household %(code)s is being erased, or is kept for the law alone.")


class MemberOfAnotherHousehold(Refused):
    message = _("%(name)s is no member of household %(code)s.")


class FormSentAlready(Refused):
    message = _("This form was sent before, with other content. Open a new one for this payment.")


class PurseUnknown(Refused):
    message = _("Money is paid from the bank or from the cash box.")


class PaymentReversedAlready(Refused):
    message = _("This payment was reversed on %(day)s; no receipt can be given for it.")


@transaction.atomic
def pay(
    programme: Programme | None,
    amount: int,
    *,
    cause: CauseRow,
    paid_on: date,
    by: Account,
    on: date,
    household: Household | None = None,
    member: Member | None = None,
    payee: str = "",
    reference: str = "",
    paid_from: HeadingKind | str = HeadingKind.BANK,
    text: str = "",
    month: date | None = None,
    contract: Contract | None = None,
    is_wages: bool = False,
    claim: Claim | None = None,
    is_decided: bool = False,
    id: UUID | None = None,  # noqa: A002
) -> Payment:
    """Pays whole fen for one cause, out of a programme (None: a dividend, which the cooperative
    pays). What is paid for a need, a post or a unit goes to its household and member; a post's pay
    names the `month`; of a project a `contract` is paid, a wage (`is_wages`), or another cost.
    `is_decided`: a second person granted it elsewhere (a scholarship); else what goes to a
    household without a claim is paid by somebody else than who committed it (OwnMoneyToHousehold).
    Refuses what the year's commitments do not cover (OverCommitment), nor the cause (OverSources,
    OverContract, OverDividend, OverPay, PostPaidAlready), what is not of the place, and a day on
    which the programme does not run. `id` is that of the form: the same one sent again pays
    nothing more, with other content it is refused (FormSentAlready)."""
    kind = KINDS[type(cause)]
    if isinstance(cause, Need | PaidPost | CampaignUnit):
        household, member = cause.household, cause.member
    if household is not None:
        household = _guard_payee(household, member)
    place = place_of(cause, household)
    purse = purse_of(cause, programme)
    hold(purse, place)
    month = month_start(month) if month is not None and kind == Cause.POST else None
    contract = contract if kind == Cause.PROJECT else None
    claim = claim if kind == Cause.NEED else None
    is_wage = is_wages and kind == Cause.PROJECT and contract is None
    went_for = HeadingKind.WAGES if is_wage else rules.WENT_FOR[kind]
    if id is not None and (known := Payment.objects.filter(pk=id).first()):
        booked = posting_of(known)
        kept = (
            *(known.cause, getattr(known, f"{kind.value}_id"), known.programme, known.household),
            *(known.member, known.month, known.contract, known.claim),
            *(booked.amount, booked.on, booked.taken_from.kind, booked.put_to.kind),
            *(known.payee, known.reference, booked.text),
        )
        now = (
            *(kind, cause.pk, programme, household),
            *(member, month, contract, claim),
            *(amount, paid_on, paid_from, went_for),
            *(clean(payee, 100), clean(reference, 60), clean(text, 200)),
        )
        if kept != now:
            raise FormSentAlready
        return known
    paying = Paying(
        guard_fen(amount), programme, place, household, paid_on, month, contract, claim, by
    )
    guard_cause(cause, paying)
    payee = clean(payee, 100)
    if household is None and not payee:
        raise PayeeMissing
    if paid_from not in PURSES:
        raise PurseUnknown
    if programme is not None:
        guard_programme(programme, place, amount, paid_on, by=by, on=on)
        if kind in UNDECIDED and household is not None and claim is None and not is_decided:
            guard_two_people(programme, amount, paid_on, by=by)
    payment = Payment(
        place=place,
        programme=programme,
        cause=kind,
        month=month,
        contract=contract,
        claim=claim,
        household=household,
        member=member,
        payee=payee,
        reference=clean(reference, 60),
        **{kind.value: cause},
        **({"id": id} if id is not None else {}),
    )
    payment.save(force_insert=True)
    post(
        payment,
        amount,
        place=purse,
        taken_from=HeadingKind(paid_from),
        put_to=went_for,
        moved_on=paid_on,
        text=text,
        by=by,
        on=on,
    )
    tell("pay", payment, place, by=by, on=on, cause=kind.value)
    return payment


@transaction.atomic
def pay_posts(
    posts: Iterable[PaidPost], month: date, *, paid_on: date, by: Account, on: date
) -> list[Payment]:
    """Pays some posts the month of a day, each out of its programme; all or none. NothingToPay
    where none is due anything; refuses as `pay` does."""
    due = pay_due(posts, month)
    lock_households(one.post.household for one in due)
    if not due:
        raise NothingToPay(month=f"{month:%Y-%m}")
    # all in the one order
    hold(*(one.post.programme.place for one in due), *(one.post.place for one in due))
    for one in due:  # who ended one meanwhile is done now
        one.post.refresh_from_db(fields=["end_on"])
    due = pay_due([one.post for one in due], month)
    if not due:
        raise NothingToPay(month=f"{month:%Y-%m}")
    sums = sums_by_programme(due)
    for programme, amount in sums.items():
        guard_programme(programme, programme.place, amount, paid_on, by=by, on=on)
    return [
        pay(
            one.post.programme,
            one.amount,
            cause=one.post,
            month=month,
            paid_on=paid_on,
            by=by,
            on=on,
        )
        for one in due
    ]


@transaction.atomic
def pay_units(
    units: Iterable[CampaignUnit],
    programme: Programme,
    *,
    paid_on: date,
    by: Account,
    on: date,
) -> list[Payment]:
    """Pays some accepted units of households what their campaigns pay for each, out of a
    programme; all or none. Those that are paid already are left out. NothingToPay, and as `pay`
    refuses."""
    due = units_due(units)
    if not due:
        raise NothingToPay(month=f"{paid_on:%Y-%m}")
    lock_households(one.household for one in due)
    hold(programme.place, *{one.place for one in due})
    return [
        pay(programme, one.campaign.pay, cause=one, paid_on=paid_on, by=by, on=on) for one in due
    ]


@transaction.atomic
def pay_dividend(
    dividend: Dividend,
    amounts: Mapping[Household, int],
    *,
    paid_on: date,
    by: Account,
    on: date,
) -> list[Payment]:
    """Pays a declared dividend to some members, in fen each; all or none. NoAmountTyped, and as
    `pay` refuses; OverDividend says what was paid before, and what these are together."""
    if not amounts:
        raise NoAmountTyped
    lock_households(amounts)
    hold(dividend.cooperative.place, *(one.village for one in amounts))
    paid = dividend_paid(dividend)
    try:
        return [
            pay(None, amount, cause=dividend, household=one, paid_on=paid_on, by=by, on=on)
            for one, amount in sorted(amounts.items(), key=lambda pair: pair[0].code)
        ]
    except OverDividend as error:
        told = {"agreed": dividend.amount, "paid": paid, "amount": sum(amounts.values())}
        raise OverDividend(**{key: money_text(fen) for key, fen in told.items()}) from error


@transaction.atomic
def reverse_payment(payment: Payment, *, because: str, by: Account, on: date) -> Posting:
    """Takes a payment back by a posting of its own; both stay. PostingReversedAlready,
    DayBeforePosting, ReasonMissing."""
    posting = posting_of(payment)
    hold(posting.place, payment.place)
    back = reverse(posting, because=because, by=by, on=on)
    tell("reverse_payment", payment, payment.place, by=by, on=on)
    return back


@transaction.atomic
def give_receipt(payment: Payment, *, by: Account, on: date) -> Receipt:
    """The receipt of a payment, with the next number of the place's year; asked again, the same.
    PaymentReversedAlready."""
    hold(payment.place)
    given = Receipt.objects.filter(payment=payment).first()
    if given is not None:
        return given
    back = Posting.objects.filter(payment=payment, reverses__isnull=False).first()
    if back is not None:
        raise PaymentReversedAlready(day=back.on)
    here = Receipt.objects.filter(place=payment.place, year=on.year)
    receipt = Receipt(
        payment=payment,
        place=payment.place,
        year=on.year,
        number=(here.aggregate(last=Max("number"))["last"] or 0) + 1,
        printed_on=on,
        by=by,
    )
    receipt.save(force_insert=True)
    tell("give_receipt", payment, payment.place, by=by, on=on)
    return receipt


@transaction.atomic
def give_receipts(payments: Iterable[Payment], *, by: Account, on: date) -> list[Receipt]:
    """The receipts of several payments, numbered in their order; as `give_receipt`."""
    listed = list(payments)
    hold(*(one.place for one in listed))
    return [give_receipt(one, by=by, on=on) for one in listed]


def _guard_payee(household: Household, member: Member | None) -> Household:
    """The household as it stands, locked: before the trail, as everywhere."""
    found = Household.objects.select_for_update(no_key=True).in_use().filter(pk=household.pk)
    row = found.first()
    if row is None:
        raise PayeeNotInUse(code=household.code)
    if member is not None and member.household_id != row.pk:
        raise MemberOfAnotherHousehold(name=member.name, code=row.code)
    return row
