"""Neighbourhood search: shifts, swaps and ejections, cooled down from accepting dearer plans.

All is flat arrays. `nobody` is the helper number len(most) - 1: she has room for all, and her price
is that of an empty place. Chance comes from a number of our own, so that a seed gives one answer on
every machine.
"""

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from doorstep.planner.compiled import compiled
from doorstep.planner.costs import IntArray

type SlotArray = npt.NDArray[np.int32]

BITS = 0x3FFFFFFFFFFFFFFF


class Plan(NamedTuple):
    """One plan; the first seven change as it is walked over."""

    chosen: IntArray  # per slot: its helper
    price: IntArray  # per slot: fine price of that
    took: IntArray  # per slot: minutes of that
    load: IntArray  # per helper, nobody last: minutes
    held: IntArray  # per helper: slots
    members: SlotArray  # (helper, number) → slot; not kept for nobody
    place: IntArray  # per slot: its number among the members
    room: IntArray  # per helper: minutes at most
    most: IntArray  # per helper: slots at most
    limits: IntArray  # (helper, band): minutes up to which the band's price holds
    band_prices: IntArray
    first: IntArray  # per household: its first slot; the last entry is the end
    household: IntArray  # per slot
    start: IntArray  # per slot: its first candidate; the last entry is the end
    helper: IntArray  # per candidate, the likely ones of a slot first
    cand_price: IntArray
    cand_minutes: IntArray
    least: IntArray  # per slot: the lowest price of its candidates


@compiled
def load_price(minutes: int, limits: IntArray, prices: IntArray) -> int:
    """Fine price of a load for fairness."""
    total = 0
    below = 0
    for band in range(len(prices)):
        above = min(minutes, limits[band])
        if above <= below:
            break
        total += (above - below) * prices[band]
        below = above
    return total


@compiled
def whole_price(plan: Plan) -> int:
    """The fine price of a plan, of locked pairs only what they use of the bands."""
    total = plan.price.sum()
    for helper in range(len(plan.room) - 1):
        total += load_price(plan.load[helper], plan.limits[helper], plan.band_prices)
    return int(total)


@compiled
def following(state: int) -> int:
    """The next number of a chain (xorshift)."""
    state ^= (state << 13) & BITS
    state ^= state >> 7
    state ^= (state << 17) & BITS
    return state


@compiled
def chance_of(seed: int) -> int:
    """Where a chain begins: far apart for seeds that are close."""
    state = (seed * 7919 + 88172645463325252) & BITS
    for _ in range(8):
        state = following(state)
    return state


@compiled
def share_of(state: int) -> float:
    """A number of the chain as a share from 0 up to 1."""
    return ((state >> 8) & 0xFFFFFF) / 16777216.0


@compiled
def comes_already(plan: Plan, slot: int, helper: int) -> bool:
    """Whether the helper fills another place of the slot's household."""
    here = plan.household[slot]
    for other in range(plan.first[here], plan.first[here + 1]):
        if other != slot and plan.chosen[other] == helper:
            return True
    return False


@compiled
def added(plan: Plan, helper: int, minutes: int) -> int:
    """What a helper's load costs more for fairness with so many minutes."""
    limits, prices = plan.limits[helper], plan.band_prices
    return load_price(minutes, limits, prices) - load_price(plan.load[helper], limits, prices)


@compiled
def move(plan: Plan, slot: int, index: int) -> None:
    """Takes a slot from its helper to that of a candidate."""
    nobody = len(plan.load) - 1
    source, to = plan.chosen[slot], plan.helper[index]
    plan.load[source] -= plan.took[slot]
    plan.held[source] -= 1
    if source != nobody:
        last = plan.members[source, plan.held[source]]
        plan.members[source, plan.place[slot]] = last
        plan.place[last] = plan.place[slot]
    plan.chosen[slot] = to
    plan.price[slot] = plan.cand_price[index]
    plan.took[slot] = plan.cand_minutes[index]
    plan.load[to] += plan.took[slot]
    if to != nobody:
        plan.members[to, plan.held[to]] = slot
        plan.place[slot] = plan.held[to]
    plan.held[to] += 1


@compiled
def settle(plan: Plan, slots: IntArray, helpers: IntArray) -> None:
    """Gives slots that nobody fills their helpers; those who are no candidate are left out."""
    for number in range(len(slots)):
        slot = slots[number]
        for index in range(plan.start[slot], plan.start[slot + 1]):
            if plan.helper[index] == helpers[number] and helpers[number] != plan.chosen[slot]:
                move(plan, slot, index)
                break


@compiled
def move_over(plan: Plan, slots: IntArray, helpers: IntArray) -> None:
    """Gives slots other helpers; all are emptied first, so that nobody carries too much."""
    for slot in slots:
        if plan.chosen[slot] != len(plan.load) - 1:
            move(plan, slot, plan.start[slot + 1] - 1)
    settle(plan, slots, helpers)


@compiled
def cool(plan: Plan, steps: int, hot: float, cold: float, seed: int) -> int:
    """Walks so many steps, the last tenth of them only downwards; the price gained, fine."""
    chosen, load, room, held = plan.chosen, plan.load, plan.room, plan.held
    start, helper = plan.start, plan.helper
    nobody = len(room) - 1
    gained = 0
    state = chance_of(seed)
    temperature = hot
    rounds = max(1, (steps * 9 // 10) // 1024)
    factor = (cold / hot) ** (1.0 / rounds)
    for step in range(steps):
        if step & 1023 == 0 and step > 0:
            rounds -= 1
            temperature = temperature * factor if rounds > 0 else 0.0
        state = following(state)
        one = (state >> 8) % len(chosen)
        state = following(state)
        share = share_of(state)
        pick = start[one] + int(share * share * (start[one + 1] - start[one]))
        old, new = chosen[one], helper[pick]
        if new == old or (new != nobody and comes_already(plan, one, new)):
            continue
        takes = plan.cand_minutes[pick]
        delta = plan.cand_price[pick] - plan.price[one]
        state = following(state)
        kind = (state >> 8) & 7
        fits = load[new] + takes <= room[new] and held[new] < plan.most[new]
        ejects = new != nobody and held[new] > 0 and (not fits or kind < 4)
        if not fits and not ejects:
            continue
        two, pick_two, third = -1, -1, old
        after_new, after_old, after_third = load[new] + takes, load[old] - plan.took[one], 0
        if ejects:
            state = following(state)
            two = plan.members[new, (state >> 8) % held[new]]
            if plan.household[two] == plan.household[one]:
                continue
            if kind & 1 == 0:  # a swap: back to where the first one came from
                for index in range(start[two], start[two + 1]):
                    if helper[index] == old:
                        pick_two = index
                        break
                if pick_two < 0:
                    continue
            else:
                state = following(state)
                share = share_of(state)
                pick_two = start[two] + int(share * share * (start[two + 1] - start[two]))
            third = helper[pick_two]
            if third == new or (third != nobody and comes_already(plan, two, third)):
                continue
            after_new -= plan.took[two]
            if after_new > room[new]:
                continue
            delta += plan.cand_price[pick_two] - plan.price[two]
            if third == old:
                after_old += plan.cand_minutes[pick_two]
                if after_old > room[old]:
                    continue
            else:
                after_third = load[third] + plan.cand_minutes[pick_two]
                if after_third > room[third] or held[third] >= plan.most[third]:
                    continue
                delta += added(plan, third, after_third)
        delta += added(plan, new, after_new) + added(plan, old, after_old)
        if delta > 0:
            if temperature == 0.0:
                continue
            state = following(state)
            if delta >= -temperature * math.log(share_of(state) + 1e-9):
                continue
        move(plan, one, pick)
        if two >= 0:
            move(plan, two, pick_two)
        gained -= delta
    return gained
