"""What the activities let others count."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from doorstep.activities.choices import ActivityKind
from doorstep.activities.models import Activity
from doorstep.kit.figures import Figure, Unit
from doorstep.kit.periods import Period
from doorstep.people.queries import Scope


def _activities_held(scope: Scope, period: Period) -> QuerySet[Activity]:
    held = Activity.objects.filter(place__in=scope.village_ids)
    return held.filter(on__gte=period.from_on, on__lte=period.to_on)


def _policy_sessions(scope: Scope, period: Period) -> QuerySet[Activity]:
    return _activities_held(scope, period).filter(kind=ActivityKind.POLICY_BRIEFING)


def _label(activity: Activity) -> str:
    return f"{activity.on} · {activity.title}"


FIGURES: tuple[Figure, ...] = (
    Figure(
        key="policy_sessions",
        name=_("Policy briefings held"),
        unit=Unit.SESSION,
        rows=_policy_sessions,
        label=_label,
        household="",
        url_name="office:activity",
        is_guarded=False,
    ),
    Figure(
        key="activities_held",
        name=_("Activities held"),
        unit=Unit.SESSION,
        rows=_activities_held,
        label=_label,
        household="",
        url_name="office:activity",
        is_guarded=False,
    ),
)
