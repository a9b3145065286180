"""Closed lists of meetings. Short words carry a context: other rooms use them otherwise."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class MeetingKind(TextChoices):
    WEEKLY = "weekly", pgettext_lazy("meeting", "weekly coordination meeting")
    MONTHLY = "monthly", pgettext_lazy("meeting", "monthly committee meeting")


class MeetingState(TextChoices):
    CALLED = "called", pgettext_lazy("meeting", "called")
    HELD = "held", pgettext_lazy("meeting", "held")


class ItemKind(TextChoices):
    """What an agenda item is about; the order is the agenda's."""

    LAST_TIME = "last_time", pgettext_lazy("agenda", "decided earlier, still open")
    URGENT = "urgent", pgettext_lazy("agenda", "urgent need")
    OVERDUE = "overdue", pgettext_lazy("agenda", "overdue need")
    NOT_REACHED = "not_reached", pgettext_lazy("agenda", "not reached")
    PROPOSAL = "proposal", pgettext_lazy("agenda", "category to decide")
    ENDING = "ending", pgettext_lazy("agenda", "category ending soon")
    OBJECTION = "objection", pgettext_lazy("agenda", "objection to answer")
    PLAN = "plan", pgettext_lazy("agenda", "next week's plan")
    OTHER = "other", pgettext_lazy("agenda", "other business")
    NOTICE = "notice", pgettext_lazy("agenda", "list to take down")
    MEASURE = "measure", pgettext_lazy("agenda", "work measure")


class DecisionState(TextChoices):
    OPEN = "open", pgettext_lazy("decision", "open")
    DONE = "done", pgettext_lazy("decision", "done")
    DROPPED = "dropped", pgettext_lazy("decision", "dropped, with a reason")


class MeasureState(TextChoices):
    PLANNED = "planned", pgettext_lazy("measure", "planned")
    IN_HAND = "in_hand", pgettext_lazy("measure", "in hand")
    DONE = "done", pgettext_lazy("measure", "done")
    DROPPED = "dropped", pgettext_lazy("measure", "dropped, with a reason")


SETTLED_MEASURES = (MeasureState.DONE, MeasureState.DROPPED)
