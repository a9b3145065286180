"""What the acts of the story share: the place, its people, and the days that have come so far."""

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from doorstep.kit.weeks import Week
from doorstep.people.models import Account, Helper, Place, Team
from doorstep.register.models import Household


@dataclass
class Stage:
    """The village while its story is played; `until` is the last day that may be dated."""

    story: dict[str, Any]
    place: Place
    team: Team
    coordinator: Account
    decider: Account
    households: list[Household]
    start: Week
    until: date
    leads: dict[UUID, Helper] = field(default_factory=dict)
    rng: random.Random = field(
        default_factory=lambda: random.Random("niancun")  # noqa: S311 a story, no secret
    )
    on_site_months: dict[UUID, set[tuple[int, int]]] = field(
        default_factory=lambda: defaultdict(set)
    )
    contacts: int = 0  # visits so far that met somebody

    def household(self, code: str) -> Household:
        """A household of the roster by its code."""
        return next(row for row in self.households if row.code == code)

    def lead(self, household: Household) -> Helper:
        """Who goes to a household first."""
        return self.leads[household.pk]

    def day(self, week_index: int, weekday: int) -> date:
        """A day of the story: week 0 is its first week, weekday 0 a Monday."""
        return self.start.shift(week_index).start_on + timedelta(days=weekday)

    def has_come(self, day: date) -> bool:
        """Whether the story has reached that day."""
        return day <= self.until

    def writer_for(self, helper: Helper) -> Account:
        """Who types in a helper's visit: the helper with an account, else the coordinator."""
        return helper.account or self.coordinator
