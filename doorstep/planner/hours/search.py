"""Neighbourhood search: shifts, swaps and ejections, cooled down from accepting dearer plans.

All is flat arrays. `nobody` is the helper number len(most) - 1: she has room for all, and her price
is that of an empty place. Chance comes from a number of our own, so that a seed gives one answer on
every machine.
"""

import math

import numpy as np
import numpy.typing as npt

from doorstep.planner.compiled import compiled
from doorstep.planner.costs import IntArray

type SlotArray = npt.NDArray[np.int32]

BITS = 0x3FFFFFFFFFFFFFFF


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
def following(state: int) -> int:
    """The next number of a chain (xorshift)."""
    state ^= (state << 13) & BITS
    state ^= state >> 7
    state ^= (state << 17) & BITS
    return state


@compiled
def share_of(state: int) -> float:
    """A number of the chain as a share from 0 up to 1."""
    return ((state >> 8) & 0xFFFFFF) / 16777216.0


@compiled
def comes_already(
    slot: int, helper: int, first: IntArray, household: IntArray, chosen: IntArray
) -> bool:
    """Whether the helper fills another place of the slot's household."""
    here = household[slot]
    for other in range(first[here], first[here + 1]):
        if other != slot and chosen[other] == helper:
            return True
    return False


@compiled
def move(
    slot: int,
    to: int,
    index: int,
    chosen: IntArray,
    price: IntArray,
    took: IntArray,
    load: IntArray,
    count: IntArray,
    members: SlotArray,
    place: IntArray,
    cand_price: IntArray,
    cand_minutes: IntArray,
) -> None:
    """Takes a slot from its helper to another."""
    nobody = len(load) - 1
    source = chosen[slot]
    load[source] -= took[slot]
    count[source] -= 1
    if source != nobody:
        last = members[source, count[source]]
        members[source, place[slot]] = last
        place[last] = place[slot]
    chosen[slot] = to
    price[slot] = cand_price[index]
    took[slot] = cand_minutes[index]
    load[to] += took[slot]
    if to != nobody:
        members[to, count[to]] = slot
        place[slot] = count[to]
    count[to] += 1


@compiled
def cool(
    chosen: IntArray,  # per slot: its helper; this and the next six are changed
    price: IntArray,  # per slot: fine price of that
    took: IntArray,  # per slot: minutes of that
    load: IntArray,  # per helper, nobody last: minutes
    count: IntArray,  # per helper: slots
    members: SlotArray,  # (helper, number) → slot; not kept for nobody
    place: IntArray,  # per slot: its number among the members
    room: IntArray,  # per helper: minutes at most
    most: IntArray,  # per helper: slots at most
    limits: IntArray,  # (helper, band): minutes up to which the band's price holds
    band_prices: IntArray,
    first: IntArray,  # per household: its first slot; the last entry is the end
    household: IntArray,  # per slot
    start: IntArray,  # per slot: its first candidate; the last entry is the end
    helper: IntArray,  # per candidate, the likely ones of a slot first
    cand_price: IntArray,
    cand_minutes: IntArray,
    steps: int,
    hot: float,
    cold: float,
    seed: int,
) -> int:
    """Walks so many steps, the last tenth of them only downwards; the price gained, fine."""
    nobody = len(room) - 1
    gained = 0
    state = (seed * 7919 + 88172645463325252) & BITS
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
        if new == old or (new != nobody and comes_already(one, new, first, household, chosen)):
            continue
        takes = cand_minutes[pick]
        delta = cand_price[pick] - price[one]
        state = following(state)
        kind = (state >> 8) & 7
        fits = load[new] + takes <= room[new] and count[new] < most[new]
        ejects = new != nobody and count[new] > 0 and (not fits or kind < 4)
        if not fits and not ejects:
            continue
        two, pick_two, third = -1, -1, old
        after_new, after_old, after_third = load[new] + takes, load[old] - took[one], 0
        if ejects:
            state = following(state)
            two = members[new, (state >> 8) % count[new]]
            if household[two] == household[one]:
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
            if third == new or (
                third != nobody and comes_already(two, third, first, household, chosen)
            ):
                continue
            after_new -= took[two]
            if after_new > room[new]:
                continue
            delta += cand_price[pick_two] - price[two]
            if third == old:
                after_old += cand_minutes[pick_two]
                if after_old > room[old]:
                    continue
            else:
                after_third = load[third] + cand_minutes[pick_two]
                if after_third > room[third] or count[third] >= most[third]:
                    continue
                delta += load_price(after_third, limits[third], band_prices)
                delta -= load_price(load[third], limits[third], band_prices)
        delta += load_price(after_new, limits[new], band_prices)
        delta -= load_price(load[new], limits[new], band_prices)
        delta += load_price(after_old, limits[old], band_prices)
        delta -= load_price(load[old], limits[old], band_prices)
        if delta > 0:
            if temperature == 0.0:
                continue
            state = following(state)
            if delta >= -temperature * math.log(share_of(state) + 1e-9):
                continue
        move(one, new, pick, chosen, price, took, load, count, members, place, cand_price,
             cand_minutes)  # fmt: skip
        if two >= 0:
            move(two, third, pick_two, chosen, price, took, load, count, members, place,
                 cand_price, cand_minutes)  # fmt: skip
        gained -= delta
    return gained
