"""What of jobs is let go by a night: words of wishes, and whom to reach where offers are over."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from doorstep.jobs.models import JobOffer, JobWish

ENDLESS = 3 * 366  # so far ahead no act lets an offer be open


def wishes_with_old_words(before: date) -> QuerySet[JobWish]:
    """Wishes that ended, or lapsed and were not said again, before a day and hold their words."""
    over = Q(ended_on__lt=before) | Q(ended_on=None, lapses_on__lt=before)
    return JobWish.objects.filter(over).exclude(text="")


def offers_with_old_contacts(before: date) -> QuerySet[JobOffer]:
    """Offers whose time ran out before a day, and which nobody closed, that name whom to reach;
    and those told before it that were never to run out, as none is entered any more."""
    endless = Q(told_on__lt=before, open_until__gt=before + timedelta(days=ENDLESS))
    rows = JobOffer.objects.filter(Q(open_until__lt=before) | endless)
    return rows.exclude(contact_name="", contact_at="")
