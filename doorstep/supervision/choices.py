"""Closed lists of supervision. Short words carry a context: other rooms use them otherwise."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class CheckKind(TextChoices):
    """What a check looked at: work and money of offices, never a household."""

    FUNDS = "funds", pgettext_lazy("check", "money and payments")
    WORKS = "works", pgettext_lazy("check", "projects and works")
    DISCLOSURE = "disclosure", pgettext_lazy("check", "what was to be made public")
    DUTY = "duty", pgettext_lazy("check", "how duties are done")
    OTHER = "other", pgettext_lazy("check", "other")


class ProblemState(TextChoices):
    OPEN = "open", pgettext_lazy("problem", "open")
    CORRECTED = "corrected", pgettext_lazy("problem", "corrected, to be looked at")
    CLOSED = "closed", pgettext_lazy("problem", "closed")
