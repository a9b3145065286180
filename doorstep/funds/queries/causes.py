"""What can be paid for at a place on a day."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from doorstep.activities.choices import ActivityState
from doorstep.activities.models import Activity
from doorstep.funds.choices import ProgrammeKind
from doorstep.funds.models import Commitment
from doorstep.funds.queries.programmes import programmes_paying_at
from doorstep.needs.models import Need
from doorstep.needs.queries import needs_for
from doorstep.people.models import Account, Place

LATELY = timedelta(days=120)  # so long after an activity or a closed need it is offered


def needs_to_pay(account: Account, place: Place, on: date) -> QuerySet[Need]:
    """The unsealed needs of a place, or of the villages of a town, that the account sees and that
    are open or were closed lately."""
    here = Q(place=place) | Q(place__parent=place)
    open_or_late = Q(closed_on=None) | Q(closed_on__gte=on - LATELY)
    rows = needs_for(account, on).filter(here, open_or_late, raised_on__lte=on)
    return rows.select_related("household", "place").order_by("place__code", "raised_on", "pk")


def activities_to_pay(place: Place, on: date) -> QuerySet[Activity]:
    """The activities of a place that were held lately or are planned: goods are bought before."""
    lately = Q(state=ActivityState.HELD, on__gte=on - LATELY, on__lte=on)
    rows = Activity.objects.filter(lately | Q(state=ActivityState.PLANNED), place=place)
    return rows.order_by("-on", "pk")


def commitments_to_pay(place: Place, year: int, on: date) -> QuerySet[Commitment]:
    """The commitments of a year that stand, of programmes that pay at a place; those of relief pay
    on claims alone."""
    programmes = programmes_paying_at(place, on).exclude(kind=ProgrammeKind.RELIEF)
    rows = Commitment.objects.filter(programme__in=programmes, year=year)
    standing = rows.filter(reverses=None, reversed_by=None)
    return standing.select_related("programme").order_by("programme__name", "decided_on", "pk")
