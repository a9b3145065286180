"""Stations, what is asked there, lent, kept and noted."""

from doorstep.stations.models.incidents import StationIncident
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
from doorstep.stations.models.stock import Batch, StockItem, StockMove

__all__ = [
    "Batch",
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
    "StationIncident",
    "StockItem",
    "StockMove",
    "standing_on",
]
