"""Closed lists of needs. Short words carry a context: other rooms use them otherwise."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class NeedState(TextChoices):
    OPEN = "open", pgettext_lazy("need", "open")
    CLOSED = "closed", pgettext_lazy("need", "closed")


class Outcome(TextChoices):
    """How a need ended."""

    DONE = "done", pgettext_lazy("need", "done")
    AGREED = "agreed", pgettext_lazy("need", "agreed between the parties")
    NOT_AGREED = "not_agreed", pgettext_lazy("need", "no agreement; other routes named")
    PASSED_ON = "passed_on", pgettext_lazy("need", "passed on to another office")
    WITHDRAWN = "withdrawn", pgettext_lazy("need", "withdrawn by the household")
    NOT_POSSIBLE = "not_possible", pgettext_lazy("need", "not possible, reason given")


class StepKind(TextChoices):
    RAISED = "raised", pgettext_lazy("need", "raised")
    NOTE = "note", pgettext_lazy("need", "note")
    REQUESTED = "requested", pgettext_lazy("need", "mediation asked for or agreed to")
    HANDED_OVER = "handed_over", pgettext_lazy("need", "handed over")
    ESCALATED = "escalated", pgettext_lazy("need", "escalated to the town")
    SERVED = "served", pgettext_lazy("need", "further households named")
    PLACED = "placed", pgettext_lazy("need", "placed in work")
    APPROVED = "approved", pgettext_lazy("need", "works approved")
    BUILT = "built", pgettext_lazy("need", "works built")
    ACCEPTED = "accepted", pgettext_lazy("need", "works accepted")
    CLOSED = "closed", pgettext_lazy("need", "closed")
    CONFIRMED = "confirmed", pgettext_lazy("need", "confirmed by the household")
    NOT_CONFIRMED = "not_confirmed", pgettext_lazy("need", "not confirmed by the household")
    REOPENED = "reopened", pgettext_lazy("need", "reopened")
    SEEN = "seen", pgettext_lazy("need", "seen by the coordinator")


class RequestHow(TextChoices):
    """How a party asked for, or agreed to, mediation."""

    SIGNED = "signed", pgettext_lazy("need", "signed request")
    SPOKEN = "spoken", pgettext_lazy("need", "asked in words, before a witness")
    AGREED = "agreed", pgettext_lazy("need", "agreed when offered")


class PlacementKind(TextChoices):
    TEMPORARY = "temporary", pgettext_lazy("need", "temporary work")
    SEASONAL = "seasonal", pgettext_lazy("need", "seasonal work")
    LASTING = "lasting", pgettext_lazy("need", "lasting work")


class WorksKind(TextChoices):
    BRIDGE = "bridge", pgettext_lazy("works", "bridge")
    ROAD = "road", pgettext_lazy("works", "road")
    WATER = "water", pgettext_lazy("works", "water")
    POWER = "power", pgettext_lazy("works", "power")
    OTHER = "other", pgettext_lazy("works", "other")


class WorksState(TextChoices):
    """Built and accepted are two states."""

    REQUESTED = "requested", pgettext_lazy("works", "requested")
    APPROVED = "approved", pgettext_lazy("works", "approved")
    BUILT = "built", pgettext_lazy("works", "built")
    ACCEPTED = "accepted", pgettext_lazy("works", "accepted")


class DeadlineState(TextChoices):
    """How an open need stands to its deadline on a day."""

    IN_TIME = "in_time", pgettext_lazy("need", "in time")
    SOON = "soon", pgettext_lazy("need", "due soon")
    OVERDUE = "overdue", pgettext_lazy("need", "overdue")


class Act(TextChoices):
    """What can be done with a need as it stands; screens offer exactly these."""

    NOTE = "note", pgettext_lazy("need act", "Add a note")
    HAND_OVER = "hand_over", pgettext_lazy("need act", "Hand over")
    CLOSE = "close", pgettext_lazy("need act", "Close")
    CONFIRM = "confirm", pgettext_lazy("need act", "Ask the household")
    REOPEN = "reopen", pgettext_lazy("need act", "Reopen")
