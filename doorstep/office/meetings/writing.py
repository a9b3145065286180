"""Calling, holding and writing up a meeting; each loads it, calls one action, and leads back."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.meetings import actions
from doorstep.meetings.choices import MeetingKind
from doorstep.meetings.models import Meeting
from doorstep.meetings.queries import get_decision_for, get_item_for, get_meeting_for
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.filling import Trail, do, fill
from doorstep.office.meetings.forms import (
    DecisionForm,
    HoldForm,
    MeetingForm,
    MinutesForm,
    next_monday,
)
from doorstep.office.wording import day_text
from doorstep.packs.actions import hold_prepared, prepare_meeting
from doorstep.people.queries import helper_of


@screen
def meeting_new(request: HttpRequest) -> HttpResponse:
    """Calls a meeting; its agenda is made from what waits."""
    village, today = village_of(request), clock.today()
    must_coordinate(request, village)
    team = village.teams.get(code=village.code)
    form = MeetingForm(
        request.POST or None, initial={"kind": MeetingKind.WEEKLY, "on": next_monday(today)}
    )
    made: list[Meeting] = []

    def save(given: dict[str, Any]) -> None:
        kind = MeetingKind(given["kind"])
        made.append(prepare_meeting(team, kind=kind, on=given["on"], by=asker(request)))

    answer = fill(
        request,
        form,
        save,
        heading=_("Call a meeting"),
        lead=_("The agenda makes itself: what presses, what waits, what was decided and is open."),
        act=_("Call it"),
        done=_("The meeting is called and its agenda made."),
        back=reverse("office:meetings"),
        trail=[(_("Meetings"), reverse("office:meetings"))],
        place=village,
    )
    return redirect("office:meeting", made[0].pk) if made else answer


@screen
@require_POST
def meeting_agenda(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Puts on the agenda what has come up since it was made."""
    meeting = load(request, meeting_id)
    kind = MeetingKind(meeting.kind)

    def save() -> None:
        prepare_meeting(meeting.team, kind=kind, on=meeting.on, by=asker(request))

    done = _("The agenda holds what waits now.")
    return do(request, save, done=done, back=_page(meeting))


@screen
@require_POST
def meeting_notes(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Notes what came of the items; an item whose words did not change is left alone."""
    meeting = load(request, meeting_id)

    def save() -> None:
        for item in meeting.items.all():
            outcome = request.POST.get(f"outcome-{item.pk}")
            if outcome is not None and outcome.strip() != item.outcome:
                actions.note_item(item, outcome=outcome, by=asker(request), on=clock.today())

    return do(request, save, done=_("The outcomes are noted."), back=_page(meeting))


@screen
def meeting_hold(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Records that it took place, and who came."""
    meeting, today = load(request, meeting_id), clock.today()
    form = HoldForm(
        request.POST or None,
        meeting=meeting,
        on=min(meeting.on, today),
        initial={"minutes": meeting.minutes, "chair": _own_key(request, today)},
    )

    def save(given: dict[str, Any]) -> None:
        hold_prepared(
            meeting,
            chair=form.who_led(),
            came=form.who_came(),
            absent=form.who_was_absent(),
            minutes=given["minutes"],
            by=asker(request),
            on=today,
        )

    return fill(
        request,
        form,
        save,
        heading=pgettext("meeting", "Who came"),
        act=_("The meeting took place"),
        done=_("The meeting is on record."),
        back=_page(meeting),
        **_above(meeting),
    )


@screen
def meeting_decide(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Records a decision with owner and date; `?item=` ties it to an item of the agenda."""
    meeting, today = load(request, meeting_id), clock.today()
    form = DecisionForm(request.POST or None, village=meeting.team.place, on=max(meeting.on, today))
    asked = request.GET.get("item") or request.POST.get("item")
    item = get_item_for(asker(request), _uuid(asked), today) if asked else None

    def save(given: dict[str, Any]) -> None:
        actions.decide(
            meeting,
            text=given["text"],
            owner=given["owner"],
            due_on=given["due_on"],
            item=item,
            by=asker(request),
            on=today,
        )

    return fill(
        request,
        form,
        save,
        heading=_("What was decided"),
        act=_("Record it"),
        done=_("The decision is recorded; it comes back until it is done."),
        back=_page(meeting),
        **_above(meeting),
    )


@screen
def meeting_write(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Writes what was said beyond the items."""
    meeting, today = load(request, meeting_id), clock.today()
    form = MinutesForm(request.POST or None, initial={"minutes": meeting.minutes})

    def save(given: dict[str, Any]) -> None:
        actions.write_minutes(meeting, minutes=given["minutes"], by=asker(request), on=today)

    return fill(
        request,
        form,
        save,
        heading=_("Minutes"),
        act=_("Save the minutes"),
        done=_("The minutes are saved."),
        back=_page(meeting),
        **_above(meeting),
    )


@screen
@require_POST
def decision_close(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """A decision is done, or dropped with a reason."""
    decision = get_decision_for(asker(request), decision_id, clock.today())
    must_coordinate(request, decision.meeting.team.place)
    is_dropped = "drop" in request.POST

    def save() -> None:
        actions.close_decision(
            decision,
            outcome=request.POST.get("outcome", ""),
            dropped=is_dropped,
            by=asker(request),
            on=clock.today(),
        )

    done = _("Dropped; it comes back no more.") if is_dropped else _("Done; it comes back no more.")
    return do(request, save, done=done, back=_page(decision.meeting))


def load(request: HttpRequest, meeting_id: UUID) -> Meeting:
    """The meeting, for the village's coordinator; else NotVisible."""
    meeting = get_meeting_for(asker(request), meeting_id, clock.today())
    must_coordinate(request, meeting.team.place)
    return meeting


def title_of(meeting: Meeting) -> str:
    """2026年11月23日 · 周调度会."""
    return f"{day_text(meeting.on)} · {meeting.get_kind_display()}"


def _page(meeting: Meeting) -> str:
    return reverse("office:meeting", args=[meeting.pk])


def _above(meeting: Meeting) -> dict[str, Any]:
    trail: Trail = [
        (_("Meetings"), reverse("office:meetings")),
        (title_of(meeting), _page(meeting)),
    ]
    return {"trail": trail, "place": meeting.team.place, "sub": title_of(meeting)}


def _own_key(request: HttpRequest, today: date) -> str:
    """How the form names the one who writes: as a helper where there is one."""
    helper = helper_of(asker(request), today)
    return str(helper.pk if helper else asker(request).pk)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotVisible from error
