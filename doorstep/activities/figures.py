"""What the activities let others count: sessions, people, what was handed out and wished for."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from doorstep.activities.choices import ActivityKind
from doorstep.activities.models import Activity, Handout, Wish
from doorstep.activities.models.goods import FEN_OF_HANDOUT
from doorstep.kit.figures import Figure, Unit
from doorstep.kit.periods import Period
from doorstep.people.queries import Scope

Rows = Callable[[Any, Period], QuerySet[Activity]]


def _activities_held(scope: Scope, period: Period) -> QuerySet[Activity]:
    held = Activity.objects.held().filter(place__in=scope.village_ids)
    return held.filter(on__gte=period.from_on, on__lte=period.to_on)


def _of_kind(kind: ActivityKind) -> Rows:
    return lambda scope, period: _activities_held(scope, period).filter(kind=kind)


def _people_of_kind(kind: ActivityKind) -> Rows:
    def rows(scope: Scope, period: Period) -> QuerySet[Activity]:
        found = _activities_held(scope, period).filter(kind=kind)
        return Activity.objects.filter(pk__in=found.values("pk")).with_people()

    return rows


def _handouts(scope: Scope, period: Period) -> QuerySet[Handout]:
    given = Handout.objects.standing().filter(row__sheet__activity__place__in=scope.village_ids)
    return given.filter(move__on__gte=period.from_on, move__on__lte=period.to_on)


def _wishes(scope: Scope, period: Period) -> QuerySet[Wish]:
    told = Wish.objects.filter(activity__place__in=scope.village_ids)
    return told.filter(need__raised_on__gte=period.from_on, need__raised_on__lte=period.to_on)


def _label(activity: Activity) -> str:
    return f"{activity.on} · {activity.title}"


def _sessions(key: str, name: Any, rows: Rows) -> Figure:
    return Figure(
        key=key,
        name=name,
        unit=Unit.SESSION,
        rows=rows,
        label=_label,
        household="",
        url_name="office:activity",
        is_guarded=False,
    )


def _people(key: str, name: Any, kind: ActivityKind, unit: Unit = Unit.PERSON_TIME) -> Figure:
    return Figure(
        key=key,
        name=name,
        unit=unit,
        rows=_people_of_kind(kind),
        measure=Sum("people"),
        label=_label,
        household="",
        url_name="office:activity",
    )


FIGURES: tuple[Figure, ...] = (
    _sessions(
        "policy_sessions", _("Policy briefings held"), _of_kind(ActivityKind.POLICY_BRIEFING)
    ),
    _sessions("activities_held", _("Activities held"), _activities_held),
    _sessions("trainings", _("Trainings held"), _of_kind(ActivityKind.TRAINING)),
    _people("trainees", _("Attendance at trainings"), ActivityKind.TRAINING),
    _sessions("forums", _("Forums held"), _of_kind(ActivityKind.FORUM)),
    _sessions("shows", _("Cultural events held"), _of_kind(ActivityKind.SHOW)),
    _people("show_audience", _("Attendance at cultural events"), ActivityKind.SHOW),
    _people("elders", _("Elders at gatherings"), ActivityKind.ELDERS, Unit.PERSON),
    _people(
        "exchange_trainees",
        _("Cadres sent out to study"),
        ActivityKind.STUDY_TRIP,
        Unit.PERSON,
    ),
    Figure(
        key="gifts_value",
        name=_("Worth of what was handed out at activities"),
        unit=Unit.FEN,
        rows=_handouts,
        measure=Sum(FEN_OF_HANDOUT),
        label=lambda row: f"{row.move.on} · {row.move.batch.item.name} · {-row.move.quantity}",
        household="row__household",
        url_name="office:activity",
        target=lambda row: row.row.sheet.activity_id,
    ),
    Figure(
        key="wishes_told",
        name=_("Wishes told at activities"),
        unit=Unit.NEED,
        rows=_wishes,
        label=lambda row: f"{row.need.raised_on} · {row.need.get_kind_display()}",
        household="need__household",
        url_name="office:need",
        target=lambda row: row.need_id,
    ),
)
