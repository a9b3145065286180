"""Closed lists of needs."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NeedState(TextChoices):
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class Outcome(TextChoices):
    """How a need ended."""

    DONE = "done", _("done")
    AGREED = "agreed", _("agreed between the parties")
    NOT_AGREED = "not_agreed", _("no agreement; other routes named")
    PASSED_ON = "passed_on", _("passed on to another office")
    WITHDRAWN = "withdrawn", _("withdrawn by the household")
    NOT_POSSIBLE = "not_possible", _("not possible, reason given")


class StepKind(TextChoices):
    RAISED = "raised", _("raised")
    NOTE = "note", _("note")
    HANDED_OVER = "handed_over", _("handed over")
    ESCALATED = "escalated", _("escalated to the town")
    CLOSED = "closed", _("closed")
    CONFIRMED = "confirmed", _("confirmed by the household")
    NOT_CONFIRMED = "not_confirmed", _("not confirmed by the household")
    REOPENED = "reopened", _("reopened")
    SEEN = "seen", _("seen by the coordinator")


class RequestHow(TextChoices):
    """How a party asked for, or agreed to, mediation."""

    SIGNED = "signed", _("signed request")
    SPOKEN = "spoken", _("asked in words, before a witness")
    AGREED = "agreed", _("agreed when offered")


class PlacementKind(TextChoices):
    TEMPORARY = "temporary", _("temporary work")
    SEASONAL = "seasonal", _("seasonal work")
    LASTING = "lasting", _("lasting work")


class WorksKind(TextChoices):
    BRIDGE = "bridge", _("bridge")
    ROAD = "road", _("road")
    WATER = "water", _("water")
    POWER = "power", _("power")
    OTHER = "other", _("other")


class WorksState(TextChoices):
    """Built and accepted are two states."""

    REQUESTED = "requested", _("requested")
    APPROVED = "approved", _("approved")
    BUILT = "built", _("built")
    ACCEPTED = "accepted", _("accepted")
