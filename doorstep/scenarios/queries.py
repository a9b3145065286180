"""What a story states beside what was counted from rows."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from doorstep.figures.queries import get_figure, measure, rows_of
from doorstep.kit.periods import Period
from doorstep.people.models import Place
from doorstep.people.queries import scope_of
from doorstep.scenarios.models import Replay
from doorstep.scenarios.stories import STORIES

FEN_OF_A_YUAN = 100


@dataclass(frozen=True)
class Counted:
    """A stated figure, what was counted, from how many rows, and whether it holds."""

    key: str
    stated: int
    bound: str
    counted: int
    rows: int
    holds: bool

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def counted_periods(place: Place) -> list[Period]:
    """The periods of a place that a story counts, whatever day it is."""
    return [Period(one.from_on, one.until_on) for one in Replay.objects.filter(place=place)]


def count_replay(replay: Replay) -> list[Counted]:
    """Every stated figure of the story, as of the day the replay ran to, or in the year it is
    stated for; `figure` names the product's figure where the story calls it otherwise."""
    scope, counted = scope_of(replay.place), []
    for stated in STORIES[replay.story].read_story()["figures"]:
        figure = get_figure(stated.get("figure", stated["key"]))
        period = stated_period(stated, replay)
        value, said = measure(figure, scope, period).value, stated_value(stated)
        exact = stated["bound"] == "exact"
        holds = value == said if exact else value >= said
        rows = rows_of(figure, scope, period).count()
        counted.append(Counted(stated["key"], said, stated["bound"], value, rows, holds))
    return counted


def stated_period(stated: Mapping[str, Any], replay: Replay) -> Period:
    """The calendar year that a figure is stated for, else the days of the replay."""
    year = stated.get("year")
    if year is None:
        return Period(replay.from_on, replay.until_on)
    return Period(date(year, 1, 1), date(year, 12, 31))


def stated_value(stated: Mapping[str, Any]) -> int:
    """What a story states, in the unit of its figure: money is stated in yuan, counted in fen."""
    return int(stated["value"]) * (FEN_OF_A_YUAN if stated.get("unit") == "CNY" else 1)
