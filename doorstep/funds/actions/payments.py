"""Paying, taking a payment back, and the receipt."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from doorstep.activities.models import Activity
from doorstep.funds import rules
from doorstep.funds.actions.guards import clean, hold, post, reverse, tell
from doorstep.funds.choices import PURSES, Cause, HeadingKind
from doorstep.funds.models import CAUSES, Commitment, Payment, Posting, Programme, Receipt
from doorstep.funds.queries import posting_of, year_of
from doorstep.kit.errors import Refused
from doorstep.kit.money import guard_fen, money_text
from doorstep.needs.models import Need
from doorstep.people.models import Account, Place
from doorstep.people.queries import at_or_above
from doorstep.register.models import Household, Member

type CauseRow = Need | Activity | Commitment
KINDS: dict[type[CauseRow], Cause] = {model: cause for cause, model in CAUSES.items()}


class OverCommitment(Refused):
    message = _(
        "“%(name)s” has %(committed)s committed for %(year)s, of which %(paid)s are paid and "
        "%(left)s left; %(amount)s cannot be paid. Commit more first, or pay less."
    )


class ProgrammeDoesNotPayThen(Refused):
    message = _("“%(name)s” does not pay on %(day)s; choose a day on which it runs.")


class ProgrammeOfAnotherPlace(Refused):
    message = _("“%(name)s” pays at %(of)s and below, not at %(place)s.")


class CauseCannotBePaid(Refused):
    message = _("This cannot be paid for; choose another cause.")


class CauseLater(Refused):
    message = _("What is paid for began on %(day)s; it cannot be paid on an earlier day.")


class PayeeMissing(Refused):
    message = _("Say who got the money: a household, or whoever else by name.")


class PayeeOfAnotherPlace(Refused):
    message = _("Household %(code)s does not belong to %(place)s.")


class PayeeNotInUse(Refused):
    message = _("Household %(code)s is being erased, or is kept for the law alone.")


class MemberOfAnotherHousehold(Refused):
    message = _("%(name)s is no member of household %(code)s.")


class PurseUnknown(Refused):
    message = _("Money is paid from the bank or from the cash box.")


class PaymentReversedAlready(Refused):
    message = _("This payment was reversed on %(day)s; no receipt can be given for it.")


@transaction.atomic
def pay(
    programme: Programme,
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
) -> Payment:
    """Pays whole fen out of a programme for one cause. What is paid for a need goes to the need's
    household and member. Refuses what the year's commitments do not cover (OverCommitment), what
    is not of the place, and a day on which the programme does not run."""
    kind = KINDS[type(cause)]
    if isinstance(cause, Need):
        household, member = cause.household, cause.member
    if household is not None:
        household = _guard_payee(household, member)
    place = _place_of(cause, household)
    hold(programme.place, place)
    _guard_cause(cause, programme, place, household, paid_on)
    payee = clean(payee, 100)
    if household is None and not payee:
        raise PayeeMissing
    if paid_from not in PURSES:
        raise PurseUnknown
    _guard_programme(programme, place, guard_fen(amount), paid_on)
    payment = Payment(
        place=place,
        programme=programme,
        cause=kind,
        household=household,
        member=member,
        payee=payee,
        reference=clean(reference, 60),
        **{kind.value: cause},
    )
    payment.save(force_insert=True)
    post(
        payment,
        amount,
        place=place,
        taken_from=HeadingKind(paid_from),
        put_to=rules.WENT_FOR[kind],
        moved_on=paid_on,
        text=text,
        by=by,
        on=on,
    )
    tell("pay", payment, place, by=by, on=on, cause=kind.value)
    return payment


@transaction.atomic
def reverse_payment(payment: Payment, *, because: str, by: Account, on: date) -> Posting:
    """Takes a payment back by a posting of its own; both stay. PostingReversedAlready,
    DayBeforePosting, ReasonMissing."""
    hold(payment.programme.place, payment.place)
    back = reverse(posting_of(payment), because=because, by=by, on=on)
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


def _guard_payee(household: Household, member: Member | None) -> Household:
    """The household as it stands, locked: before the trail, as everywhere."""
    found = Household.objects.select_for_update(no_key=True).in_use().filter(pk=household.pk)
    row = found.first()
    if row is None:
        raise PayeeNotInUse(code=household.code)
    if member is not None and member.household_id != row.pk:
        raise MemberOfAnotherHousehold(name=member.name, code=row.code)
    return row


def _place_of(cause: CauseRow, household: Household | None) -> Place:
    if isinstance(cause, Commitment):
        return household.village if household is not None else cause.programme.place
    return cause.place


def _guard_cause(
    cause: CauseRow,
    programme: Programme,
    place: Place,
    household: Household | None,
    paid_on: date,
) -> None:
    if isinstance(cause, Commitment):
        of_another = cause.programme_id != programme.pk or cause.year != paid_on.year
        if of_another or cause.reverses_id or hasattr(cause, "reversed_by"):
            raise CauseCannotBePaid
        return
    if household is not None and household.village_id != place.pk:
        raise PayeeOfAnotherPlace(code=household.code, place=place.name)
    if isinstance(cause, Need):
        if cause.sealed:
            raise CauseCannotBePaid
        if paid_on < cause.raised_on:
            raise CauseLater(day=cause.raised_on)


def _guard_programme(programme: Programme, place: Place, amount: int, paid_on: date) -> None:
    if not at_or_above(place).filter(pk=programme.place_id).exists():
        raise ProgrammeOfAnotherPlace(
            name=programme.name, of=programme.place.name, place=place.name
        )
    if not rules.is_running(programme.start_on, programme.end_on, paid_on):
        raise ProgrammeDoesNotPayThen(name=programme.name, day=paid_on)
    stands = year_of(programme, paid_on.year)
    if amount > stands.left:
        raise OverCommitment(
            name=programme.name,
            year=paid_on.year,
            committed=money_text(stands.committed),
            paid=money_text(stands.paid),
            left=money_text(stands.left),
            amount=money_text(amount),
        )
