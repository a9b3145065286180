"""Reads of this room."""

from doorstep.rights.queries.assessments import (
    assessed_on,
    assessments_at,
    get_assessment_for,
    has_assessment,
    may_date,
)
from doorstep.rights.queries.complaints import complaints_address
from doorstep.rights.queries.diet import FieldUse, field_uses
from doorstep.rights.queries.erasing import doubles_of, erased_ids_present
from doorstep.rights.queries.incidents import (
    IncidentClock,
    clocks_of,
    get_incident_for,
    households_of,
    incidents_at,
    open_incidents,
)
from doorstep.rights.queries.purposes import PurposeLine, purpose_lines
from doorstep.rights.queries.readers import (
    Reading,
    facts_hidden_from,
    may_read_need,
    may_read_proposal,
    read_by,
)
from doorstep.rights.queries.requests import (
    DeskRow,
    answer_days,
    answered_rows,
    desk_row,
    find_desk_household,
    get_desk_household_for,
    get_request_for,
    households_to_erase,
    is_to_erase,
    kept_households,
    late_rows,
    open_rows,
    requests_of,
    rows_of,
)
from doorstep.rights.queries.rereadings import (
    Mention,
    get_rereading_for,
    mentions_of,
    names_of,
    rereadings_at,
    texts_naming,
)

__all__ = [
    "DeskRow",
    "FieldUse",
    "IncidentClock",
    "Mention",
    "PurposeLine",
    "Reading",
    "answer_days",
    "answered_rows",
    "assessed_on",
    "assessments_at",
    "clocks_of",
    "complaints_address",
    "desk_row",
    "doubles_of",
    "erased_ids_present",
    "facts_hidden_from",
    "field_uses",
    "find_desk_household",
    "get_assessment_for",
    "get_desk_household_for",
    "get_incident_for",
    "get_request_for",
    "get_rereading_for",
    "has_assessment",
    "households_of",
    "households_to_erase",
    "incidents_at",
    "is_to_erase",
    "kept_households",
    "late_rows",
    "may_date",
    "may_read_need",
    "may_read_proposal",
    "mentions_of",
    "names_of",
    "open_incidents",
    "open_rows",
    "purpose_lines",
    "read_by",
    "requests_of",
    "rereadings_at",
    "rows_of",
    "texts_naming",
]
