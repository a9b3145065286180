"""Closed lists of stations. Short words carry a context: other rooms use them otherwise."""

from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class ResponseKind(TextChoices):
    """What a response team goes out for."""

    SNOW_ICE = "snow_ice", pgettext_lazy("response team", "clearing snow and ice")
    TENTS = "tents", pgettext_lazy("response team", "moving tents")
    STUCK_CARS = "stuck_cars", pgettext_lazy("response team", "freeing stuck cars")
    FAIR_PRICES = "fair_prices", pgettext_lazy("response team", "fair prices")
    OTHER = "other", pgettext_lazy("response team", "other help")


class Source(TextChoices):
    """Where a request came from."""

    COUNTER = "counter", pgettext_lazy("help request", "at the counter")
    BOARD = "board", pgettext_lazy("help request", "from a contact board")


class HelpState(TextChoices):
    """From asking to help; the last three are its ends."""

    ASKED = "asked", pgettext_lazy("help request", "asked")
    ALERTED = "alerted", pgettext_lazy("help request", "team alerted")
    COMING = "coming", pgettext_lazy("help request", "on the way")
    HELPED = "helped", pgettext_lazy("help request", "helped")
    NOT_POSSIBLE = "not_possible", pgettext_lazy("help request", "not possible")
    LAPSED = "lapsed", pgettext_lazy("help request", "lapsed")


class DisputeState(TextChoices):
    """The same states, as they are said of a dispute, which is mediated."""

    ASKED = HelpState.ASKED, pgettext_lazy("mediation", "waits for mediation")
    ALERTED = HelpState.ALERTED, pgettext_lazy("mediation", "somebody was called")
    COMING = HelpState.COMING, pgettext_lazy("mediation", "being mediated")
    HELPED = HelpState.HELPED, pgettext_lazy("mediation", "agreed")
    NOT_POSSIBLE = HelpState.NOT_POSSIBLE, pgettext_lazy("mediation", "not agreed")
    LAPSED = HelpState.LAPSED, pgettext_lazy("mediation", "lapsed")


OPEN_STATES = (HelpState.ASKED, HelpState.ALERTED, HelpState.COMING)


class Condition(TextChoices):
    """How a lent thing came back; broken and lost are lent no more."""

    GOOD = "good", pgettext_lazy("loan", "good")
    WORN = "worn", pgettext_lazy("loan", "worn, still usable")
    BROKEN = "broken", pgettext_lazy("loan", "broken")
    LOST = "lost", pgettext_lazy("loan", "lost")


LENT_NO_MORE = (Condition.BROKEN, Condition.LOST)


class FirstKind(NamedTuple):
    """A kind of help with which a village begins; from then on it is a row of its own."""

    zh: str
    en: str
    bo: str
    response_kind: str = ""  # which team goes out
    is_dispute: bool = False  # a mediator is told
    is_loan: bool = False  # something is lent at once


FIRST_KINDS = (
    FirstKind("高原反应用药", "altitude medicine", "མཐོ་ནད་སྨན།"),
    FirstKind("吸氧", "oxygen", "འཚོ་རླུང་།"),
    FirstKind("热水", "hot water", "ཆུ་ཁོལ།"),
    FirstKind("借防滑链", "snow chains, lent free", "འདྲེད་འགོག་ལྕགས་ཐག", is_loan=True),
    FirstKind("冰雪路段代驾", "drive-over on ice", "འཁྱགས་ལམ་ཚབ་གཏོང་།", ResponseKind.SNOW_ICE),
    FirstKind("车辆救援", "vehicle rescue", "རླངས་འཁོར་རོགས་སྐྱོབ།", ResponseKind.STUCK_CARS),
    FirstKind(
        "价格纠纷",
        "dispute about a price",
        "རིན་གོང་རྩོད་གཞི།",
        ResponseKind.FAIR_PRICES,
        is_dispute=True,
    ),
    FirstKind("其他", "something else", "གཞན།"),
)


class MoveKind(TextChoices):
    """Why there is more or less of something."""

    IN = "in", pgettext_lazy("stock", "came in")
    OUT = "out", pgettext_lazy("stock", "handed out")
    BACK = "back", pgettext_lazy("stock", "not handed out after all")
    COUNTED = "counted", pgettext_lazy("stock", "counted")
    WRITTEN_OFF = "written_off", pgettext_lazy("stock", "written off")


class IncidentKind(TextChoices):
    """What happened at or near a station."""

    ACCIDENT = "accident", pgettext_lazy("station incident", "accident")
    WEATHER = "weather", pgettext_lazy("station incident", "weather")
    ROAD = "road", pgettext_lazy("station incident", "road closed or icy")
    ILLNESS = "illness", pgettext_lazy("station incident", "sudden illness")
    CROWD = "crowd", pgettext_lazy("station incident", "too many at once")
    EQUIPMENT = "equipment", pgettext_lazy("station incident", "equipment failed")
    OTHER = "other", pgettext_lazy("station incident", "other")


class DayPart(TextChoices):
    """No minute is kept of what happened."""

    MORNING = "morning", pgettext_lazy("station incident", "morning")
    AFTERNOON = "afternoon", pgettext_lazy("station incident", "afternoon")
    EVENING = "evening", pgettext_lazy("station incident", "evening")
    NIGHT = "night", pgettext_lazy("station incident", "night")
