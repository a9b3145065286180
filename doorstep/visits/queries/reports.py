"""A helper's weekly report: it writes itself from the visits; one note is added by hand."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from doorstep.kit.periods import Period
from doorstep.kit.weeks import Week
from doorstep.method.choices import CadenceKind
from doorstep.needs.models import Need
from doorstep.people.models import Helper
from doorstep.people.queries import scope_of
from doorstep.register.models import Household
from doorstep.visits.choices import FULFILLING, Mode, Result
from doorstep.visits.models import Visit
from doorstep.visits.queries.due import DueVisit, remaining
from doorstep.visits.queries.visits import with_corrected


@dataclass(frozen=True)
class WeeklyReport:
    """What one helper did in a week. Households by code; sealed needs are left out. A household
    that is out of use counts and stands in no list."""

    helper_id: UUID
    helper: str
    week: Week
    visits: tuple[Visit, ...]
    contacts: int  # met or refused
    on_site: int
    by_phone: int
    came_in: int
    refused: int
    nobody_met: int  # not at home, moved camp, road closed
    households: int  # that were reached
    services: tuple[tuple[str, int], ...]  # key and how often, most often first
    needs_raised: tuple[Need, ...]
    needs_closed: tuple[Need, ...]
    not_reached: tuple[DueVisit, ...]  # contacts of the week this helper leads and that are left
    note: str


def weekly_report(helper: Helper, week: Week) -> WeeklyReport:
    """The report of a helper for a week, as of its Sunday."""
    period = Period.of_week(week)
    visits = list(
        Visit.objects.standing()
        .within(period)
        .filter(helper=helper)
        .select_related("household")
        .prefetch_related("services")
        .order_by("on", "household__code", "pk")
    )
    reached = [visit for visit in visits if visit.result in FULFILLING]
    modes = Counter(visit.mode for visit in reached)
    services = Counter(given.service for visit in visits for given in visit.services.all())
    needs = Need.objects.unsealed().select_related("household")
    used = Household.objects.in_use()
    needs = needs.filter(Q(household=None) | Q(household__in=used))
    raised = needs.filter(visit_id__in=with_corrected(visits))
    closed = needs.filter(owner=helper).closed_within(period)
    left = remaining(scope_of(helper.team.place), CadenceKind.CONTACT, period.to_on)
    own = [row for row in left if row.helper_ids[:1] == (helper.pk,)]
    shown = set(used.filter(pk__in=[row.household_id for row in own]).values_list("pk", flat=True))
    note = helper.weekly_notes.filter(week_on=week.start_on).first()
    return WeeklyReport(
        helper_id=helper.pk,
        helper=helper.name,
        week=week,
        visits=tuple(visit for visit in visits if visit.household.is_in_use()),
        contacts=len(reached),
        on_site=modes[Mode.ON_SITE],
        by_phone=modes[Mode.PHONE],
        came_in=modes[Mode.CAME_IN],
        refused=sum(visit.result == Result.REFUSED for visit in reached),
        nobody_met=len(visits) - len(reached),
        households=len({visit.household_id for visit in reached}),
        services=tuple(sorted(services.items(), key=lambda item: (-item[1], item[0]))),
        needs_raised=tuple(raised),
        needs_closed=tuple(closed),
        not_reached=tuple(row for row in own if row.household_id in shown),
        note=note.text if note else "",
    )
