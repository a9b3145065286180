"""Closed lists of visits."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PartOfDay(TextChoices):
    MORNING = "morning", _("morning")
    AFTERNOON = "afternoon", _("afternoon")
    EVENING = "evening", _("evening")


class Mode(TextChoices):
    ON_SITE = "on_site", _("on site")
    PHONE = "phone", _("by phone")
    CAME_IN = "came_in", _("came in")


class Result(TextChoices):
    """All are valid. Met and refused fulfil the duty; the others leave it due."""

    MET = "met", _("met")
    NOT_AT_HOME = "not_at_home", _("not at home")
    REFUSED = "refused", _("refused")
    MOVED_CAMP = "moved_camp", _("moved camp")
    ROAD_CLOSED = "road_closed", _("road closed")


FULFILLING = (Result.MET, Result.REFUSED)


class Channel(TextChoices):
    """How the visit came in."""

    OFFICE = "office", _("typed at the office")
    PAPER = "paper", _("keyed in from paper")
    FIELD = "field", _("field page")
    COLLECT = "collect", _("ODK Collect")
