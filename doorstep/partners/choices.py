"""Closed lists of partners. Short words carry a context: other rooms use them otherwise."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class JointActKind(TextChoices):
    """What was done together with a partner."""

    VISIT = "visit", pgettext_lazy("partner", "visit")
    OPEN_DAY = "open_day", pgettext_lazy("partner", "open day")
    STUDY_TRIP = "study_trip", pgettext_lazy("partner", "study trip")
    PURCHASE = "purchase", pgettext_lazy("partner", "purchase of local produce")
    JOBS = "jobs", pgettext_lazy("partner", "jobs for graduates")
    OTHER = "other", pgettext_lazy("partner", "other")


class EnergyKind(TextChoices):
    """What a plant makes power from."""

    WIND = "wind", pgettext_lazy("energy", "wind")
    SUN = "sun", pgettext_lazy("energy", "sun")
    WATER = "water", pgettext_lazy("energy", "water")


class ApplicationState(TextChoices):
    """What became of an application for a scholarship."""

    APPLIED = "applied", pgettext_lazy("scholarship", "waits for a decision")
    GRANTED = "granted", pgettext_lazy("scholarship", "granted")
    REFUSED = "refused", pgettext_lazy("scholarship", "refused")
