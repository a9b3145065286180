"""What is kept of visits beyond its time."""

from datetime import date

from django.db.models import QuerySet

from doorstep.visits.models import CadenceWish, Visit, WeeklyNote


def visits_with_old_words(before: date) -> QuerySet[Visit]:
    """Visits made before a day whose note or answers are still kept."""
    return Visit.objects.filter(on__lt=before).exclude(note="", answers={})


def old_weekly_notes(before: date) -> QuerySet[WeeklyNote]:
    """Notes of weeks that began before a day."""
    return WeeklyNote.objects.filter(week_on__lt=before)


def ended_wishes_with_reason(before: date) -> QuerySet[CadenceWish]:
    """Wishes that ended before a day whose reason is still kept."""
    return CadenceWish.objects.filter(end_on__lt=before).exclude(reason="")
