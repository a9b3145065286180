"""Every write of visits."""

from doorstep.visits.actions.amending import VisitReplacedAlready, amend_visit
from doorstep.visits.actions.cadences import set_cadence
from doorstep.visits.actions.erasing import erase_rows
from doorstep.visits.actions.guards import (
    ChangedYetNoChange,
    HelperNotInTeam,
    HouseholdClosed,
    HouseholdNotYetRegistered,
    NextVisitNotLater,
    NobodyMet,
    NoSuchService,
    TextTooLong,
    VisitIdTaken,
    VisitInFuture,
)
from doorstep.visits.actions.joining import NotJoined, NotTheSameVisit, join_visits, part_visits
from doorstep.visits.actions.merging import take_over_visits
from doorstep.visits.actions.notes import WeekInFuture, write_weekly_note
from doorstep.visits.actions.outcomes import NoSuchMember, NoSuchNeed, ValueMissing
from doorstep.visits.actions.planning import (
    NothingPlannedYet,
    ProgramMayNotPlan,
    VisitPlanDroppedAlready,
    VisitPlanIsOver,
    VisitPlanNotOpen,
    accept_visit_plan,
    drop_visit_plan,
    keep_visit_plan,
    propose_visit_plan,
)
from doorstep.visits.actions.recording import record_visit, write_visit
from doorstep.visits.actions.replanning import (
    NobodyCanGo,
    NothingChanges,
    keep_replan,
    propose_replan,
    read_change,
    replan_weeks,
)
from doorstep.visits.actions.retention import (
    empty_ended_wishes,
    empty_old_visits,
    forget_visit_plans,
)
from doorstep.visits.actions.rounds import (
    NobodyOnTheRound,
    RoundOfWeekPast,
    count_back_round,
    forget_rounds,
    make_round,
)
from doorstep.visits.actions.taking_over import ChangeIsOld, RunningPlanChanged

__all__ = [
    "ChangeIsOld",
    "ChangedYetNoChange",
    "HelperNotInTeam",
    "HouseholdClosed",
    "HouseholdNotYetRegistered",
    "NextVisitNotLater",
    "NoSuchMember",
    "NoSuchNeed",
    "NoSuchService",
    "NobodyCanGo",
    "NobodyMet",
    "NobodyOnTheRound",
    "NotJoined",
    "NotTheSameVisit",
    "NothingChanges",
    "NothingPlannedYet",
    "ProgramMayNotPlan",
    "RoundOfWeekPast",
    "RunningPlanChanged",
    "TextTooLong",
    "ValueMissing",
    "VisitIdTaken",
    "VisitInFuture",
    "VisitPlanDroppedAlready",
    "VisitPlanIsOver",
    "VisitPlanNotOpen",
    "VisitReplacedAlready",
    "WeekInFuture",
    "accept_visit_plan",
    "amend_visit",
    "count_back_round",
    "drop_visit_plan",
    "empty_ended_wishes",
    "empty_old_visits",
    "erase_rows",
    "forget_rounds",
    "forget_visit_plans",
    "join_visits",
    "keep_replan",
    "keep_visit_plan",
    "make_round",
    "part_visits",
    "propose_replan",
    "propose_visit_plan",
    "read_change",
    "record_visit",
    "replan_weeks",
    "set_cadence",
    "take_over_visits",
    "write_visit",
    "write_weekly_note",
]
