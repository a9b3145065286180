"""Closed lists of activities. Short words carry a context: other rooms use them otherwise."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from doorstep.method.choices import NeedKind


class ActivityKind(TextChoices):
    POLICY_BRIEFING = "policy_briefing", pgettext_lazy("activity", "policy briefing")
    TRAINING = "training", pgettext_lazy("activity", "training")
    FORUM = "forum", pgettext_lazy("activity", "forum")
    CLEAN_UP = "clean_up", pgettext_lazy("activity", "clean-up")
    SAFETY = "safety", pgettext_lazy("activity", "safety session")
    ELDERS = "elders", pgettext_lazy("activity", "gathering with elders")
    SHOW = "show", pgettext_lazy("activity", "cultural event")
    OPEN_DAY = "open_day", pgettext_lazy("activity", "open day")
    STUDY_TRIP = "study_trip", pgettext_lazy("activity", "study trip")
    SAMPLING = "sampling", pgettext_lazy("activity", "taking samples")
    GATHERING = "gathering", pgettext_lazy("activity", "gathering")
    OTHER = "other", pgettext_lazy("activity", "other")


class ActivityState(TextChoices):
    """From planning it to having held it."""

    PLANNED = "planned", pgettext_lazy("activity", "planned")
    HELD = "held", pgettext_lazy("activity", "held")
    CANCELLED = "cancelled", pgettext_lazy("activity", "cancelled")


class SheetKind(TextChoices):
    """What people sign for on a sheet."""

    ATTENDANCE = "attendance", pgettext_lazy("sign sheet", "who came")
    GOODS = "goods", pgettext_lazy("sign sheet", "goods received")


# What a follow-up wish can be: mediation and works begin with forms of their own.
WISH_KINDS = (
    NeedKind.HARDSHIP,
    NeedKind.CARE,
    NeedKind.ERRAND,
    NeedKind.STUDY,
    NeedKind.JOB,
    NeedKind.HAZARD,
    NeedKind.OTHER,
)
