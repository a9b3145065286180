"""The addresses of the screens about meetings and work measures."""

from django.urls import URLPattern, path

from doorstep.office.meetings import measures, pages, writing

MEASURE = "meetings/measures/<uuid:measure_id>/"
MEETING = "meetings/<uuid:meeting_id>/"

MEETINGS: list[URLPattern] = [
    path("meetings/", pages.meetings, name="meetings"),
    path("meetings/measures/", measures.measures, name="measures"),
    path("meetings/measures/new/", measures.measure_new, name="measure-new"),
    path(MEASURE, measures.measure, name="measure"),
    path(f"{MEASURE}hand-over/", measures.measure_hand_over, name="measure-hand-over"),
    path(f"{MEASURE}move/", measures.measure_move, name="measure-move"),
    path("meetings/new/", writing.meeting_new, name="meeting-new"),
    path(MEETING, pages.meeting, name="meeting"),
    path(f"{MEETING}agenda/", writing.meeting_agenda, name="meeting-agenda"),
    path(f"{MEETING}decide/", writing.meeting_decide, name="meeting-decide"),
    path(f"{MEETING}hold/", writing.meeting_hold, name="meeting-hold"),
    path(f"{MEETING}minutes/", pages.minutes, name="minutes"),
    path(f"{MEETING}notes/", writing.meeting_notes, name="meeting-notes"),
    path(f"{MEETING}write/", writing.meeting_write, name="meeting-write"),
    path(
        "meetings/decisions/<uuid:decision_id>/close/",
        writing.decision_close,
        name="decision-close",
    ),
]
