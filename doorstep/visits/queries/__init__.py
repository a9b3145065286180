"""Reads of visits that join or count."""

from doorstep.visits.queries.due import (
    Coverage,
    DueVisit,
    HelperPlan,
    coverage,
    due_list,
    duty_rows,
    plans,
    remaining,
)
from doorstep.visits.queries.now import DutyNow, duties_of
from doorstep.visits.queries.reports import WeeklyReport, weekly_report
from doorstep.visits.queries.retention import (
    ended_wishes_with_reason,
    old_weekly_notes,
    visits_with_old_words,
)
from doorstep.visits.queries.visits import (
    get_visit_for,
    last_contacts,
    likely_doubles,
    needs_at,
    service_names,
    visits_for,
    with_corrected,
    with_last_contact,
)

__all__ = [
    "Coverage",
    "DueVisit",
    "DutyNow",
    "HelperPlan",
    "WeeklyReport",
    "coverage",
    "due_list",
    "duties_of",
    "duty_rows",
    "ended_wishes_with_reason",
    "get_visit_for",
    "last_contacts",
    "likely_doubles",
    "needs_at",
    "old_weekly_notes",
    "plans",
    "remaining",
    "service_names",
    "visits_for",
    "visits_with_old_words",
    "weekly_report",
    "with_corrected",
    "with_last_contact",
]
