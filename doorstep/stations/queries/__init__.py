"""Reads of stations."""

from doorstep.stations.queries.incidents import (
    get_incident_for,
    incidents_of,
)
from doorstep.stations.queries.loans import (
    closed_loans,
    get_loan_for,
    get_loan_item_for,
    loan_items,
    open_loans,
    overdue_loans,
    pieces_out,
)
from doorstep.stations.queries.news import StationNews, stations_to_tell
from doorstep.stations.queries.reach import (
    coordinates_station,
    get_led_station_for,
    get_post_for,
    get_responder_for,
    get_response_team_for,
    get_shift_for,
    get_station_for,
    helpers_to_ask,
    stations_for,
)
from doorstep.stations.queries.requests import (
    OpenRequest,
    closed_requests,
    get_help_kind_for,
    get_help_request_for,
    help_kinds,
    help_requests_for,
    open_disputes,
    open_requests,
)
from doorstep.stations.queries.retention import (
    borrowers_past,
    visitors_past,
)
from doorstep.stations.queries.stations import (
    StationPage,
    is_open_on,
    station_page,
)
from doorstep.stations.queries.stock import (
    BatchLine,
    StockLine,
    balance,
    batches_to_hand_out,
    get_batch_for,
    get_stock_item_for,
    stock_moves,
    stock_of,
)

__all__ = [
    "BatchLine",
    "OpenRequest",
    "StationNews",
    "StationPage",
    "StockLine",
    "balance",
    "batches_to_hand_out",
    "borrowers_past",
    "closed_loans",
    "closed_requests",
    "coordinates_station",
    "get_batch_for",
    "get_help_kind_for",
    "get_help_request_for",
    "get_incident_for",
    "get_led_station_for",
    "get_loan_for",
    "get_loan_item_for",
    "get_post_for",
    "get_responder_for",
    "get_response_team_for",
    "get_shift_for",
    "get_station_for",
    "get_stock_item_for",
    "help_kinds",
    "help_requests_for",
    "helpers_to_ask",
    "incidents_of",
    "is_open_on",
    "loan_items",
    "open_disputes",
    "open_loans",
    "open_requests",
    "overdue_loans",
    "pieces_out",
    "station_page",
    "stations_for",
    "stations_to_tell",
    "stock_moves",
    "stock_of",
    "visitors_past",
]
