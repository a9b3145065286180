"""Closed lists of points. Short words carry a context: other rooms use them otherwise."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Per(TextChoices):
    """The time in which a rule gives at most so often."""

    WEEK = "week", pgettext_lazy("points", "week")
    MONTH = "month", pgettext_lazy("points", "month")
    YEAR = "year", pgettext_lazy("points", "year")


class SignedHow(TextChoices):
    """How what was swapped was signed for."""

    SIGNED = "signed", pgettext_lazy("swap", "signed")
    THUMB = "thumb", pgettext_lazy("swap", "thumbprint")


class DisputeOutcome(TextChoices):
    """What came of a dispute."""

    STANDS = "stands", pgettext_lazy("dispute", "it stays as it is")
    ADDED = "added", pgettext_lazy("dispute", "points added")
    TAKEN_BACK = "taken_back", pgettext_lazy("dispute", "award taken back")
    ENDED = "ended", pgettext_lazy("dispute", "ended with the consent")


ANSWERS = (DisputeOutcome.STANDS, DisputeOutcome.ADDED, DisputeOutcome.TAKEN_BACK)
