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
from doorstep.rights.queries.erasing import Mention, erased_ids_present, mentions_of
from doorstep.rights.queries.incidents import (
    IncidentClock,
    clocks_of,
    get_incident_for,
    households_of,
    incidents_at,
    open_incidents,
)
from doorstep.rights.queries.purposes import PurposeLine, purpose_lines

__all__ = [
    "FieldUse",
    "IncidentClock",
    "Mention",
    "PurposeLine",
    "assessed_on",
    "assessments_at",
    "clocks_of",
    "complaints_address",
    "erased_ids_present",
    "field_uses",
    "get_assessment_for",
    "get_incident_for",
    "has_assessment",
    "households_of",
    "incidents_at",
    "may_date",
    "mentions_of",
    "open_incidents",
    "purpose_lines",
]
