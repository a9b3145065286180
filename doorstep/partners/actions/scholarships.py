"""Scholarships: publishing one, applying, and the decision of a second person."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.funds.choices import ProgrammeKind
from doorstep.funds.models import Programme
from doorstep.funds.rules import is_year
from doorstep.kit.errors import Refused
from doorstep.kit.money import guard_fen
from doorstep.partners.actions.guards import StillToCome, clean, guard_number, hold
from doorstep.partners.choices import ApplicationState
from doorstep.partners.models import Application, Scholarship
from doorstep.partners.queries import may_decide_application
from doorstep.people.actions import audit
from doorstep.people.models import Account
from doorstep.people.queries import at_or_above
from doorstep.register.actions.guards import guard_open
from doorstep.register.models import Household, Member

MOST_APPEAL_DAYS = 60
MOST_WORDS = 500


class NoScholarshipProgramme(Refused):
    message = _("“%(programme)s” gives no scholarships; choose a programme of that kind.")


class ScholarshipThereAlready(Refused):
    message = _("“%(name)s” of %(year)s is published already.")


class ScholarshipYearRefused(Refused):
    message = _("%(year)s is no year for money.")


class ClosesBeforeItOpens(Refused):
    message = _("It is published on %(day)s; applications cannot end before.")


class ApplicationsClosed(Refused):
    message = _("Applications were taken from %(first)s until %(last)s.")


class AppliedAlready(Refused):
    message = _("%(name)s applied for “%(scholarship)s” already.")


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


class WhyMissing(Refused):
    message = _("Write the reasons: the applicant gets them in writing.")


@transaction.atomic
def publish_scholarship(
    programme: Programme,
    *,
    name: str,
    criteria: str,
    amount: int,
    year: int,
    apply_until: date,
    appeal_days: int,
    by: Account,
    on: date,
) -> Scholarship:
    """Publishes what a programme of scholarships gives to each, in fen, who meets the criteria.
    They never change: another offer is another scholarship. NoScholarshipProgramme,
    ScholarshipYearRefused, ClosesBeforeItOpens, ScholarshipThereAlready, NumberRefused."""
    place = programme.place
    hold(place)
    if programme.kind != ProgrammeKind.SCHOLARSHIP:
        raise NoScholarshipProgramme(programme=programme.name)
    if not is_year(year):
        raise ScholarshipYearRefused(year=year)
    if apply_until < on:
        raise ClosesBeforeItOpens(day=on)
    name = clean(name, 100, is_required=True)
    if Scholarship.objects.filter(programme=programme, name=name, year=year).exists():
        raise ScholarshipThereAlready(name=name, year=year)
    scholarship = Scholarship(
        programme=programme,
        name=name,
        criteria=clean(criteria, 1000, is_required=True),
        amount=guard_fen(amount),
        year=year,
        published_on=on,
        apply_until=apply_until,
        appeal_days=guard_number(appeal_days, least=1, most=MOST_APPEAL_DAYS),
        by=by,
    )
    scholarship.save(force_insert=True)
    audit("publish_scholarship", scholarship, by=by, on=on, place=place, detail={"year": year})
    return scholarship


@transaction.atomic
def apply_for_scholarship(
    scholarship: Scholarship, member: Member, *, meets: str, applied_on: date, by: Account, on: date
) -> Application:
    """Records a member's application, with how the criteria are met. HouseholdClosedAlready,
    StillToCome, ApplicationsClosed, ScholarshipElsewhere, AppliedAlready, PartnerTextMissing."""
    household = member.household
    guard_open(household, on)
    place = household.village
    hold(place)
    if applied_on > on:
        raise StillToCome(day=applied_on)
    if not scholarship.published_on <= applied_on <= scholarship.apply_until:
        raise ApplicationsClosed(first=scholarship.published_on, last=scholarship.apply_until)
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
    DecidedAlready, MayNotDecideApplication, SameHandTwice, RelativeDecidesNot, WhyMissing."""
    lock_household(application.household)
    hold(application.place)
    application.refresh_from_db(fields=["state", "decided_on"])
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


def lock_household(household: Household) -> None:
    """Locks a household before the trail, as every act about one does."""
    list(Household.objects.select_for_update(no_key=True).filter(pk=household.pk))


def tell_of(act: str, row: object, application: Application, *, by: Account, on: date) -> None:
    """One entry of the trail about an application."""
    household, place = application.household_id, application.place_id
    audit(act, row, by=by, on=on, household_id=household, place=place)
