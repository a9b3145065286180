"""What the meetings let others count."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from doorstep.kit.figures import Figure, Unit
from doorstep.kit.periods import Period
from doorstep.meetings.choices import MeetingKind, MeetingState
from doorstep.meetings.models import Decision, Measure, Meeting
from doorstep.people.queries import Scope


def _meetings_held(scope: Scope, period: Period) -> QuerySet[Meeting]:
    held = Meeting.objects.filter(team__place__in=scope.village_ids, state=MeetingState.HELD)
    return held.filter(on__gte=period.from_on, on__lte=period.to_on).select_related("team")


def _decisions_open(scope: Scope, period: Period) -> QuerySet[Decision]:
    return Decision.objects.in_villages(scope.village_ids).open_on(period.to_on)


def _decisions_overdue(scope: Scope, period: Period) -> QuerySet[Decision]:
    return _decisions_open(scope, period).filter(due_on__lt=period.to_on)


def _decisions_closed(scope: Scope, period: Period) -> QuerySet[Decision]:
    closed = Decision.objects.in_villages(scope.village_ids)
    return closed.filter(closed_on__gte=period.from_on, closed_on__lte=period.to_on)


def _measures(scope: Scope, period: Period) -> QuerySet[Measure]:
    listed = Measure.objects.filter(team__place__in=scope.village_ids)
    return listed.filter(listed_on__gte=period.from_on, listed_on__lte=period.to_on)


def _meeting_label(meeting: Meeting) -> str:
    return f"{meeting.on} · {MeetingKind(meeting.kind).label}"


def _decision_label(decision: Decision) -> str:
    return f"{decision.due_on} · {decision.text}"


FIGURES: tuple[Figure, ...] = (
    Figure(
        key="meetings_held",
        name=_("Meetings held"),
        unit=Unit.SESSION,
        rows=_meetings_held,
        label=_meeting_label,
        household="",
        url_name="office:meeting",
        is_guarded=False,
    ),
    Figure(
        key="measures",
        name=_("Work measures listed"),
        unit=Unit.MEASURE,
        rows=_measures,
        label=lambda measure: f"{measure.listed_on} · {measure.text}",
        household="",
        url_name="office:measure",
        is_guarded=False,
    ),
    *(
        Figure(
            key=key,
            name=name,
            unit=Unit.DECISION,
            rows=rows,
            label=_decision_label,
            household="",
            url_name="office:meeting",
            target=lambda decision: decision.meeting_id,
            is_stock=is_stock,
        )
        for key, name, rows, is_stock in (
            ("decisions_open", _("Decisions open"), _decisions_open, True),
            ("decisions_overdue", _("Decisions overdue"), _decisions_overdue, True),
            ("decisions_closed", _("Decisions closed"), _decisions_closed, False),
        )
    ),
)
