"""Works that households asked for, as one list: how they stand, whom they serve, what paid them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from doorstep.funds.models import Project
from doorstep.jobs.models import WorksProject
from doorstep.needs.choices import NeedState, WorksState
from doorstep.needs.models import Served, Works
from doorstep.needs.queries import needs_for
from doorstep.people.models import Account, Place
from doorstep.register.models import Household
from doorstep.register.queries import households_seen_whole, with_head


@dataclass(frozen=True)
class ServedLine:
    """A household that works serve, and what it said to them; `asked` is who asked for them."""

    household: Household
    asked: bool
    confirmed: bool | None


@dataclass(frozen=True)
class WorksLine:
    """Works as a line of the list; requests that go with them are in `served`. Of a household
    that is to be erased, or kept for the law alone, nobody reads the words (not `is_seen`)."""

    works: Works
    is_overdue: bool
    is_seen: bool
    project: Project | None = None
    served: list[ServedLine] = field(default_factory=list)

    @property
    def confirmed(self) -> int:
        """How many of the households confirmed them."""
        return sum(line.confirmed is True for line in self.served)


def works_lines(account: Account, place: Place, on: date) -> list[WorksLine]:
    """The works of a village that were asked for by the day and not joined to others: those still
    to be accepted by deadline, then the accepted, the latest first. A need that was closed without
    works is left out."""
    rows = Works.objects.filter(need__place=place, need__sealed=False, joined=None)
    rows = rows.filter(need__raised_on__lte=on).exclude(
        Q(need__state=NeedState.CLOSED), ~Q(state=WorksState.ACCEPTED)
    )
    found = list(rows.select_related("need__household", "need__owner"))
    paid = WorksProject.objects.filter(works__in=found).select_related("project")
    projects = {one.works_id: one.project for one in paid}
    served = served_lines(account, found, on)
    seen = set(needs_for(account, on).filter(works__in=found).values_list("pk", flat=True))
    lines = [
        WorksLine(
            one,
            is_overdue=one.state != WorksState.ACCEPTED and one.need.deadline_on < on,
            is_seen=one.need_id in seen,
            project=projects.get(one.pk),
            served=served[one.pk],
        )
        for one in found
    ]
    return sorted(lines, key=_order)


def _order(line: WorksLine) -> tuple[bool, int]:
    accepted_on = line.works.accepted_on
    if accepted_on is not None:
        return True, -accepted_on.toordinal()
    return False, line.works.need.deadline_on.toordinal()


def served_lines(
    account: Account, works: Iterable[Works], on: date
) -> dict[UUID, list[ServedLine]]:
    """By works, the households they serve as far as the account sees them, by code."""
    listed = list(works)
    own = {one.need.household_id: one for one in listed if one.need.household_id}
    rows = list(Served.objects.filter(need__in=[one.need_id for one in listed]))
    ids = {*own, *(row.household_id for row in rows)}
    seen = with_head(households_seen_whole(account, on).filter(pk__in=ids))
    known = {household.pk: household for household in seen}
    found: dict[UUID, list[ServedLine]] = defaultdict(list)
    for one in listed:
        household = known.get(one.need.household_id) if one.need.household_id else None
        if household is not None:
            found[one.pk].append(ServedLine(household, True, one.need.confirmed))
    for row in rows:
        if row.household_id in known:
            line = ServedLine(known[row.household_id], False, row.confirmed)
            found[row.need_id].append(line)
    for lines in found.values():
        lines.sort(key=lambda line: line.household.code)
    return found


def joinable(account: Account, works: Works, on: date) -> QuerySet[Works]:
    """The open works of that kind and village that a request may join, as far as the account sees
    them, the first asked first; not those that are accepted."""
    rows = Works.objects.filter(
        need__place=works.need.place_id,
        need__in=needs_for(account, on).values("pk"),
        need__state=NeedState.OPEN,
        need__raised_on__lte=on,
        accepted_on=None,
        kind=works.kind,
        joined=None,
    )
    rows = rows.exclude(pk=works.pk).select_related("need__household")
    return rows.order_by("need__raised_on", "pk")


def projects_for_works(place: Place) -> QuerySet[Project]:
    """The projects that serve a village, as its own or as one of the town's."""
    rows = Project.objects.filter(Q(place=place) | Q(villages__village=place))
    return rows.select_related("place").distinct()
