"""What is kept of proposals beyond its time."""

from datetime import date

from django.db.models import Q, QuerySet

from doorstep.categories.figures import OPEN_STATES
from doorstep.categories.models import Proposal


def proposals_with_old_words(before: date) -> QuerySet[Proposal]:
    """Proposals done with before a day, their category ended before it too, whose words are still
    kept."""
    done = Proposal.objects.exclude(state__in=OPEN_STATES).exclude(category__end_on__gte=before)
    long_ago = Q(decided_on__lt=before) | Q(decided_on=None, made_on__lt=before)
    return done.filter(long_ago).exclude(note="", decision_note="")
