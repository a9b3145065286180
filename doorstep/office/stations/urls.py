"""The addresses of stations; `office.urls` takes them in."""

from django.urls import path

from doorstep.office.stations import (
    boards,
    counter,
    helping,
    incidents,
    loans,
    mediation,
    pages,
    public,
    setting_up,
    stock,
)

ONE = "stations/<uuid:station_id>/"
POST = "stations/posts/<uuid:post_id>/"
REQUEST = "stations/requests/<uuid:help_request_id>/"
DISPUTE = "stations/requests/<uuid:station_dispute_id>/"
TEAM = "stations/teams/<uuid:response_team_id>/"

STATIONS = [
    path("b/<str:board_code>/", public.board, name="public-board"),
    path("stations/", pages.stations, name="stations"),
    path("stations/new/", pages.station_new, name="station-new"),
    path("stations/disputes/", mediation.station_disputes, name="station-disputes"),
    path("stations/kinds/", helping.station_kinds, name="station-kinds"),
    path("stations/kinds/new/", helping.station_kind_new, name="station-kind-new"),
    path(
        "stations/kinds/<uuid:help_kind_id>/end/",
        helping.station_kind_end,
        name="station-kind-end",
    ),
    path(ONE, counter.station, name="station"),
    path(f"{ONE}about/", pages.station_about, name="station-about"),
    path(f"{ONE}boards/", boards.boards_of_station, name="boards-of-station"),
    path(f"{ONE}boards/new/", boards.board_hang, name="board-hang"),
    path(f"{ONE}boards/posters/", boards.board_posters, name="board-posters"),
    path(
        "stations/boards/<uuid:contact_board_id>/down/",
        boards.board_take_down,
        name="board-take-down",
    ),
    path(f"{ONE}prices/new/", boards.price_new, name="price-new"),
    path("stations/prices/<uuid:price_id>/end/", boards.price_end, name="price-end"),
    path(f"{ONE}change/", setting_up.station_change, name="station-change"),
    path(f"{ONE}close/", setting_up.station_close, name="station-close"),
    path(f"{ONE}hours/", setting_up.station_hours, name="station-hours"),
    path(f"{ONE}log/", incidents.station_incidents, name="station-incidents"),
    path(f"{ONE}log/new/", incidents.station_incident_new, name="station-incident-new"),
    path(
        "stations/log/<uuid:station_incident_id>/",
        incidents.station_incident_change,
        name="station-incident-change",
    ),
    path(f"{ONE}loans/", loans.loans, name="loans"),
    path(f"{ONE}loans/new/", loans.loan_new, name="loan-new"),
    path(f"{ONE}loans/items/new/", loans.loan_item_new, name="loan-item-new"),
    path(
        "stations/loans/items/<uuid:loan_item_id>/count/",
        loans.loan_item_count,
        name="loan-item-count",
    ),
    path("stations/loans/<uuid:loan_id>/back/", loans.loan_back, name="loan-back"),
    path(f"{ONE}posts/new/", setting_up.post_new, name="post-new"),
    path(f"{POST}end/", setting_up.post_end, name="post-end"),
    path(f"{POST}staff/", setting_up.post_staff, name="post-staff"),
    path("stations/shifts/<uuid:shift_id>/end/", setting_up.shift_end, name="shift-end"),
    path(f"{ONE}requests/", counter.station_requests, name="station-requests"),
    path(f"{REQUEST}alert/", helping.request_alert, name="help-request-alert"),
    path(f"{REQUEST}coming/", helping.request_coming, name="help-request-coming"),
    path(f"{REQUEST}helped/", helping.request_helped, name="help-request-helped"),
    path(
        f"{REQUEST}not-possible/",
        helping.request_not_possible,
        name="help-request-not-possible",
    ),
    path(f"{DISPUTE}agreed/", mediation.dispute_agreed, name="dispute-agreed"),
    path(f"{DISPUTE}taken-up/", mediation.dispute_taken_up, name="dispute-taken-up"),
    path(f"{ONE}stock/", stock.stock, name="stock"),
    path(f"{ONE}stock/new/", stock.stock_item_new, name="stock-item-new"),
    path(f"{ONE}stock/out/", stock.stock_out, name="stock-out"),
    path("stations/stock/<uuid:stock_item_id>/in/", stock.stock_in, name="stock-in"),
    path("stations/batches/<uuid:batch_id>/count/", stock.batch_count, name="batch-count"),
    path(
        "stations/batches/<uuid:batch_id>/write-off/",
        stock.batch_write_off,
        name="batch-write-off",
    ),
    path(f"{ONE}teams/new/", setting_up.response_team_new, name="response-team-new"),
    path(f"{TEAM}end/", setting_up.response_team_end, name="response-team-end"),
    path(f"{TEAM}responders/new/", setting_up.responder_new, name="responder-new"),
    path(
        "stations/responders/<uuid:responder_id>/end/",
        setting_up.responder_end,
        name="responder-end",
    ),
]
