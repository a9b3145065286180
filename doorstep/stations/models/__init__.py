"""Stations, what is asked there, lent, kept and noted; contact boards."""

from doorstep.stations.models.boards import ContactBoard, Price, standing_boards
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
    "ContactBoard",
    "HelpKind",
    "HelpRequest",
    "Loan",
    "LoanItem",
    "OpeningHours",
    "Post",
    "Price",
    "Responder",
    "ResponseTeam",
    "Shift",
    "Station",
    "StationIncident",
    "StockItem",
    "StockMove",
    "standing_boards",
    "standing_on",
]
