"""What a household may ask of us, and what we answer for: one module a noun."""

from doorstep.rights.models.assessments import Assessment
from doorstep.rights.models.complaints import ComplaintsAddress
from doorstep.rights.models.incidents import Incident, IncidentHousehold
from doorstep.rights.models.requests import CopyGiven, Request
from doorstep.rights.models.rereadings import Rereading

__all__ = [
    "Assessment",
    "ComplaintsAddress",
    "CopyGiven",
    "Incident",
    "IncidentHousehold",
    "Request",
    "Rereading",
]
