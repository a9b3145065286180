"""Who belongs to a household on a day."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from doorstep.register.models import Household, Member


def members_of(household: Household, on: date) -> QuerySet[Member]:
    """The members on a day, as listed."""
    return household.members.filter(_there(on))


def members_counts(households: Iterable[Household], on: date) -> dict[UUID, int]:
    """How many members each of some households has on a day; none of one without."""
    rows = Member.objects.filter(_there(on), household__in=list(households))
    return dict(rows.order_by().values_list("household").annotate(count=Count("pk")))


def _there(on: date) -> Q:
    return Q(joined_on__lte=on) & (Q(left_on=None) | Q(left_on__gt=on))
