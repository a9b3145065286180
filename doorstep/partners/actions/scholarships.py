"""Applying for a scholarship, taking it back, and the decision of a second person."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.partners.actions.guards import StillToCome, clean, hold
from doorstep.partners.choices import ApplicationState
from doorstep.partners.models import Application, Scholarship
from doorstep.partners.queries import is_paid, may_decide_application
from doorstep.people.actions import audit
from doorstep.people.models import Account
from doorstep.people.queries import at_or_above
from doorstep.register.actions.guards import guard_open
from doorstep.register.models import Household, Member

MOST_WORDS = 500


class ApplicationsClosed(Refused):
    message = _("Applications were taken from %(first)s until %(last)s.")


class AppliedAlready(Refused):
    message = _("%(name)s applied for “%(scholarship)s” already.")


class ApplicantLeft(Refused):
    message = _("%(name)s left the household on %(day)s and cannot apply from here.")


class ApplicantNotInUse(Refused):
    message = _("Household %(code)s is being erased, or is kept for the law alone.")


class ScholarshipElsewhere(Refused):
    message = _("“%(scholarship)s” is for %(of)s, not for %(place)s.")


class DecidedAlready(Refused):
    message = _("This application was decided on %(day)s.")


class MayNotDecideApplication(Refused):
    message = _("Who holds the duty to decide in this village decides applications.")


class SameHandTwice(Refused):
    message = _("Who recorded the application does not decide it; a second person does.")


class RelativeDecidesNot(Refused):
    message = _("A relative of the applicant does not decide; let somebody else.")


class ApplicationWithdrawn(Refused):
    message = _("This application was withdrawn.")


class NotWithdrawnRefused(Refused):
    message = _("It was refused. An appeal can change that; withdrawing would only hide it.")


class NotWithdrawnPaid(Refused):
    message = _("This scholarship was paid. Reverse the payment first, then withdraw it.")


class WhyMissing(Refused):
    message = _("Write the reasons: the applicant gets them in writing.")


@transaction.atomic
def apply_for_scholarship(
    scholarship: Scholarship, member: Member, *, meets: str, applied_on: date, by: Account, on: date
) -> Application:
    """Records a member's application, with how the criteria are met. HouseholdClosedAlready,
    StillToCome, ApplicationsClosed, ApplicantLeft, ScholarshipElsewhere, AppliedAlready,
    PartnerTextMissing."""
    household = member.household
    guard_open(household, on)
    place = household.village
    hold(place)
    if applied_on > on:
        raise StillToCome(day=applied_on)
    if not scholarship.published_on <= applied_on <= scholarship.apply_until:
        raise ApplicationsClosed(first=scholarship.published_on, last=scholarship.apply_until)
    if member.left_on is not None and member.left_on <= applied_on:
        raise ApplicantLeft(name=member.name, day=member.left_on)
    of = scholarship.programme.place
    if not at_or_above(place).filter(pk=of.pk).exists():
        raise ScholarshipElsewhere(scholarship=scholarship.name, of=of.name, place=place.name)
    if scholarship.applications.filter(member=member).exists():
        raise AppliedAlready(name=member.name, scholarship=scholarship.name)
    application = Application(
        scholarship=scholarship,
        place=place,
        household=household,
        member=member,
        meets=clean(meets, MOST_WORDS, is_required=True),
        applied_on=applied_on,
        recorded_by=by,
    )
    application.save(force_insert=True)
    tell_of("apply_for_scholarship", application, application, by=by, on=on)
    return application


@transaction.atomic
def decide_application(
    application: Application,
    *,
    is_granted: bool,
    reasons: str,
    is_relative: bool,
    by: Account,
    on: date,
) -> None:
    """Grants or refuses, by a second person with the duty; a refusal has its reasons.
    DecidedAlready, MayNotDecideApplication, SameHandTwice, RelativeDecidesNot, WhyMissing,
    ApplicantNotInUse, ApplicationWithdrawn."""
    lock_household(application.household)
    hold(application.place)
    as_it_stands(application)
    if application.state != ApplicationState.APPLIED:
        raise DecidedAlready(day=application.decided_on)
    if not may_decide_application(by, application, on):
        raise MayNotDecideApplication
    if by.pk == application.recorded_by_id or by.is_system:
        raise SameHandTwice
    if is_relative:
        raise RelativeDecidesNot
    reasons = clean(reasons, MOST_WORDS)
    if not is_granted and not reasons:
        raise WhyMissing
    application.state = ApplicationState.GRANTED if is_granted else ApplicationState.REFUSED
    application.decided_on, application.decided_by = on, by
    application.reasons = reasons
    application.save(update_fields=["state", "decided_on", "decided_by", "reasons"])
    tell_of("decide_application", application, application, by=by, on=on)


@transaction.atomic
def withdraw_application(application: Application, *, by: Account, on: date) -> None:
    """Deletes an application that its applicant takes back, or that was recorded in error; they may
    apply again in time. Not against a refusal, which an appeal answers, nor while it is paid.
    NotWithdrawnRefused, NotWithdrawnPaid, ApplicantNotInUse, ApplicationWithdrawn."""
    lock_household(application.household)
    hold(application.place)
    as_it_stands(application)
    if application.state == ApplicationState.REFUSED:
        raise NotWithdrawnRefused
    if is_paid(application):
        raise NotWithdrawnPaid
    tell_of("withdraw_application", application, application, by=by, on=on)
    application.delete()


def lock_household(household: Household) -> None:
    """Locks a household before the trail, as every act about one does. ApplicantNotInUse."""
    rows = Household.objects.select_for_update(no_key=True).in_use().filter(pk=household.pk)
    if not list(rows):
        raise ApplicantNotInUse(code=household.code)


def as_it_stands(application: Application) -> None:
    """Reads what became of an application, while its place is held. ApplicationWithdrawn."""
    try:
        application.refresh_from_db(fields=["state", "decided_on", "payment"])
    except Application.DoesNotExist:
        raise ApplicationWithdrawn from None


def tell_of(act: str, row: object, application: Application, *, by: Account, on: date) -> None:
    """One entry of the trail about an application."""
    household, place = application.household_id, application.place_id
    audit(act, row, by=by, on=on, household_id=household, place=place)
