"""What is different between two plans, and what it weighs."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from doorstep.planner.visits.again.ground import Ground
from doorstep.planner.visits.again.result import Change, Slot
from doorstep.planner.visits.again.running import week_of
from doorstep.planner.visits.again.weighing import Prices
from doorstep.planner.visits.result import Cause, Route, VisitPlan

type Slots = dict[str, list[Slot]]  # by household


def changes_of(ground: Ground, plan: VisitPlan) -> tuple[Change, ...]:
    """Visits and calls that are not as they were: with the fewest moves, those of a week first."""
    visits, calls = _slots(plan.routes)
    old_visits: Slots = defaultdict(list)
    for (household, day), helpers in ground.visits.items():
        old_visits[household].append(Slot(day, helpers))
    old_calls: Slots = defaultdict(list)
    for (household, _week), (helper, day) in ground.calls.items():
        old_calls[household].append(Slot(day, (helper,)))
    visitless: dict[str, Cause] = {}
    silent: dict[tuple[str, int], Cause] = {}
    for one in plan.unplanned:
        if one.kind == "visit" or one.week is None:
            visitless.setdefault(one.household, one.cause)
        else:
            silent.setdefault((one.household, one.week), one.cause)
    found = []
    for contact, before, after in (("visit", old_visits, visits), ("call", old_calls, calls)):
        for household in sorted({*before, *after}):
            for was, now in matched(before[household], after[household]):
                told = was is not None and (household, was.day) in ground.told
                cause = None
                if now is None and was is not None:
                    # a call in whose week a visit comes is not due any more
                    cause = (
                        visitless.get(household)
                        if contact == "visit"
                        else silent.get((household, week_of(was.day)))
                    )
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
