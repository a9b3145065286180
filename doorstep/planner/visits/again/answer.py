"""What is different in a plan, whom to phone, and how far everybody goes now."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from doorstep.planner.visits.again.difference import changes_of, moving_of
from doorstep.planner.visits.again.events import Event
from doorstep.planner.visits.again.ground import Ground
from doorstep.planner.visits.again.result import (
    Change,
    Instead,
    PairChange,
    Replan,
    Ring,
    StandIn,
)
from doorstep.planner.visits.again.running import week_of
from doorstep.planner.visits.again.weighing import Prices
from doorstep.planner.visits.result import VisitPlan


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
