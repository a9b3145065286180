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


class DutyState(TextChoices):
    """How a duty towards a household stands on a day; derived from visits, never stored."""

    NONE = "none", _("no such duty")
    MET = "met", _("reached")
    REFUSED = "refused", _("reached; the household did not want it")
    AWAY = "away", _("away for a while, not due")
    LEFT = "left", _("still due")


class Why(TextChoices):
    """Why a duty is still due: how the last try of the week or month went."""

    NOT_TRIED = "not_tried", _("not on a round yet")
    NO_ANSWER = "no_answer", _("nobody answered the phone")
    NOT_AT_HOME = "not_at_home", _("not at home")
    MOVED_CAMP = "moved_camp", _("moved camp")
    ROAD_CLOSED = "road_closed", _("road closed")


class ChangeKind(TextChoices):
    """What the form's block "what has changed" can say."""

    FACT_BEGAN = "fact_began", _("something has happened")
    FACT_ENDED = "fact_ended", _("something is over")
    RESIDENTS = "residents", _("how many live here")
    PHONE = "phone", _("telephone")
    BEST_TIME = "best_time", _("best time for a visit")
    AWAY_UNTIL = "away_until", _("away until")
