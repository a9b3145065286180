"""Closed lists of sync."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ImportedAct(TextChoices):
    """What an import did with a row."""

    MADE = "made", _("made")
    CHANGED = "changed", _("changed")
