"""A unit of work: some helpers, each planned exactly where that can be, else by search."""

from collections.abc import Sequence

from doorstep.planner.visits.exact import is_small, plan_exactly
from doorstep.planner.visits.helper import HelperPlan, HelperTask
from doorstep.planner.visits.large import plan_by_search


def plan_helper(task: HelperTask) -> HelperPlan:
    """One helper's plan, the same each time."""
    return plan_exactly(task) if is_small(task) else plan_by_search(task)


def plan_unit(tasks: Sequence[HelperTask]) -> list[HelperPlan]:
    """Several helpers, one after the other."""
    return [plan_helper(task) for task in tasks]
