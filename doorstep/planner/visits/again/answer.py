"""What is different in a plan, whom to phone, and how far everybody goes now."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from doorstep.planner.visits.again.events import Event
from doorstep.planner.visits.again.ground import Ground
from doorstep.planner.visits.again.result import (
    Change,
    Instead,
    PairChange,
    Replan,
    Ring,
    Slot,
    StandIn,
)
from doorstep.planner.visits.again.running import week_of
from doorstep.planner.visits.again.weighing import Prices
from doorstep.planner.visits.result import Cause, Route, VisitPlan

type Slots = dict[str, list[Slot]]  # by household


def answer(
    ground: Ground,
    event: Event,
    plan: VisitPlan,
    pairs: Sequence[PairChange],
    prices: Prices,
    *,
    price: float,
    touched: tuple[str, ...],
    gave_way: bool,
    is_exact: bool,
    km_before: float,
    minutes_before: float,
) -> Replan:
    """The changed plan beside the one that runs."""
    changes = changes_of(ground, plan)
    return Replan(
        plan=plan,
        changes=changes,
        pairs=tuple(sorted(pairs, key=lambda one: (one.household, one.is_begun, one.order))),
        stand_ins=_stand_ins(ground, event, plan, pairs),
        instead=tuple(
            Instead(household, week, who)
            for (household, week), who in sorted(ground.instead.items())
            if who != ground.rows[household].helpers
        ),
        rings=_rings(ground, changes, pairs),
        km_before=km_before,
        km_after=plan.km,
        minutes_before=minutes_before,
        minutes_after=sum(route.minutes for route in plan.routes),
        price=price,
        moving=moving_of(ground, plan, prices),
        touched=touched,
        gave_way=gave_way,
        is_exact=is_exact,
    )


def changes_of(ground: Ground, plan: VisitPlan) -> tuple[Change, ...]:
    """Visits and calls that are not as they were: with the fewest moves, those of a week first."""
    visits, calls = _slots(plan.routes)
    old_visits: Slots = defaultdict(list)
    for (household, day), helpers in ground.visits.items():
        old_visits[household].append(Slot(day, helpers))
    old_calls: Slots = defaultdict(list)
    for (household, _week), (helper, day) in ground.calls.items():
        old_calls[household].append(Slot(day, (helper,)))
    causes: dict[tuple[str, str], Cause] = {}
    for one in plan.unplanned:
        causes.setdefault((one.household, one.kind), one.cause)
    found = []
    for contact, before, after in (("visit", old_visits, visits), ("call", old_calls, calls)):
        for household in sorted({*before, *after}):
            for was, now in matched(before[household], after[household]):
                told = was is not None and (household, was.day) in ground.told
                cause = causes.get((household, contact)) if now is None else None
                found.append(Change(household, contact, was, now, told, cause))  # type: ignore[arg-type]
    found.sort(key=lambda one: (one.household, one.contact == "call"))
    return tuple(found)


def _slots(routes: Iterable[Route]) -> tuple[Slots, Slots]:
    visits: dict[tuple[str, int], list[str]] = defaultdict(list)
    calls: Slots = defaultdict(list)
    for route in routes:
        for stop in route.stops:
            visits[stop.household, route.day].append(route.helper)
        for key in route.calls:
            calls[key].append(Slot(route.day, (route.helper,)))
    slots: Slots = defaultdict(list)
    for (household, day), helpers in visits.items():
        slots[household].append(Slot(day, tuple(sorted(helpers))))
    return slots, calls


def matched(before: Sequence[Slot], after: Sequence[Slot]) -> list[tuple[Slot | None, Slot | None]]:
    """What was beside what is now, without what is the same."""
    gone = sorted((one for one in before if one not in after), key=lambda one: one.day)
    new = sorted((one for one in after if one not in before), key=lambda one: one.day)
    found: list[tuple[Slot | None, Slot | None]] = []
    for is_near in (lambda one, other: one.day == other.day,
                    lambda one, other: week_of(one.day) == week_of(other.day),
                    lambda one, other: True):  # fmt: skip
        for one in list(gone):
            other = next((each for each in new if is_near(one, each)), None)
            if other is not None:
                gone.remove(one)
                new.remove(other)
                found.append((one, other))
    found += [(one, None) for one in gone]
    found += [(None, one) for one in new]
    return sorted(found, key=lambda pair: (pair[0] or pair[1] or Slot(0, ())).day)


def moving_of(ground: Ground, plan: VisitPlan, prices: Prices) -> float:
    """Points of all visits that are moved to another day or to somebody else."""
    total = 0.0
    for one in changes_of(ground, plan):
        if one.contact == "call" or one.before is None or one.after is None:
            continue
        if one.before.day != one.after.day:
            is_told = (one.household, one.before.day) in ground.told | ground.frozen
            total += prices.told if is_told else prices.moved
        if one.before.helpers != one.after.helpers:
            total += prices.other_helper
    return total


def _stand_ins(
    ground: Ground, event: Event, plan: VisitPlan, pairs: Iterable[PairChange]
) -> tuple[StandIn, ...]:
    """Who goes or calls without being paired, from the event on until after the last time."""
    begun = {(one.household, one.helper) for one in pairs if one.is_begun}
    first = max(ground.today, getattr(event, "from_day", ground.today))
    days: dict[tuple[str, str], list[int]] = defaultdict(list)
    for route in plan.routes:
        for key in (*(stop.household for stop in route.stops), *route.calls):
            paired = ground.rows[key].helpers
            if route.helper not in paired and (key, route.helper) not in begun:
                days[key, route.helper].append(route.day)
    found = []
    for (household, helper), own in sorted(days.items()):
        who = ground.who(household, week_of(own[0]))
        absent = [one for one in ground.rows[household].helpers if one not in who]
        found.append(
            StandIn(household, helper, (absent or [""])[0], min(first, *own), max(own) + 1)
        )
    return tuple(found)


def _rings(
    ground: Ground, changes: Sequence[Change], pairs: Sequence[PairChange]
) -> tuple[Ring, ...]:
    """Helpers whose days change; households that count on a visit, or to whom somebody else
    comes."""
    days: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in changes:
        slots = [slot for slot in (one.before, one.after) if slot is not None]
        for slot in slots:
            for helper in slot.helpers:
                days["helper", helper].append(slot.day)
        is_other = len(slots) == 2 and slots[0].helpers != slots[1].helpers
        if one.contact == "visit" and (one.was_told or is_other):
            days["household", one.household].append(slots[0].day)
    for pair in pairs:
        days["helper", pair.helper].append(pair.day)
        days["household", pair.household].append(pair.day)
    rings = (Ring(who, key, min(own)) for (who, key), own in days.items())  # type: ignore[arg-type]
    return tuple(sorted(rings, key=lambda one: (one.day, one.who, one.key)))
