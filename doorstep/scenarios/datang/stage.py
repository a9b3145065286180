"""What the acts of the story share: its places, its people, and the days that have come so far."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from doorstep.kit.weeks import Week
from doorstep.people.models import Account, Place


@dataclass(frozen=True)
class Stage:
    """The town while its story is played; `until` is the last day that may be dated."""

    story: dict[str, Any]
    place: Place
    village: Place
    accounts: dict[str, Account]
    start: Week
    until: date

    @property
    def town(self) -> Account:
        """Who keeps the town's money."""
        return self.accounts["datang-town"]

    def has_come(self, day: date) -> bool:
        """Whether the story has reached that day."""
        return day <= self.until

    def come(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The rows whose day has come, by day."""
        return sorted((one for one in rows if self.has_come(one["on"])), key=lambda one: one["on"])
