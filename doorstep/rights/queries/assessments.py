"""Impact assessments: whether a place has one, and who may read which."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from doorstep.kit.errors import NotVisible
from doorstep.people.choices import Duty, Role
from doorstep.people.models import Account, Place
from doorstep.people.queries import reach_of
from doorstep.rights.models import Assessment


def assessed_on(place: Place, on: date) -> date | None:
    """When the newest impact assessment that holds on a day was dated; None without one."""
    dated = Assessment.objects.filter(place=place, dated_on__lte=on).order_by("-number")
    return dated.values_list("dated_on", flat=True).first()


def has_assessment(place: Place, on: date) -> bool:
    """Whether an impact assessment of the place was dated by that day."""
    return assessed_on(place, on) is not None


def assessments_at(place: Place) -> QuerySet[Assessment]:
    """Every version of a place, the newest first."""
    return Assessment.objects.filter(place=place).select_related("dated_by").order_by("-number")


def get_assessment_for(account: Account, assessment_id: UUID, on: date) -> Assessment:
    """A version of a village the account coordinates or decides categories for; else NotVisible."""
    reach = reach_of(account, on)
    villages = reach.by_role.get(Role.COORDINATOR, frozenset())
    villages |= reach.by_duty.get(Duty.DECIDES_CATEGORIES, frozenset())
    rows = Assessment.objects.filter(pk=assessment_id, place__in=villages)
    found = rows.select_related("place", "dated_by").first()
    if found is None:
        raise NotVisible
    return found


def may_date(assessment: Assessment, account: Account) -> bool:
    """Whether the account is somebody other than those who wrote in a version not yet dated."""
    if assessment.is_locked or account.is_system:
        return False
    return not assessment.writers.filter(pk=account.pk).exists()
