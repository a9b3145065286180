"""Ruin and recreate: a few neighbouring helpers give up all their places and take anew.

They do so at the prices of the proof with some noise, then single exchanges follow, and the plan is
kept as in annealing. What each of them held is written down: sets that fit the prices, for a
programme that chooses among them.
"""

import math
from typing import NamedTuple

import numpy as np

from doorstep.planner.compiled import compiled
from doorstep.planner.costs import FloatArray, IntArray
from doorstep.planner.hours.exchange import descend
from doorstep.planner.hours.knapsack import Offers
from doorstep.planner.hours.redive import FILLED, Caseloads, redive
from doorstep.planner.hours.search import (
    Plan,
    comes_already,
    following,
    load_price,
    move,
    share_of,
    whole_price,
)  # fmt: skip

_LOOKS = 2  # at what helpers take, before one of them is fixed
_SPAN = 0.0008  # of the price of a helper's caseload, how far prices move at a look
_WIDER = 1.4  # a team is drawn from so many times as many neighbours


class Ground(NamedTuple):
    """What stays as it is while a plan is searched."""

    helpers: IntArray  # whose places are searched
    near: IntArray  # (helper, rank): these by distance, itself first
    price: FloatArray  # by post, fine: what a place is worth
    empty: FloatArray  # by post, fine
    slot: IntArray  # by post: its first slot; the last entry is the end
    post: IntArray  # by slot


class Seen(NamedTuple):
    """Caseloads that were seen, one a line."""

    helper: IntArray
    held: IntArray
    cost: IntArray  # fine, fairness included
    post: IntArray  # (line, place), rising


@compiled
def ruin_and_recreate(
    plan: Plan, back: Plan, best: IntArray, offers: Offers, ground: Ground, team: int, noise: float,
    hot: float, cold: float, chance: int, steps: int, seen: Seen,
) -> tuple[int, int, int]:  # fmt: skip
    """(the fine price of the best plan, lines of `seen`, the next chance); its helpers by slot go
    into `best`. `back` is room for another plan, `hot` and `cold` are fine prices that may be
    lost."""
    nobody, slots, helpers = len(plan.room) - 1, len(plan.chosen), len(ground.helpers)
    team = min(team, helpers)
    width = np.diff(offers.first).max()
    found = Caseloads(
        np.zeros((team, width), dtype=np.int64), np.zeros(team, dtype=np.int64),
        np.zeros(team, dtype=np.int64),
    )  # fmt: skip
    left = np.zeros(len(ground.price), dtype=np.int64)
    price = np.full(len(left), FILLED)
    total = whole_price(plan)
    lowest, lines = total, 0
    best[:] = plan.chosen
    stride = total * _SPAN * team / helpers
    _take_over(back, plan)
    for step in range(steps):
        chance, who = _team(plan, ground, team, chance)
        free = _freed(plan, who, slots)
        left[:] = 0
        for slot in free:
            left[ground.post[slot]] += 1
            if plan.chosen[slot] != nobody:
                move(plan, slot, plan.start[slot + 1] - 1)
        posts = np.flatnonzero(left)
        for post in posts:
            chance = following(chance)
            moved = ground.price[post] + noise * (2 * share_of(chance) - 1)
            price[post] = min(ground.empty[post], moved)
        redive(offers, who, posts, left, price, ground.empty, _LOOKS, stride, found)
        for number in range(team):
            _give(plan, who[number], offers, found, number, ground)
        descend(plan, free)
        for helper in who:
            _write_down(plan, helper, ground, seen, lines)
            lines += 1
        now = whole_price(plan)
        chance = following(chance)
        heat = hot + (cold - hot) * step / steps
        if now <= total - heat * math.log(share_of(chance) + 1e-9):
            total = now
            _take_over(back, plan)
            if now < lowest:
                lowest = now
                best[:] = plan.chosen
        else:
            _take_over(plan, back)
    return lowest, lines, chance


@compiled
def _team(plan: Plan, ground: Ground, team: int, chance: int) -> tuple[int, IntArray]:
    """Neighbours; every other time near an empty place, where there is one."""
    nobody = len(plan.room) - 1
    chance = following(chance)
    middle = ground.helpers[(chance >> 8) % len(ground.helpers)]
    if (chance >> 40) & 1 and plan.held[nobody]:
        lacking = np.flatnonzero(plan.chosen == nobody)
        chance = following(chance)
        slot = lacking[(chance >> 8) % len(lacking)]
        asked = min(3, plan.start[slot + 1] - 1 - plan.start[slot])
        if asked:
            chance = following(chance)
            middle = plan.helper[plan.start[slot] + (chance >> 8) % asked]
    who, count = np.full(team, middle), 1
    while count < team:
        chance = following(chance)
        rank = min(int(_WIDER * team * share_of(chance)), len(ground.helpers) - 1)
        helper = ground.near[middle, rank]
        if not (who[:count] == helper).any():
            who[count] = helper
            count += 1
    return chance, who


@compiled
def _freed(plan: Plan, who: IntArray, slots: int) -> IntArray:
    """The slots of some helpers, and the empty ones that could ask one of them."""
    nobody = len(plan.room) - 1
    is_here = np.zeros(nobody + 1, dtype=np.bool_)
    is_here[who] = True
    free, count = np.zeros(slots, dtype=np.int64), 0
    for slot in range(slots):
        takes = is_here[plan.chosen[slot]]
        if plan.chosen[slot] == nobody:
            for index in range(plan.start[slot], plan.start[slot + 1] - 1):
                takes = takes or is_here[plan.helper[index]]
        if takes:
            free[count] = slot
            count += 1
    return free[:count]


@compiled
def _give(
    plan: Plan, helper: int, offers: Offers, found: Caseloads, number: int, ground: Ground
) -> None:
    """Gives a helper what is still open of her caseload, a household once."""
    nobody = len(plan.room) - 1
    for place in range(found.held[number]):
        post = offers.post[found.pairs[number, place]]
        for slot in range(ground.slot[post], ground.slot[post + 1]):
            if plan.chosen[slot] != nobody:
                continue
            if plan.held[helper] < plan.most[helper] and not comes_already(plan, slot, helper):
                for index in range(plan.start[slot], plan.start[slot + 1]):
                    if plan.helper[index] == helper:
                        if plan.load[helper] + plan.cand_minutes[index] <= plan.room[helper]:
                            move(plan, slot, index)
                        break
            break


@compiled
def _write_down(plan: Plan, helper: int, ground: Ground, seen: Seen, line: int) -> None:
    cost = load_price(plan.load[helper], plan.limits[helper], plan.band_prices)
    held = plan.held[helper]
    for place in range(held):
        slot = plan.members[helper, place]
        seen.post[line, place] = ground.post[slot]
        cost += plan.price[slot]
    seen.post[line, :held].sort()
    seen.helper[line], seen.held[line], seen.cost[line] = helper, held, cost


@compiled
def _take_over(plan: Plan, other: Plan) -> None:
    """Makes a plan what another is."""
    plan.chosen[:], plan.price[:], plan.took[:] = other.chosen, other.price, other.took
    plan.load[:], plan.held[:] = other.load, other.held
    plan.members[:], plan.place[:] = other.members, other.place
