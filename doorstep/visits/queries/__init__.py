"""Reads of visits that join or count."""

from doorstep.visits.queries.answers import answers_told
from doorstep.visits.queries.calendars import CalendarVisit, calendar_visits
from doorstep.visits.queries.changed import ChangedPlan, PlanChange, changed_plan, to_ring
from doorstep.visits.queries.due import (
    Coverage,
    DueVisit,
    HelperPlan,
    coverages,
    due_list,
    duty_rows,
    plans,
    remaining,
)
from doorstep.visits.queries.earlier_events import camps_moved, holding_ahead
from doorstep.visits.queries.explaining import explain_planned
from doorstep.visits.queries.ground import Ground, ground_of, ground_rows
from doorstep.visits.queries.happening import Happening, read_happening
from doorstep.visits.queries.hours import Pace, YearlyLoad, hours_problem, team_words, yearly_load
from doorstep.visits.queries.now import DutyNow, duties_of
from doorstep.visits.queries.planned import (
    get_visit_plan_for,
    left_out_now,
    open_visit_plan,
    routes_for,
    running_visit_plan,
    unplanned_for,
    visit_plans_ahead,
    visit_plans_over,
)
from doorstep.visits.queries.planning import Weeks, weeks_to_plan
from doorstep.visits.queries.refused_events import EventHomeUnknown, EventNamesNobody, EventRefused
from doorstep.visits.queries.replanning import (
    NoPlanRuns,
    RunningWeeks,
    plan_to_change,
    running_weeks,
)
from doorstep.visits.queries.reports import WeeklyReport, weekly_report
from doorstep.visits.queries.retention import (
    ended_wishes_with_reason,
    old_weekly_notes,
    visits_with_old_words,
)
from doorstep.visits.queries.roads import roads_of_setting
from doorstep.visits.queries.rounds import (
    RoundSheet,
    get_round_for,
    lettered,
    names_on,
    old_rounds,
    round_sheets,
    rounds_for,
)
from doorstep.visits.queries.visits import (
    get_visit_for,
    last_contacts,
    likely_doubles,
    likely_same,
    needs_at,
    service_names,
    visits_for,
    with_corrected,
    with_last_contact,
)

__all__ = [
    "CalendarVisit",
    "ChangedPlan",
    "Coverage",
    "DueVisit",
    "DutyNow",
    "EventHomeUnknown",
    "EventNamesNobody",
    "EventRefused",
    "Ground",
    "Happening",
    "HelperPlan",
    "NoPlanRuns",
    "Pace",
    "PlanChange",
    "RoundSheet",
    "RunningWeeks",
    "WeeklyReport",
    "Weeks",
    "YearlyLoad",
    "answers_told",
    "calendar_visits",
    "camps_moved",
    "changed_plan",
    "coverages",
    "due_list",
    "duties_of",
    "duty_rows",
    "ended_wishes_with_reason",
    "explain_planned",
    "get_round_for",
    "get_visit_for",
    "get_visit_plan_for",
    "ground_of",
    "ground_rows",
    "holding_ahead",
    "hours_problem",
    "last_contacts",
    "left_out_now",
    "lettered",
    "likely_doubles",
    "likely_same",
    "names_on",
    "needs_at",
    "old_rounds",
    "old_weekly_notes",
    "open_visit_plan",
    "plan_to_change",
    "plans",
    "read_happening",
    "remaining",
    "roads_of_setting",
    "round_sheets",
    "rounds_for",
    "routes_for",
    "running_visit_plan",
    "running_weeks",
    "service_names",
    "team_words",
    "to_ring",
    "unplanned_for",
    "visit_plans_ahead",
    "visit_plans_over",
    "visits_for",
    "visits_with_old_words",
    "weekly_report",
    "weeks_to_plan",
    "with_corrected",
    "with_last_contact",
    "yearly_load",
]
