"""What is due, what is reached, what is left and why: in one query, however many households."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F

from doorstep.kit.weeks import Week
from doorstep.method.choices import CadenceKind
from doorstep.pairing.models import Pairing
from doorstep.people.queries import Scope
from doorstep.register.queries import with_head
from doorstep.visits.choices import DutyState, Why
from doorstep.visits.figures.duties import with_duties
from doorstep.visits.queries.visits import with_last_contact


@dataclass(frozen=True)
class DueVisit:
    """A household, one duty towards it on a day, and who goes there. `why` says why it is left.

    `head` is a name: packs and prints leave it out.
    """

    household_id: UUID
    code: str
    group: str
    head: str
    shown_kind: str
    duty: CadenceKind
    every: str
    state: DutyState
    why: Why
    last_on: date | None
    last_result: str
    helper_ids: tuple[UUID, ...] = ()
    helpers: tuple[str, ...] = ()  # the one who leads first


@dataclass(frozen=True)
class Coverage:
    """How a duty stands in a scope; `done` counts those who refused too."""

    duty: CadenceKind
    day: date
    rows: tuple[DueVisit, ...]

    def rows_in(self, *states: DutyState) -> list[DueVisit]:
        return [row for row in self.rows if row.state in states]

    def led_by(self, helper_id: UUID) -> "Coverage":
        """The part of the households that a helper leads."""
        rows = tuple(row for row in self.rows if row.helper_ids[:1] == (helper_id,))
        return Coverage(duty=self.duty, day=self.day, rows=rows)

    @property
    def due(self) -> int:
        """Households with this duty in the week or month: done, away and left together."""
        return len(self.rows)

    @property
    def done(self) -> int:
        return len(self.rows_in(DutyState.MET, DutyState.REFUSED))

    @property
    def refused(self) -> int:
        return len(self.rows_in(DutyState.REFUSED))

    @property
    def excused(self) -> int:
        return len(self.rows_in(DutyState.AWAY))

    @property
    def remaining(self) -> list[DueVisit]:
        return self.rows_in(DutyState.LEFT)

    @property
    def left(self) -> int:
        return len(self.remaining)

    @property
    def reasons(self) -> list[tuple[Why, int]]:
        """How many are left for which reason, in the order of the closed list, without zeros."""
        counted = Counter(row.why for row in self.remaining)
        return [(why, counted[why]) for why in Why if counted[why]]


@dataclass(frozen=True)
class HelperPlan:
    """What one helper has to do in a week; helper None: households nobody is paired with."""

    helper_id: UUID | None
    helper: str
    contacts: tuple[DueVisit, ...]
    on_site: tuple[DueVisit, ...]


def duty_rows(
    scope: Scope, duties: Collection[CadenceKind], day: date, *, by: date | None = None
) -> list[DueVisit]:
    """Every household that has one of the duties, in order of code, with the state of each; `by`
    asks about a later day from what stands on `day`. Two queries and the method's cadences."""
    helpers = _helpers_by_household(scope, day)
    households = with_last_contact(with_head(with_duties(scope, duties, day, by=by)), day)
    columns = ["pk", "code", "head_name", "shown_kind", "last_on", "last_result"]
    columns += [f"{column}_{duty}" for duty in duties for column in ("every", "state", "why")]
    return [
        DueVisit(
            household_id=row["pk"],
            code=row["code"],
            group=row["group_name"] or "",
            head=row["head_name"] or "",
            shown_kind=row["shown_kind"],
            duty=CadenceKind(duty),
            every=row[f"every_{duty}"],
            state=DutyState(row[f"state_{duty}"]),
            why=Why(row[f"why_{duty}"]),
            last_on=row["last_on"],
            last_result=row["last_result"] or "",
            helper_ids=tuple(pk for pk, _name in helpers[row["pk"]]),
            helpers=tuple(name for _pk, name in helpers[row["pk"]]),
        )
        for row in households.order_by("code", "pk").values(*columns, group_name=F("group__name"))
        for duty in duties
        if row[f"state_{duty}"] != DutyState.NONE  # in SQL it would be worked out twice
    ]


def coverages(scope: Scope, day: date) -> dict[CadenceKind, Coverage]:
    """Of each duty, how many were reached in its week or month that holds the day, up to it."""
    rows = duty_rows(scope, tuple(CadenceKind), day)
    return {
        duty: Coverage(duty, day, tuple(row for row in rows if row.duty == duty))
        for duty in CadenceKind
    }


def remaining(
    scope: Scope, duty: CadenceKind, day: date, *, by: date | None = None
) -> list[DueVisit]:
    """The households whose duty is still due on a day, with why."""
    return [row for row in duty_rows(scope, (duty,), day, by=by) if row.state == DutyState.LEFT]


def due_list(
    scope: Scope,
    on: date,
    kinds: Sequence[CadenceKind],
    *,
    by: date | None = None,
    states: Collection[DutyState] = (DutyState.LEFT,),
) -> list[DueVisit]:
    """What is due by a day (or stands otherwise): by code, the duties of a household one below the
    other.

    For a day to come it says what will be due then as things stand; `by` is such a day seen from
    `on`, whatever came after.
    """
    due = [row for row in duty_rows(scope, kinds, on, by=by) if row.state in states]
    return sorted(due, key=lambda row: (row.code, str(row.household_id), row.duty))


def plans(scope: Scope, week: Week) -> list[HelperPlan]:
    """A week's work by the helper who leads: contacts of the week, visits left in the month."""
    work: dict[UUID | None, dict[CadenceKind, list[DueVisit]]] = defaultdict(
        lambda: {kind: [] for kind in CadenceKind}
    )
    names: dict[UUID | None, str] = {None: ""}
    for row in due_list(scope, week.end_on, tuple(CadenceKind)):
        helper_id = row.helper_ids[0] if row.helper_ids else None
        names[helper_id] = row.helpers[0] if row.helpers else ""
        work[helper_id][row.duty].append(row)
    return sorted(
        (
            HelperPlan(
                helper_id=helper_id,
                helper=names[helper_id],
                contacts=tuple(rows[CadenceKind.CONTACT]),
                on_site=tuple(rows[CadenceKind.ON_SITE]),
            )
            for helper_id, rows in work.items()
        ),
        key=lambda plan: (plan.helper_id is None, plan.helper, str(plan.helper_id)),
    )


def _helpers_by_household(scope: Scope, day: date) -> dict[UUID, list[tuple[UUID, str]]]:
    pairs = (
        Pairing.objects.live_on(day)
        .filter(household__village__in=scope.village_ids)
        .order_by("order", "start_on", "pk")
        .values_list("household_id", "helper_id", "helper__name")
    )
    helpers: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    for household_id, helper_id, name in pairs:
        helpers[household_id].append((helper_id, name))
    return helpers
