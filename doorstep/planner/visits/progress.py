"""How far a plan is, told while it is made."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """So many helpers are planned; with all of them, those who visit together look for better
    times."""

    done: int  # helpers
    of: int
    km: float  # of the best plan so far
    seconds_left: float  # of the time allowed; 0 where it is used up

    @property
    def is_searching(self) -> bool:
        return self.done == self.of


type Told = Callable[[Progress], None]
