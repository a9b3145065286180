"""What is kept beyond its time; the days stand in purposes/data/keeping.toml."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from doorstep.register.choices import ClosedBecause
from doorstep.register.models import Household
from doorstep.rights.choices import Keep, RequestOutcome
from doorstep.rights.models import Assessment, Incident, Request
from doorstep.rights.purposes import days_of


def first_day_kept(keep: Keep, on: date) -> date:
    """What came to its end before this day is kept no longer."""
    return on - timedelta(days=days_of(keep))


def households_past_retention(on: date) -> QuerySet[Household]:
    """Households closed so long ago that nothing of them is kept any more, and those that a law
    alone had kept until now; none that a law has kept longer."""
    by_law = Request.objects.filter(outcome=RequestOutcome.KEPT)
    over, running = by_law.filter(kept_until__lte=on), by_law.filter(kept_until__gt=on)
    old = Q(closed_on__lt=first_day_kept(Keep.HOUSEHOLD, on))
    old |= Q(closed_because=ClosedBecause.KEPT, pk__in=over.values("household"))
    found = Household.objects.filter(old).exclude(pk__in=running.values("household"))
    return found.order_by("closed_on", "pk")


def replaced_assessments(before: date) -> QuerySet[Assessment]:
    """Versions in whose place a newer one was dated before a day."""
    newer = Assessment.objects.filter(
        place=OuterRef("place"), number__gt=OuterRef("number"), dated_on__lt=before
    )
    return Assessment.objects.filter(Exists(newer))


def old_incidents(before: date) -> QuerySet[Incident]:
    """Incidents closed before a day."""
    return Incident.objects.filter(closed_on__lt=before)
