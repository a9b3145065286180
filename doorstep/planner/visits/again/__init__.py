"""A plan that runs, planned again after something has changed: what is done or promised stays.

`replan(problem, running, event, …)` loads the solver on its first call.
"""

from doorstep.planner.visits.again.events import (
    CampMoved,
    Event,
    HelperAway,
    HouseholdAdded,
    RoadClosed,
    UrgentNeed,
    apply_event,
)
from doorstep.planner.visits.again.result import Change, PairChange, Replan, Ring, Slot, StandIn
from doorstep.planner.visits.again.running import Held, Promises, Running, Standing, running_of
from doorstep.planner.visits.again.solve import replan
from doorstep.planner.visits.again.weighing import Prices

__all__ = [
    "CampMoved",
    "Change",
    "Event",
    "Held",
    "HelperAway",
    "HouseholdAdded",
    "PairChange",
    "Prices",
    "Promises",
    "Replan",
    "Ring",
    "RoadClosed",
    "Running",
    "Slot",
    "StandIn",
    "Standing",
    "UrgentNeed",
    "apply_event",
    "replan",
    "running_of",
]
