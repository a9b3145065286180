"""What is kept of people beyond its time."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from doorstep.people.models import Helper


def left_helpers_with_details(before: date) -> QuerySet[Helper]:
    """Helpers who left the team before a day and of whom more than the name is still told."""
    told = ~Q(phone="") | ~Q(languages=[]) | Q(birth_year__isnull=False)
    told |= Q(weekly_hours__isnull=False) | Q(home_lat__isnull=False)
    told |= Q(calendar_link__isnull=False)
    skills = Helper.skills.through.objects.filter(helper=OuterRef("pk"))
    return Helper.objects.filter(told | Exists(skills), end_on__lt=before)
