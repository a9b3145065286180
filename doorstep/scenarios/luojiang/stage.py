"""What the acts of the story share: the town, its villages and people, and the days so far."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from doorstep.kit.weeks import Week
from doorstep.people.models import Account, Helper, Place
from doorstep.register.models import Household

FEN_OF_A_YUAN = 100


@dataclass
class Stage:
    """The town while its story is played; `until` is the last day that may be dated."""

    story: dict[str, Any]
    place: Place
    villages: list[Place]
    town_account: Account
    coordinators: list[Account]  # of each village, in their order
    start: Week
    until: date
    households: dict[str, list[Household]] = field(default_factory=dict)  # by village code
    helpers: dict[str, Helper] = field(default_factory=dict)

    def day(self, week_index: int, weekday: int) -> date:
        """A day of the story: week 0 is its first week, weekday 0 a Monday; never after its end."""
        day = self.start.shift(week_index).start_on + timedelta(days=weekday)
        return min(day, self.until)

    def told(self, on: date) -> dict[str, Any]:
        """Who writes for the town, and on which day."""
        return {"by": self.town_account, "on": on}

    def told_at(self, number: int, on: date) -> dict[str, Any]:
        """Who writes for the village of a number, and on which day."""
        return {"by": self.coordinators[number], "on": on}

    def of_village(self, number: int) -> list[Household]:
        """The households of the village of a number, by code."""
        return self.households[self.villages[number].code]


def fen(yuan: int) -> int:
    """Whole fen of whole yuan."""
    return yuan * FEN_OF_A_YUAN
