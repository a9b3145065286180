"""What the acts of the story share: the village, its people and its households."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from doorstep.kit.weeks import Week
from doorstep.people.models import Account, Helper, Place
from doorstep.register.actions import add_household
from doorstep.register.models import Household
from doorstep.scenarios.village import Village, open_village


@dataclass
class Stage:
    """The village while its story is played; `until` is the last day that may be dated."""

    story: dict[str, Any]
    village: Village
    households: dict[str, Household]
    start: Week
    until: date

    @property
    def place(self) -> Place:
        return self.village.place

    @property
    def coordinator(self) -> Account:
        return self.village.coordinator

    @property
    def helpers(self) -> list[Helper]:
        return self.village.helpers

    def day(self, week_index: int, weekday: int) -> date:
        """A day of the story: week 0 is its first week, weekday 0 a Monday."""
        return self.village.day(week_index, weekday)


def open_stage(story: dict[str, Any], start: Week, until: date) -> Stage:
    """Makes the village as it stood on the first Monday of the story, and its households."""
    village = open_village(story, start, until)
    households = {
        row["code"]: add_household(village.place, **row, by=village.coordinator, on=start.start_on)
        for row in story["households"]
    }
    return Stage(story, village, households, start, until)
