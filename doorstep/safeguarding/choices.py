"""Closed lists of safeguarding."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Act(TextChoices):
    """What happens with a safeguarding need; each is an entry of its story."""

    HANDED = "handed", _("handed over")
    RAISED = "raised", _("raised")
    ANSWERED = "answered", _("said whether they are a relative")
    OPENED = "opened", _("read")
    NOTED = "noted", pgettext_lazy("safeguarding", "noted")
    CLOSED = "closed", _("closed")
    LOOSENED = "loosened", _("kept alone: the household was erased")
