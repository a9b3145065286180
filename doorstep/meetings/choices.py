"""Closed lists of meetings."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MeetingKind(TextChoices):
    WEEKLY = "weekly", _("weekly coordination meeting")
    MONTHLY = "monthly", _("monthly committee meeting")


class MeetingState(TextChoices):
    CALLED = "called", _("called")
    HELD = "held", _("held")


class ItemKind(TextChoices):
    """What an agenda item is about; the order is the agenda's."""

    LAST_TIME = "last_time", _("decided earlier, still open")
    URGENT = "urgent", _("urgent need")
    OVERDUE = "overdue", _("overdue need")
    NOT_REACHED = "not_reached", _("not reached")
    PROPOSAL = "proposal", _("category to decide")
    ENDING = "ending", _("category ending soon")
    OBJECTION = "objection", _("objection to answer")
    PLAN = "plan", _("next week's plan")
    OTHER = "other", _("other")


class DecisionState(TextChoices):
    OPEN = "open", _("open")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped, with a reason")
