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


class Hindrance(TextChoices):
    """Why the plan of some weeks leaves out a visit or call that is due; the planner's causes."""

    NO_HELPER = "no_helper", _("there is no helper at all")
    NO_PAIR = "no_pair", _("nobody is paired with the household")
    NO_HOME = "no_home", _("no home is known")
    HELPER_WITHOUT_HOME = "helper_without_home", _("the helper's home is not known")
    NO_DAYS = "no_days", _("no day on which all its helpers go")
    NO_HOURS = "no_hours", _("the helper has no hours")
    NO_WAY = "no_way", _("no way leads there")
    WINDOW = "window", _("not to be visited on the days on which the helper goes")
    TOO_LONG = "too_long", _("too far for one day or the hours of a week")
    PRICE = "price", _("the way there costs more than a missed visit")
    NOT_TOGETHER = "not_together", _("its helpers find no time together")
    FULL = "full", _("the helper's hours are full")
    STOPPED = "stopped", _("the planning was stopped before")


class EventKind(TextChoices):
    """What may happen while a plan of weeks runs."""

    HELPER_AWAY = "helper_away", _("a helper cannot go for some days")
    HELPER_GONE = "helper_gone", _("a helper does not come any more")
    ROAD_CLOSED = "road_closed", _("a road is closed")
    CAMP_MOVED = "camp_moved", _("a household moved camp")
    HOUSEHOLD_ADDED = "household_added", _("a household is new")
    URGENT_NEED = "urgent_need", _("somebody has to go there at once")


class AgainstDay(TextChoices):
    """What is against a day of the plan for one household; the planner's rules."""

    NOT_DUE = "not_due", _("no visit is due that week")
    NO_PAIR = "no_pair", _("nobody is paired with the household")
    NO_HOME = "no_home", _("no home is known for that week")
    AWAY = "away", _("the household is away")
    NO_SHIFT = "no_shift", _("not a day on which its helpers go")
    NO_WAY = "no_way", _("no way leads there")
    WINDOW = "window", _("not to be visited on that day")
    DAY_FULL = "day_full", _("the helper's day is full")
    WEEK_FULL = "week_full", _("the helper's hours of that week are full")


MENDS = {
    Hindrance.NO_HELPER: _("Take a helper into the team."),
    Hindrance.NO_PAIR: _("Pair it with somebody."),
    Hindrance.NO_HOME: _("State its home of that season."),
    Hindrance.HELPER_WITHOUT_HOME: _("State where the helper lives."),
    Hindrance.NO_DAYS: _("Pair it with somebody who goes in these weeks."),
    Hindrance.NO_HOURS: _("State the helper's hours a week, or pair it with somebody else."),
    Hindrance.NO_WAY: _("Look whether its home is where it should be."),
    Hindrance.WINDOW: _("Agree on other days with the household."),
    Hindrance.TOO_LONG: _("Pair it with somebody who lives nearer."),
    Hindrance.PRICE: _("Pair it with somebody who lives nearer."),
    Hindrance.NOT_TOGETHER: _("Pair it with one helper, or with two who have more hours."),
    Hindrance.FULL: _("Agree on more hours with the helper, or pair it with somebody else."),
    Hindrance.STOPPED: _("Make the plan again and let it finish."),
}


class VisitPlanState(TextChoices):
    OPEN = "open", _("proposed")
    ACCEPTED = "accepted", _("accepted and running")
    DROPPED = "dropped", _("replaced by a later one")
