"""The addresses of stations; `office.urls` takes them in."""

from django.urls import path

from doorstep.office.stations import pages, setting_up

ONE = "stations/<uuid:station_id>/"
POST = "stations/posts/<uuid:post_id>/"
TEAM = "stations/teams/<uuid:response_team_id>/"

STATIONS = [
    path("stations/", pages.stations, name="stations"),
    path("stations/new/", pages.station_new, name="station-new"),
    path(f"{ONE}about/", pages.station_about, name="station-about"),
    path(f"{ONE}change/", setting_up.station_change, name="station-change"),
    path(f"{ONE}close/", setting_up.station_close, name="station-close"),
    path(f"{ONE}hours/", setting_up.station_hours, name="station-hours"),
    path(f"{ONE}posts/new/", setting_up.post_new, name="post-new"),
    path(f"{POST}end/", setting_up.post_end, name="post-end"),
    path(f"{POST}staff/", setting_up.post_staff, name="post-staff"),
    path("stations/shifts/<uuid:shift_id>/end/", setting_up.shift_end, name="shift-end"),
    path(f"{ONE}teams/new/", setting_up.response_team_new, name="response-team-new"),
    path(f"{TEAM}end/", setting_up.response_team_end, name="response-team-end"),
    path(f"{TEAM}responders/new/", setting_up.responder_new, name="responder-new"),
    path(
        "stations/responders/<uuid:responder_id>/end/",
        setting_up.responder_end,
        name="responder-end",
    ),
]
