"""The cheapest way to bring a helper to a place: she takes it on, or gives one place to another."""

from doorstep.planner.compiled import compiled
from doorstep.planner.costs import CLOSED, IntArray
from doorstep.planner.hours.search import Plan, added, comes_already, move


@compiled
def exchange(plan: Plan, one: int, pick: int, most: int) -> tuple[int, int, int]:
    """Fine price of the slot `one` taking its candidate `pick`, the slot that the helper then
    gives up (-1: none) and the candidate that one takes; `most` where no exchange costs less."""
    load, room, held = plan.load, plan.room, plan.held
    nobody = len(room) - 1
    old, new = plan.chosen[one], plan.helper[pick]
    if new == old or (new != nobody and comes_already(plan, one, new)):
        return most, -1, -1
    takes = plan.cand_minutes[pick]
    after_old = load[old] - plan.took[one]
    here = plan.cand_price[pick] - plan.price[one]
    given_up = added(plan, old, after_old)
    best, best_two, best_pick = most, -1, -1
    if load[new] + takes <= room[new] and held[new] < plan.most[new]:
        best = min(most, here + given_up + added(plan, new, load[new] + takes))
    if new == nobody:
        return best, best_two, best_pick
    for number in range(held[new]):
        two = plan.members[new, number]
        after_new = load[new] + takes - plan.took[two]
        if after_new > room[new] or plan.household[two] == plan.household[one]:
            continue
        both = here - plan.price[two] + added(plan, new, after_new)
        if both + given_up + plan.least[two] >= best:
            continue  # whoever takes it, her load grows
        for index in range(plan.start[two], plan.start[two + 1]):
            third = plan.helper[index]
            if third == new or both + given_up + plan.cand_price[index] >= best:
                continue
            delta = both + plan.cand_price[index]
            if third == old:
                after = after_old + plan.cand_minutes[index]
                delta += added(plan, old, after)
            else:
                after = load[third] + plan.cand_minutes[index]
                delta += given_up + added(plan, third, after)
                if held[third] >= plan.most[third]:
                    continue
            if delta >= best or after > room[third]:
                continue
            if third == nobody or not comes_already(plan, two, third):
                best, best_two, best_pick = delta, two, index
    return best, best_two, best_pick


@compiled
def descend(plan: Plan, slots: IntArray) -> int:
    """Makes every exchange that begins at these slots and pays, until none does; the price gained,
    fine."""
    gained = 0
    is_open = True
    while is_open:
        is_open = False
        for one in slots:
            for pick in range(plan.start[one], plan.start[one + 1]):
                delta, two, pick_two = exchange(plan, one, pick, 0)
                if delta >= 0:
                    continue
                move(plan, one, pick)
                if two >= 0:
                    move(plan, two, pick_two)
                gained -= delta
                is_open = True
    return gained


@compiled
def next_best(plan: Plan, better: IntArray, adds: IntArray) -> None:
    """Per slot the helper who could come instead at the least price, and that price, fine; -1
    where there is none, or nobody comes now."""
    nobody = len(plan.room) - 1
    for one in range(len(plan.chosen)):
        better[one], adds[one] = -1, CLOSED
        if plan.chosen[one] == nobody:
            continue
        for pick in range(plan.start[one], plan.start[one + 1]):
            if plan.helper[pick] == nobody:
                continue
            delta, _two, _pick = exchange(plan, one, pick, adds[one])
            if delta < adds[one]:
                better[one], adds[one] = plan.helper[pick], delta
