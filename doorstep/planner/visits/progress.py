"""How far a plan is, told while it is made."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from doorstep.planner.visits.helper import HelperPlan, HelperTask, cost_of


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


def km_of(tasks: Iterable[HelperTask], plans: Iterable[HelperPlan], weight: float) -> float:
    """Kilometres of the plans so far; `weight` are the points of one."""
    hundredths = sum(
        plan.cost - cost_of(task, 0, plan.sets, plan.calls)
        for task, plan in zip(tasks, plans, strict=False)
    )
    return round(hundredths / (100 * (weight or 1.0)), 2)
