"""What is kept beyond its time; the days stand in purposes/data/keeping.toml."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from doorstep.register.models import Household
from doorstep.register.queries import closed_before
from doorstep.rights.choices import Keep, RequestOutcome
from doorstep.rights.models import Assessment, Incident, Request
from doorstep.rights.purposes import days_of


def first_day_kept(keep: Keep, on: date) -> date:
    """What came to its end before this day is kept no longer."""
    return on - timedelta(days=days_of(keep))


def households_past_retention(on: date) -> QuerySet[Household]:
    """Households closed so long ago that nothing of them is kept any more, and by no law longer."""
    kept = Request.objects.filter(outcome=RequestOutcome.KEPT, kept_until__gt=on)
    closed = closed_before(first_day_kept(Keep.HOUSEHOLD, on))
    return closed.exclude(pk__in=kept.values("household"))


def replaced_assessments(before: date) -> QuerySet[Assessment]:
    """Versions in whose place a newer one was dated before a day."""
    newer = Assessment.objects.filter(
        place=OuterRef("place"), number__gt=OuterRef("number"), dated_on__lt=before
    )
    return Assessment.objects.filter(Exists(newer))


def old_incidents(before: date) -> QuerySet[Incident]:
    """Incidents closed before a day."""
    return Incident.objects.filter(closed_on__lt=before)
