"""Closed lists of activities. Short words carry a context: other rooms use them otherwise."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class ActivityKind(TextChoices):
    POLICY_BRIEFING = "policy_briefing", pgettext_lazy("activity", "policy briefing")
    TRAINING = "training", pgettext_lazy("activity", "training")
    CLEAN_UP = "clean_up", pgettext_lazy("activity", "clean-up")
    SAFETY = "safety", pgettext_lazy("activity", "safety session")
    GATHERING = "gathering", pgettext_lazy("activity", "gathering")
    OTHER = "other", pgettext_lazy("activity", "other")
