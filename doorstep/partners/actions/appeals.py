"""What follows a decision on a scholarship: the appeal, its answer, and the payment."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.funds.actions import pay
from doorstep.funds.models import Commitment, Payment
from doorstep.kit.errors import Refused
from doorstep.partners.actions.guards import StillToCome, clean, hold
from doorstep.partners.actions.scholarships import (
    MOST_WORDS,
    RelativeDecidesNot,
    WhyMissing,
    as_it_stands,
    lock_household,
    tell_of,
)
from doorstep.partners.choices import ApplicationState
from doorstep.partners.models import Appeal, Application
from doorstep.partners.queries import appeal_until, granted_day, is_paid, may_answer_appeal
from doorstep.people.models import Account


class NothingRefused(Refused):
    message = _("Only a refusal can be appealed against.")


class AppealTooLate(Refused):
    message = _("An appeal could be made until %(last)s.")


class AppealBeforeDecision(Refused):
    message = _("It was decided on %(day)s; an appeal cannot have been made before.")


class AppealedAlready(Refused):
    message = _("An appeal was made on %(day)s already.")


class AppealAnsweredAlready(Refused):
    message = _("The appeal was answered on %(day)s.")


class TookPartBefore(Refused):
    message = _(
        "An appeal is answered by a coordinator or decider of the village who neither recorded "
        "nor decided the application, and did not record the appeal."
    )


class NotGranted(Refused):
    message = _("Only a scholarship that was granted is paid.")


class PaidBeforeGranted(Refused):
    message = _("It was granted on %(day)s; it cannot have been paid before.")


class ScholarshipPaidAlready(Refused):
    message = _("This scholarship was paid already.")


class NothingCommitted(Refused):
    message = _("Nothing is committed of “%(programme)s” for %(year)s; commit money first.")


@transaction.atomic
def appeal_refusal(
    application: Application, *, text: str, made_on: date, by: Account, on: date
) -> Appeal:
    """Records an appeal against a refusal, within its time. NothingRefused, StillToCome,
    AppealBeforeDecision, AppealTooLate, AppealedAlready, PartnerTextMissing, ApplicantNotInUse."""
    lock_household(application.household)
    hold(application.place)
    as_it_stands(application)
    earlier = Appeal.objects.filter(application=application).first()
    if earlier is not None:
        raise AppealedAlready(day=earlier.made_on)
    last = appeal_until(application)
    if last is None or application.decided_on is None:
        raise NothingRefused
    if made_on > on:
        raise StillToCome(day=made_on)
    if made_on < application.decided_on:
        raise AppealBeforeDecision(day=application.decided_on)
    if made_on > last:
        raise AppealTooLate(last=last)
    appeal = Appeal(
        application=application,
        text=clean(text, MOST_WORDS, is_required=True),
        made_on=made_on,
        recorded_by=by,
    )
    appeal.save(force_insert=True)
    tell_of("appeal_refusal", appeal, application, by=by, on=on)
    return appeal


@transaction.atomic
def answer_appeal(
    appeal: Appeal, *, is_granted: bool, answer: str, is_relative: bool, by: Account, on: date
) -> None:
    """Answers an appeal in writing, by somebody who took no part before; granted, the scholarship
    is. AppealAnsweredAlready, TookPartBefore, RelativeDecidesNot, WhyMissing."""
    application = appeal.application
    lock_household(application.household)
    hold(application.place)
    as_it_stands(application)
    appeal.refresh_from_db(fields=["is_granted", "answered_on"])
    if appeal.answered_on is not None:
        raise AppealAnsweredAlready(day=appeal.answered_on)
    if not may_answer_appeal(by, appeal, on):
        raise TookPartBefore
    if is_relative:
        raise RelativeDecidesNot
    appeal.answer = clean(answer, MOST_WORDS)
    if not appeal.answer:
        raise WhyMissing
    appeal.is_granted, appeal.answered_on, appeal.answered_by = is_granted, on, by
    appeal.save(update_fields=["is_granted", "answer", "answered_on", "answered_by"])
    if is_granted:
        application.state = ApplicationState.GRANTED
        application.save(update_fields=["state"])
    tell_of("answer_appeal", appeal, application, by=by, on=on)


@transaction.atomic
def pay_scholarship(
    application: Application, *, paid_on: date, by: Account, on: date, reference: str = ""
) -> Payment:
    """Pays a granted scholarship out of its programme's commitment of the year. NotGranted,
    PaidBeforeGranted, ScholarshipPaidAlready, NothingCommitted, and what `pay` refuses."""
    scholarship = application.scholarship
    programme = scholarship.programme
    lock_household(application.household)
    hold(programme.place, application.place)
    as_it_stands(application)
    if application.state != ApplicationState.GRANTED:
        raise NotGranted
    granted_on = granted_day(application)
    if granted_on is not None and paid_on < granted_on:
        raise PaidBeforeGranted(day=granted_on)
    if is_paid(application):
        raise ScholarshipPaidAlready
    commitments = Commitment.objects.filter(programme=programme, year=paid_on.year, reverses=None)
    commitment = commitments.filter(reversed_by=None).first()
    if commitment is None:
        raise NothingCommitted(programme=programme.name, year=paid_on.year)
    payment = pay(
        programme,
        scholarship.amount,
        cause=commitment,
        household=application.household,
        member=application.member,
        paid_on=paid_on,
        reference=reference,
        is_decided=True,
        by=by,
        on=on,
    )
    application.payment = payment
    application.save(update_fields=["payment"])
    tell_of("pay_scholarship", application, application, by=by, on=on)
    return payment
