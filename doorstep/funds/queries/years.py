"""Which years of a place's books are closed, and which can be."""

from datetime import date

from django.db.models import QuerySet

from doorstep.funds.models import ClosedYear, Posting
from doorstep.funds.queries.reach import money_reach
from doorstep.kit.errors import NotVisible
from doorstep.people.models import Account, Place


def closed_years(place: Place) -> QuerySet[ClosedYear]:
    """The years of a place that are closed, the latest first."""
    rows = ClosedYear.objects.filter(place=place, reopened_on=None)
    return rows.select_related("place", "closed_by", "asked_by")


def get_closed_year_for(account: Account, closed_year_id: object, on: date) -> ClosedYear:
    """A closed year of a place whose money the account keeps; else NotVisible."""
    rows = ClosedYear.objects.filter(place__in=money_reach(account, on).kept, pk=closed_year_id)
    found = rows.select_related("place").first()
    if found is None:
        raise NotVisible
    return found


def years_to_close(place: Place, on: date) -> list[int]:
    """Years that are over and have postings, without those that are closed; the latest first."""
    days = Posting.objects.filter(place=place, on__year__lt=on.year).dates("on", "year")
    closed = set(closed_years(place).values_list("year", flat=True))
    return sorted({day.year for day in days} - closed, reverse=True)
