"""Who goes for some days in the place of somebody who cannot.

Each visit in question is tried with those who live nearest: what it costs more in their week,
worked out exactly, against what it costs on another day of those it is paired with.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from doorstep.planner.visits.again.events import Event, HelperAway, RoadClosed, UrgentNeed
from doorstep.planner.visits.again.ground import Ground
from doorstep.planner.visits.again.running import week_of
from doorstep.planner.visits.again.takers import Takers
from doorstep.planner.visits.again.weighing import NEVER, Prices, Weighing
from doorstep.planner.visits.legs import minutes_from
from doorstep.planner.visits.problem import DAYS_A_WEEK, DueHousehold

NEAREST = 6  # helpers who are asked whether they can take a visit


class Wanted(NamedTuple):
    """A visit in a week that somebody may have to take from a helper."""

    household: str
    week: int
    helper: str
    day: int | None  # on which it was planned


def stand_in(ground: Ground, event: Event, takers: Takers, prices: Prices) -> None:
    """Settles who takes which visit for some days; visits that wait for another day of those they
    are paired with stay theirs. Changes `ground.instead`."""
    weighing = Weighing(ground, prices)
    waiting = _wanted(ground, event)
    for one in waiting:
        weighing.given.add((one.household, one.week, one.helper))
    options = {one: _options(weighing, takers, one) for one in waiting}
    while options:
        one = max(options, key=lambda each: (_regret(options[each]), each.household, each.week))
        cost, chosen = min(options.pop(one).items(), key=lambda each: (each[1], each[0]))[::-1]
        if cost >= NEVER:
            continue
        row = _visit_row(weighing, one, chosen)
        weighing.take(chosen, one.week, row)
        if chosen != one.helper:
            who = ground.who(one.household, one.week)
            ground.instead[one.household, one.week] = tuple(
                chosen if helper == one.helper else helper for helper in who
            )
        for other in options:
            if other.week == one.week and (
                chosen in options[other] or other.household == one.household
            ):
                options[other] = _options(weighing, takers, other)
    _stand_in_calls(ground, takers)


def _regret(costs: Mapping[str, int]) -> int:
    """How much dearer the second best is."""
    best, second = sorted([*costs.values(), NEVER, NEVER])[:2]
    return second - best


def _wanted(ground: Ground, event: Event) -> list[Wanted]:
    """Visits that those they are paired with may be unable to make."""
    found: list[Wanted] = []
    match event:
        case HelperAway(helper, _first, to_day) if to_day is not None:
            found = [
                Wanted(household, week_of(day), helper, day)
                for (household, day), who in ground.visits.items()
                if helper in who and ground.helpers[helper].shifts[day] is None
                if helper in ground.who(household, week_of(day))
            ]
        case RoadClosed(_first, _to, _these, _those, helpers) if helpers is not None:
            found = [
                Wanted(household, week_of(day), helper, day)
                for (household, day), who in ground.visits.items()
                for helper in who
                if helper in helpers and household in ground.rows
                if helper in ground.who(household, week_of(day))
                if not ground.reaches(helper, ground.rows[household], day)
            ]
        case UrgentNeed(household, days):
            week = week_of(days[0])
            found = [
                Wanted(household, week, helper, None) for helper in ground.who(household, week)
            ]
    return sorted(found)


def _options(weighing: Weighing, takers: Takers, one: Wanted) -> dict[str, int]:
    """By helper what the visit costs; the one it is paired with on another day, others as asked."""
    ground = weighing.ground
    found = {one.helper: _own_cost(weighing, one)}
    who = ground.who(one.household, one.week)
    for helper, points in _near(ground, takers, one.household, one.week):
        if helper not in who and takers.keep_skills(one.household, who, one.helper, helper):
            row = _visit_row(weighing, one, helper)
            cost = weighing.adds(helper, one.week, row)
            found[helper] = cost + round(100 * (points + weighing.prices.other_helper))
    price = round(100 * (ground.problem.weights.unserved + ground.rows[one.household].urgency))
    return {helper: cost for helper, cost in found.items() if cost < price or helper == one.helper}


def _own_cost(weighing: Weighing, one: Wanted) -> int:
    """In the same week, or in any other that its patterns allow."""
    ground = weighing.ground
    weeks = {one.week}
    patterns = ground.rows[one.household].patterns
    if all(len(pattern.weeks) == 1 for pattern in patterns):
        weeks |= {week for pattern in patterns for week in pattern.weeks}
    return min(
        weighing.adds(one.helper, week, weighing.row_of(one.household, week)) for week in weeks
    )


def _visit_row(weighing: Weighing, one: Wanted, helper: str) -> DueHousehold:
    """The visit as it is weighed: on its day alone where somebody else comes along that day."""
    who = weighing.ground.who(one.household, one.week)
    is_fixed = helper != one.helper and len(who) > 1 and one.day is not None
    return weighing.row_of(one.household, one.week, day=one.day if is_fixed else None)


def _near(ground: Ground, takers: Takers, household: str, week: int) -> list[tuple[str, float]]:
    """The nearest helpers who may go there and are on duty some day of the week, with what that
    weighs beside the way."""
    first = week * DAYS_A_WEEK
    row = ground.rows[household]
    place = row.place_on(first + DAYS_A_WEEK - 1)
    if place is None:
        return []
    open_ones = [
        one
        for one in ground.problem.helpers
        if one.place is not None and any(one.shifts[first : first + DAYS_A_WEEK])
    ]
    allowed = takers.points(household, [one.key for one in open_ones])
    homes = [one.place or 0 for one in open_ones if one.key in allowed]
    keys = [one.key for one in open_ones if one.key in allowed]
    if not keys:
        return []
    minutes = minutes_from(ground.problem.travel, place, homes)
    order = sorted(range(len(keys)), key=lambda at: (float(minutes[at]), keys[at]))[:NEAREST]
    return [(keys[at], allowed[keys[at]]) for at in order if np.isfinite(minutes[at])]


def _stand_in_calls(ground: Ground, takers: Takers) -> None:
    """Calls of somebody who is away a whole week fall to another who goes there, else to the
    nearest."""
    for (household, week), (helper, _day) in sorted(ground.calls.items()):
        first = week * DAYS_A_WEEK
        who = ground.who(household, week) if household in ground.rows else ()
        if helper not in who[:1] or any(ground.helpers[helper].shifts[first : first + 7]):
            continue
        others = [
            one for one in who[1:] if any(ground.helpers[one].shifts[first : first + DAYS_A_WEEK])
        ]
        near = [
            one
            for one, _points in _near(ground, takers, household, week)
            if one not in who and takers.keep_skills(household, who, helper, one)
        ]
        for chosen in (others or near)[:1]:
            rest = [one for one in who if one not in (helper, chosen)]
            ground.instead[household, week] = (
                (chosen, helper, *rest) if chosen in who else (chosen, *rest)
            )
