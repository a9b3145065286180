"""What a story states beside what was counted from rows."""

from dataclasses import asdict, dataclass
from typing import Any

from doorstep.figures.queries import get_figure, measure, rows_of
from doorstep.kit.periods import Period
from doorstep.people.models import Place
from doorstep.people.queries import scope_of
from doorstep.scenarios.models import Replay
from doorstep.scenarios.stories import STORIES


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
    """Every stated figure of the story, as of the day the replay ran to."""
    scope, period = scope_of(replay.place), Period(replay.from_on, replay.until_on)
    counted = []
    for stated in STORIES[replay.story].read_story()["figures"]:
        figure = get_figure(stated["key"])
        value = measure(figure, scope, period).value
        exact = stated["bound"] == "exact"
        holds = value == stated["value"] if exact else value >= stated["value"]
        rows = rows_of(figure, scope, period).count()
        counted.append(Counted(stated["key"], stated["value"], stated["bound"], value, rows, holds))
    return counted
