"""Meetings of the team: the list, one meeting, its minutes on paper."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from doorstep.kit import clock
from doorstep.meetings.choices import DecisionState, ItemKind, MeetingKind, MeetingState
from doorstep.meetings.models import Meeting
from doorstep.meetings.queries import (
    get_meeting_for,
    meetings_for,
    minutes_of,
    open_decisions,
    open_measures,
)
from doorstep.office.doors import asker, goes_out, screen, village_of
from doorstep.office.meetings.agenda import agenda_of, words_of
from doorstep.office.meetings.forms import DecisionForm, MinutesForm
from doorstep.packs.queries import day_reported, items_of
from doorstep.people.choices import Role
from doorstep.people.models import Place
from doorstep.people.queries import has_role

PAGE = 50
FIRST = 6  # work measures beside the list of meetings


@screen
def meetings(request: HttpRequest) -> HttpResponse:
    """The meetings, the latest first, and what was decided and is still open."""
    account, today, village = asker(request), clock.today(), village_of(request)
    rows = meetings_for(account, today).filter(team__place=village).order_by("-on", "kind")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    team = village.teams.get(code=village.code)
    context = {
        "place": village,
        "today": today,
        "page": page,
        "rows": page.object_list,
        "open": list(open_decisions(team, today)),
        "measures": list(open_measures(team, today)[:FIRST]),
        "measures_more": _("all of them"),
        "coordinates": has_role(account, Role.COORDINATOR, village, today),
    }
    return render(request, "office/meetings/list.html", context)


@screen
def meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Agenda, who came, what was decided."""
    account, today = asker(request), clock.today()
    found = get_meeting_for(account, meeting_id, today)
    return render(request, "office/meetings/page.html", page_of(request, found))


def page_of(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    """What the page of a meeting shows."""
    account, today, village = asker(request), clock.today(), meeting.team.place
    attendance = meeting.attendance.select_related("account", "helper")
    people = [((row.helper or row.account), row.came) for row in attendance]
    has_begun = meeting.on <= today
    return {
        "place": village,
        "today": today,
        "meeting": meeting,
        "is_held": meeting.state == MeetingState.HELD,
        "has_begun": has_begun,
        "coordinates": _coordinates(request, village),
        "agenda": agenda_of(account, meeting, today),
        "reported_on": day_reported(meeting, today),
        "is_visitor": goes_out(account, village, today),
        "came": _(", ").join(sorted(who.name for who, came in people if who and came)),
        "absent": _(", ").join(sorted(who.name for who, came in people if who and not came)),
        "decisions": list(meeting.decisions.select_related("owner")),
        "decision_form": DecisionForm(village=village, on=max(meeting.on, today)),
        "minutes_form": MinutesForm(initial={"minutes": meeting.minutes}),
    }


@screen
def minutes(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """On paper: people of the team by name, households by code."""
    found = get_meeting_for(asker(request), meeting_id, clock.today())
    read = minutes_of(found)
    rows = items_of(found)
    words = words_of(found, rows, clock.today())
    items = []
    for item in rows:
        text, came_to = words.get(item.pk, (item.text, ""))
        items.append((ItemKind(item.kind), item, text, item.outcome or came_to))
    context = {
        "place": found.team.place,
        "meeting": found,
        "reported_on": day_reported(found, clock.today()),
        "minutes": read,
        "came": _(", ").join(read.came),
        "absent": _(", ").join(read.absent),
        "kind": MeetingKind(read.kind).label,
        "items": items,
        "decisions": [(row, DecisionState(row.state).label) for row in read.decisions],
    }
    return render(request, "office/meetings/minutes.html", context)


def _coordinates(request: HttpRequest, village: Place) -> bool:
    return has_role(asker(request), Role.COORDINATOR, village, clock.today())
