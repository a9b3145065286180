"""What is different in a plan that was changed: line by line beside the plan that runs."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, Sum

from doorstep.kit.weeks import Week
from doorstep.people.models import Account, Helper
from doorstep.planner.visits.again import Slot
from doorstep.planner.visits.again.difference import matched
from doorstep.register.models import Household
from doorstep.register.queries import households_seen_whole, with_head
from doorstep.visits.choices import Hindrance, Mode
from doorstep.visits.models import PlannedVisit, RoundRow, Visit, VisitPlan

type Whys = dict[tuple[UUID, str, date | None], Hindrance]  # by household, mode, Monday of a week;
# None: the first of any week


@dataclass(frozen=True)
class Going:
    """A day, and who goes or calls."""

    on: date
    helpers: tuple[Helper, ...]  # by name


@dataclass(frozen=True)
class PlanChange:
    """A visit or call of one household that is not as it was."""

    household: Household
    mode: Mode
    before: Going | None
    after: Going | None
    counts_on_it: bool  # it was agreed at the door, or stands on a round that was made
    why: Hindrance | None  # one that is due still and dropped

    @property
    def helpers(self) -> tuple[Helper, ...]:
        """Everybody whose days it changes."""
        found = {
            one.pk: one for going in (self.before, self.after) if going for one in going.helpers
        }
        return tuple(sorted(found.values(), key=lambda one: (one.name, str(one.pk))))

    @property
    def is_handed_over(self) -> bool:
        """Somebody else comes."""
        both = self.before is not None and self.after is not None
        return both and self.before.helpers != self.after.helpers  # type: ignore[union-attr]


@dataclass(frozen=True)
class ChangedPlan:
    """A changed plan beside the one it is made from, from the day on which it was made."""

    changes: tuple[PlanChange, ...]  # by household
    km_before: Decimal
    km_after: Decimal


def changed_plan(plan: VisitPlan, account: Account, on: date) -> ChangedPlan:
    """What is different in a plan with an event, of households that the account sees whole."""
    before = plan.event.before
    was, now = _slots(before, plan.made_on), _slots(plan, plan.made_on)
    seen = {
        one.pk: one
        for one in with_head(households_seen_whole(account, on)).filter(
            pk__in={household for household, _mode in (*was, *now)}
        )
    }
    pks = {pk for slots in (*was.values(), *now.values()) for one in slots for pk in one.helpers}
    helpers = {str(one.pk): one for one in Helper.objects.filter(pk__in=pks)}
    whys = _whys(plan)
    relied = _relied(before, plan.made_on)
    found = []
    for household, mode in {*was, *now}:
        if household not in seen:
            continue
        for old, new in matched(was[household, mode], now[household, mode]):
            start = before.start_on.toordinal()
            found.append(
                PlanChange(
                    seen[household],
                    Mode(mode),
                    _going(old, helpers, start),
                    _going(new, helpers, start),
                    mode == Mode.ON_SITE
                    and old is not None
                    and (household, date.fromordinal(start + old.day)) in relied,
                    None
                    if new is not None or old is None
                    else _why(whys, household, mode, date.fromordinal(start + old.day)),
                )
            )
    found.sort(key=lambda one: (one.household.code, one.mode != Mode.ON_SITE,
                                (one.before or one.after).on))  # type: ignore[union-attr]  # fmt: skip
    return ChangedPlan(tuple(found), _km(before, plan.made_on), _km(plan, plan.made_on))


def _whys(plan: VisitPlan) -> Whys:
    found: Whys = {}
    for row in plan.unplanned.order_by("week_on", "pk"):
        for week_on in {row.week_on, None}:
            found.setdefault((row.household_id, row.mode, week_on), Hindrance(row.why))
    return found


def _why(whys: Whys, household: UUID, mode: str, on: date) -> Hindrance | None:
    """Why what stood on a day is left out. A call in whose week a visit comes is not due any more,
    whatever is left out in others; a visit may have been due in any of them."""
    own = whys.get((household, mode, Week.of(on).start_on))
    return own or (whys.get((household, mode, None)) if mode == Mode.ON_SITE else None)


def _slots(plan: VisitPlan, since: date) -> dict[tuple[UUID, str], list[Slot]]:
    """(household, mode) → the days of the plan and who goes."""
    days: dict[tuple[UUID, str, date], set[str]] = defaultdict(set)
    rows = PlannedVisit.objects.filter(route__plan=plan, route__on__gte=since)
    for household, mode, on, helper in rows.values_list(
        "household", "mode", "route__on", "route__helper"
    ):
        days[household, mode, on].add(str(helper))
    found: dict[tuple[UUID, str], list[Slot]] = defaultdict(list)
    for (household, mode, on), helpers in days.items():
        day = (on - plan.start_on).days
        found[household, mode].append(Slot(day, tuple(sorted(helpers))))
    return found


def _going(slot: Slot | None, helpers: dict[str, Helper], start: int) -> Going | None:
    if slot is None:
        return None
    own = sorted((helpers[pk] for pk in slot.helpers), key=lambda one: (one.name, str(one.pk)))
    return Going(date.fromordinal(start + slot.day), tuple(own))


def _relied(plan: VisitPlan, since: date) -> set[tuple[UUID, date]]:
    """Visits on which a household counts: (household, day)."""
    agreed = Visit.objects.standing().filter(
        household__village=plan.place, next_on__gte=since, next_on__lte=plan.end_on
    )
    found = {(household, day) for household, day in agreed.values_list("household", "next_on")}
    printed = RoundRow.objects.filter(paper__place=plan.place, paper__back_on=None)
    weeks: dict[UUID, set[date]] = defaultdict(set)
    for household, week_on in printed.values_list("household", "paper__week_on"):
        weeks[household].add(week_on)
    rows = PlannedVisit.objects.filter(
        Q(household__in=list(weeks)), route__plan=plan, route__on__gte=since
    )
    for household, on in rows.values_list("household", "route__on"):
        if any(0 <= (on - week_on).days < 7 for week_on in weeks[household]):
            found.add((household, on))
    return found  # type: ignore[return-value]


def _km(plan: VisitPlan, since: date) -> Decimal:
    total: Decimal | None = plan.routes.filter(on__gte=since).aggregate(all=Sum("km"))["all"]
    return total or Decimal()


def to_ring(changes: Iterable[PlanChange]) -> tuple[list[tuple[Helper, date]], list[Household]]:
    """(helpers with the first day that changes for them, households that count on a visit which
    changes or to whom somebody else comes)."""
    days: dict[Helper, date] = {}
    households: dict[str, Household] = {}
    for one in changes:
        goings = [going for going in (one.before, one.after) if going is not None]
        for helper in one.helpers:
            own = [going.on for going in goings if helper in going.helpers]
            days[helper] = min([*own, days.get(helper, date.max)])
        if one.mode == Mode.ON_SITE and (one.counts_on_it or one.is_handed_over):
            households[one.household.code] = one.household
    helpers = sorted(days.items(), key=lambda one: (one[1], one[0].name))
    return helpers, [households[code] for code in sorted(households)]
