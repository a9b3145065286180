"""What a household may ask of us, and what we answer for: one module a noun."""

from doorstep.rights.models.assessments import Assessment
from doorstep.rights.models.complaints import ComplaintsAddress
from doorstep.rights.models.incidents import Incident, IncidentHousehold

__all__ = ["Assessment", "ComplaintsAddress", "Incident", "IncidentHousehold"]
