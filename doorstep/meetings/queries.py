"""Meetings as their team sees them, what was decided, and the minutes as one frozen value."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from doorstep.kit.errors import NotVisible
from doorstep.meetings.choices import MeetingState
from doorstep.meetings.models import AgendaItem, Attendance, Decision, Measure, Meeting
from doorstep.people.models import Account, Team
from doorstep.people.queries import villages_for

DECISION = "decision"  # the subject kind of what comes back from earlier meetings
MEASURE = "measure"  # that of a team's work measures


def meetings_for(account: Account, on: date) -> QuerySet[Meeting]:
    """The meetings of the teams an account belongs to, with how many items and decisions."""
    villages = villages_for(account, on).values("pk")
    meetings = Meeting.objects.filter(team__place__in=villages).select_related("team__place")
    return meetings.annotate(
        items_count=Count("items", distinct=True),
        decisions_count=Count("decisions", distinct=True),
    )


def was_at(meeting: Meeting, account: Account) -> bool:
    """Whether the account, or its helper, is on record as having come."""
    came = meeting.attendance.filter(came=True)
    return came.filter(Q(account=account) | Q(helper__account=account)).exists()


def get_meeting_for(account: Account, meeting_id: object, on: date) -> Meeting:
    """A meeting of the account's team; else NotVisible."""
    meeting = meetings_for(account, on).filter(pk=meeting_id).select_related("chair").first()
    if meeting is None:
        raise NotVisible
    return meeting


def get_item_for(account: Account, item_id: object, on: date) -> AgendaItem:
    """An agenda item of the account's team; else NotVisible."""
    seen = meetings_for(account, on).values("pk")
    item = AgendaItem.objects.filter(pk=item_id, meeting__in=seen)
    found = item.select_related("meeting__team").first()
    if found is None:
        raise NotVisible
    return found


def get_decision_for(account: Account, decision_id: object, on: date) -> Decision:
    """A decision of the account's team; else NotVisible."""
    seen = meetings_for(account, on).values("pk")
    decision = Decision.objects.filter(pk=decision_id, meeting__in=seen)
    found = decision.select_related("meeting__team", "owner").first()
    if found is None:
        raise NotVisible
    return found


def open_decisions(team: Team, day: date) -> QuerySet[Decision]:
    """What a team decided by that day and had not closed by its end, the first due first."""
    return (
        Decision.objects.open_on(day).filter(meeting__team=team).select_related("owner", "meeting")
    )


def measures_for(account: Account, on: date) -> QuerySet[Measure]:
    """The work measures of the teams an account belongs to."""
    villages = villages_for(account, on).values("pk")
    rows = Measure.objects.filter(team__place__in=villages)
    return rows.select_related("team__place", "owner")


def get_measure_for(account: Account, measure_id: object, on: date) -> Measure:
    """A work measure of the account's team; else NotVisible."""
    measure = measures_for(account, on).filter(pk=measure_id).first()
    if measure is None:
        raise NotVisible
    return measure


def open_measures(team: Team, day: date) -> QuerySet[Measure]:
    """What a team has listed by a day and not settled by its end, the first due first."""
    return Measure.objects.open_on(day).filter(team=team).select_related("owner")


@dataclass(frozen=True)
class MinutesItem:
    """A line of the agenda and what came of it; a household is its code."""

    kind: str
    household_code: str
    text: str
    outcome: str


@dataclass(frozen=True)
class MinutesDecision:
    """A decision as it stands on the day the minutes are read."""

    text: str
    owner: str
    due_on: date
    state: str
    outcome: str


@dataclass(frozen=True)
class Minutes:
    """A meeting on paper: people of the team by name, households by code."""

    team: str
    place_name: str
    is_invented: bool
    kind: str
    on: date
    is_held: bool
    chair: str
    came: tuple[str, ...]
    absent: tuple[str, ...]
    items: tuple[MinutesItem, ...]
    decisions: tuple[MinutesDecision, ...]
    said: str  # what was said beyond the items


def minutes_of(meeting: Meeting) -> Minutes:
    """The minutes of a meeting, or its agenda where it is still to come."""
    place = meeting.team.place
    attendance = list(meeting.attendance.select_related("account", "helper"))
    return Minutes(
        team=meeting.team.name,
        place_name=place.name,
        is_invented=place.is_invented,
        kind=meeting.kind,
        on=meeting.on,
        is_held=meeting.state == MeetingState.HELD,
        chair=meeting.chair.name if meeting.chair else "",
        came=_names(row for row in attendance if row.came),
        absent=_names(row for row in attendance if not row.came),
        items=tuple(
            MinutesItem(item.kind, item.household_code, item.text, item.outcome)
            for item in meeting.items.all()
        ),
        decisions=tuple(
            MinutesDecision(row.text, row.owner.name, row.due_on, row.state, row.outcome)
            for row in meeting.decisions.select_related("owner")
        ),
        said=meeting.minutes,
    )


def _names(rows: Iterable[Attendance]) -> tuple[str, ...]:
    return tuple(sorted((row.helper or row.account).name for row in rows))  # type: ignore[union-attr]


def decided_under(items: set[UUID]) -> set[UUID]:
    """What was decided under some lines, and under those that brought it back later."""
    found: set[UUID] = set()
    while items:
        rows = Decision.objects.filter(item__in=items).exclude(pk__in=found)
        new = set(rows.values_list("pk", flat=True))
        found |= new
        back = AgendaItem.objects.filter(subject_kind=DECISION, subject_id__in=new)
        items = set(back.values_list("pk", flat=True))
    return found
