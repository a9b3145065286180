"""Stations, what is asked there, and what is lent."""

from doorstep.stations.models.loans import Loan, LoanItem
from doorstep.stations.models.requests import HelpKind, HelpRequest
from doorstep.stations.models.stations import (
    OpeningHours,
    Post,
    Responder,
    ResponseTeam,
    Shift,
    Station,
    standing_on,
)

__all__ = [
    "HelpKind",
    "HelpRequest",
    "Loan",
    "LoanItem",
    "OpeningHours",
    "Post",
    "Responder",
    "ResponseTeam",
    "Shift",
    "Station",
    "standing_on",
]
