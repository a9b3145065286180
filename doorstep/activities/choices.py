"""Closed lists of activities."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ActivityKind(TextChoices):
    POLICY_BRIEFING = "policy_briefing", _("policy briefing")
    TRAINING = "training", _("training")
    CLEAN_UP = "clean_up", _("clean-up")
    SAFETY = "safety", _("safety session")
    GATHERING = "gathering", _("gathering")
    OTHER = "other", _("other")
