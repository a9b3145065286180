"""Scholarships and applications. Who applied is read in the village alone, by its coordinator and
by who holds the duty to decide; the town has its sums of money and the figures."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from doorstep.funds.models import Posting, Programme
from doorstep.funds.queries import money_reach
from doorstep.kit.errors import NotVisible
from doorstep.method.queries import special_days
from doorstep.method.rules import add_working_days
from doorstep.partners.choices import ApplicationState
from doorstep.partners.models import Appeal, Application, Scholarship
from doorstep.people.choices import Duty, Role
from doorstep.people.models import Account, Place
from doorstep.people.queries import at_or_above, has_duty, has_role, reach_of
from doorstep.register.models import Household


@dataclass(frozen=True)
class ScholarshipLine:
    """A scholarship with how many of a village applied, and how many of them wait."""

    scholarship: Scholarship
    applied: int
    waiting: int


def applications_for(account: Account, on: date) -> QuerySet[Application]:
    """The applications of the villages that the account coordinates or decides in; none of a
    household that is closed to use."""
    rows = Application.objects.filter(
        place__in=_villages(account, on), household__in=Household.objects.in_use()
    )
    return rows.select_related(
        "scholarship__programme__place", "place", "household", "member", "recorded_by",
        "decided_by", "payment", "appeal",
    )  # fmt: skip


def get_application_for(account: Account, application_id: object, on: date) -> Application:
    """One of `applications_for`; else NotVisible."""
    found = applications_for(account, on).filter(pk=application_id).first()
    if found is None:
        raise NotVisible
    return found


def scholarships_for(account: Account, on: date) -> QuerySet[Scholarship]:
    """Those of the places whose money the account sees, and those above the villages that it
    coordinates or decides in."""
    reach = money_reach(account, on)
    above: set[UUID] = set()
    for village in Place.objects.filter(pk__in=_villages(account, on)):
        above |= set(at_or_above(village).values_list("pk", flat=True))
    places = Q(programme__place__in=reach.seen) | Q(programme__place__in=above)
    return Scholarship.objects.filter(places).select_related("programme__place")


def get_scholarship_for(account: Account, scholarship_id: object, on: date) -> Scholarship:
    """One of `scholarships_for`; else NotVisible."""
    found = scholarships_for(account, on).filter(pk=scholarship_id).first()
    if found is None:
        raise NotVisible
    return found


def scholarship_lines(account: Account, place: Place, on: date) -> list[ScholarshipLine]:
    """The scholarships that reach a place, or of a town and its villages; numbers only of
    applications that the account may read."""
    here = Q(programme__place__in=at_or_above(place).values("pk"))
    rows = scholarships_for(account, on).filter(here | Q(programme__place__parent=place))
    own = applications_for(account, on).filter(place=place)
    counts = {
        one["scholarship"]: (one["applied"], one["waiting"])
        for one in own.order_by()
        .values("scholarship")
        .annotate(
            applied=Count("pk"), waiting=Count("pk", filter=Q(state=ApplicationState.APPLIED))
        )
    }
    return [ScholarshipLine(one, *counts.get(one.pk, (0, 0))) for one in rows]


def programmes_of_scholarships(place: Place) -> QuerySet[Programme]:
    """The place's own programmes that give scholarships."""
    return Programme.objects.filter(place=place, kind="scholarship").select_related("place")


def may_decide_application(account: Account, application: Application, on: date) -> bool:
    """Whether the account may decide by where it stands; the act asks for a second person."""
    return has_duty(account, Duty.DECIDES_CATEGORIES, application.place, on)


def may_answer_appeal(account: Account, appeal: Appeal, on: date) -> bool:
    """Whether the account may answer by where it stands, and took no part before."""
    application = appeal.application
    took_part = {application.recorded_by_id, application.decided_by_id, appeal.recorded_by_id}
    place = application.place
    stands = has_duty(account, Duty.DECIDES_CATEGORIES, place, on) or has_role(
        account, Role.COORDINATOR, place, on
    )
    return stands and account.pk not in took_part and not account.is_system


def appeal_until(application: Application) -> date | None:
    """The last day for an appeal; None while nothing is refused."""
    if application.decided_on is None or application.state != ApplicationState.REFUSED:
        return None
    days = application.scholarship.appeal_days
    return add_working_days(application.decided_on, days, special_days())


def answer_until(appeal: Appeal) -> date:
    """The last day for the answer: as many working days as the scholarship gives for the appeal."""
    return add_working_days(
        appeal.made_on, appeal.application.scholarship.appeal_days, special_days()
    )


def granted_day(application: Application) -> date | None:
    """The day on which it was granted, by the decision or on appeal; None while it is not."""
    if application.state != ApplicationState.GRANTED:
        return None
    appeal = Appeal.objects.filter(application=application).first()
    return application.decided_on if appeal is None else appeal.answered_on


def is_paid(application: Application) -> bool:
    """Whether the scholarship was paid and not taken back."""
    if application.payment_id is None:
        return False
    back = Posting.objects.filter(payment=application.payment_id, reverses__isnull=False)
    return not back.exists()


def reads_applications(account: Account, place: Place, on: date) -> bool:
    """Whether the account reads who applied in a village."""
    return place.pk in _villages(account, on)


def _villages(account: Account, on: date) -> frozenset[UUID]:
    reach = reach_of(account, on)
    coordinated = reach.by_role.get(Role.COORDINATOR, frozenset())
    return coordinated | reach.by_duty.get(Duty.DECIDES_CATEGORIES, frozenset())
