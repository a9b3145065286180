"""What the acts of the story share: the village, its stations, and the days that have come."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from doorstep.people.models import Account
from doorstep.scenarios.village import Village
from doorstep.stations.models import HelpKind, Loan, Station

type Row = dict[str, Any]


@dataclass(frozen=True)
class Stage:
    """The village and its stations while the story is played."""

    village: Village
    stations: dict[str, Station] = field(default_factory=dict)  # by the story's key
    kinds: dict[str, HelpKind] = field(default_factory=dict)  # by Chinese name
    back: list[tuple[date, Loan, str]] = field(default_factory=list)  # on which day, and how

    @property
    def story(self) -> Row:
        return self.village.story

    @property
    def coordinator(self) -> Account:
        return self.village.coordinator

    @property
    def first(self) -> date:
        return self.village.day(0, 0)

    def counter(self, key: str) -> Account:
        """Who stands at the counter of a station."""
        row = next(row for row in self.story["stations"] if row["key"] == key)
        return self.village.accounts[row["counter"]]

    def days(self) -> Iterator[tuple[int, date]]:
        """Every day of the story so far, with its number from 0, the first Monday."""
        for number in range((self.village.until - self.first).days + 1):
            yield number, self.first + timedelta(days=number)

    def of_day(self, table: str, number: int) -> list[Row]:
        """The rows of a table for a day: those of its weekday (0 is Monday), in every week or in
        the weeks that a row names; by station and hour."""
        week, weekday = divmod(number, 7)
        rows = [
            row
            for row in self.story[table]
            if row["weekday"] == weekday and week in row.get("weeks", (week,))
        ]
        return sorted(rows, key=lambda row: row.get("at", ""))


def moment(day: date, at: str) -> datetime:
    """A time of a day, hh:mm, where the instance stands."""
    return datetime.combine(day, time.fromisoformat(at), timezone.get_default_timezone())
