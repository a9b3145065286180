"""Days and minutes for all meetings: settled helper by helper, then changed week by week.

A change lets one helper choose some meetings of a week anew, those that were dropped among them;
the others follow. It stays where the whole gets cheaper, or only a little dearer for a while.
"""

from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple

from doorstep.planner.visits.problem import DAYS_A_WEEK
from doorstep.planner.visits.rings import minutes_together
from doorstep.planner.visits.slots import Meets, Slots, WeekPlan

ASTRAY = 100  # hundredths of a point that a change may cost, less and less
RINGS = 0.15  # of the changes look at all who meet in a ring
STALE = 60  # changes in a row that win nothing, for each helper who pays


class State(NamedTuple):
    """What may be gone back to."""

    cost: int
    plans: list[list[WeekPlan]]
    held: list[list[int]]
    meets: list[Meets]
    dropped: list[tuple[int, int]]


class Meeting:
    """All weeks with their meetings. `dropped` are visits that were due and have none: a household
    once for every week left out."""

    def __init__(self, slots: Slots, order: Sequence[int]) -> None:
        self.slots = slots
        self.plans: list[list[WeekPlan]] = []
        self.dropped: list[tuple[int, int]] = []  # (household, the week it had)
        for week in range(slots.weeks):
            _settle(self, week, order)
        self.plans = [
            [self._planned(column, week) for week in range(slots.weeks)]
            for column in range(len(slots.tasks))
        ]

    def _planned(self, column: int, week: int) -> WeekPlan:
        slots = self.slots
        plan = slots.week_plan(column, week, slots.held[column][week], slots.meets[week])
        while plan is None:  # rounding to a quarter of an hour took the last minutes
            rows = slots.rows_in(column, week)
            if not rows:  # a week by search that the search does not find again
                slots.held[column][week] = 0
                return WeekPlan(0, (0,) * DAYS_A_WEEK)
            self.drop(rows[0], week)
            plan = slots.week_plan(column, week, slots.held[column][week], slots.meets[week])
        return plan

    def drop(self, row: int, week: int) -> None:
        """Nobody visits a household in a week."""
        slots = self.slots
        for column in slots.board.helpers_of[row]:
            slots.held[column][week] &= ~(1 << slots.place[column][row])
        slots.meets[week].pop(row, None)
        self.dropped.append((row, week))

    def cost(self) -> int:
        return sum(plan.cost for own in self.plans for plan in own) + sum(
            self.slots.board.price_of(row) for row, _week in self.dropped
        )

    def state(self) -> "State":
        """Everything that a change touches."""
        slots = self.slots
        return State(
            self.cost(), [list(own) for own in self.plans], [list(own) for own in slots.held],
            [dict(one) for one in slots.meets], list(self.dropped),
        )  # fmt: skip

    def go_back(self, state: "State") -> None:
        self.plans = [list(own) for own in state.plans]
        self.slots.held = [list(own) for own in state.held]
        self.slots.meets = [dict(one) for one in state.meets]
        self.dropped = list(state.dropped)

    def pays(self, free: Sequence[Sequence[int]]) -> dict[tuple[int, int], int]:
        """By helper and week: what meetings cost them, a dropped one its whole price."""
        found: dict[tuple[int, int], int] = {}
        for column, rows in enumerate(self.slots.board.shared):
            if rows:
                for week, plan in enumerate(self.plans[column]):
                    if (more := plan.cost - free[column][week]) > 0:
                        found[column, week] = more
        for row, was in self.dropped:
            patterns = self.slots.board.problem.households[row].patterns
            weeks = {was} if len(patterns) == 1 else {one for p in patterns for one in p.weeks}
            for column in self.slots.board.helpers_of[row]:
                for week in weeks:
                    found[column, week] = self.slots.board.price_of(row) // len(weeks)
        return found

    def change(self, column: int, week: int, lot: Random, most: int) -> bool:
        """One change of a helper's week; whether it stays. It may cost at most so much more."""
        slots = self.slots
        rows = slots.rows_in(column, week)
        back = [
            (row, was)
            for row, was in self.dropped
            if column in slots.board.helpers_of[row] and self._can_be(row, was, week)
        ]
        chosen = {row for row in rows if lot.random() < 1 / 2}
        chosen |= {row for row, _was in back}
        if not chosen:
            return False
        return self._try(column, week, chosen, lot, most, back)

    def _can_be(self, row: int, was: int, week: int) -> bool:
        """Whether a dropped visit can be made up in a week: its own, or any for a single visit."""
        patterns = self.slots.board.problem.households[row].patterns
        own = self.slots.board.helpers_of[row][0]
        is_free = not self.slots.held[own][week] >> self.slots.place[own][row] & 1
        return is_free and (
            was == week
            or (
                all(len(one.weeks) == 1 for one in patterns)
                and any(week in one.weeks for one in patterns)
            )
        )

    def _try(
        self, column: int, week: int, chosen: set[int], lot: Random, most: int,
        back: Sequence[tuple[int, int]],
    ) -> bool:  # fmt: skip
        slots = self.slots
        touched = {one for row in chosen for one in slots.board.helpers_of[row]} | {column}
        held = {one: slots.held[one][week] for one in touched}
        for row, _was in back:
            for one in slots.board.helpers_of[row]:
                held[one] |= 1 << slots.place[one][row]
        meets: Meets = {row: at for row, at in slots.meets[week].items() if row not in chosen}
        plan = slots.week_plan(column, week, held[column], meets)
        wishes = plan and slots.wishes(column, plan, week, chosen, meets, lot)
        if wishes is None:
            return False
        most += sum(slots.board.price_of(row) for row, _was in back)
        if not self._take(week, held, meets | wishes, most):
            return False
        for row_and_week in back:
            self.dropped.remove(row_and_week)
        return True

    def ring(self, column: int, week: int, lot: Random, most: int) -> bool:
        """Finds the minutes of all who meet in a ring anew, on one day; whether that stays."""
        found = minutes_together(self.slots, column, week, lot)
        if found is None:
            return False
        meets, touched = found
        held = {one: self.slots.held[one][week] for one in touched}
        return self._take(week, held, meets, most)

    def _take(self, week: int, held: dict[int, int], meets: Meets, most: int) -> bool:
        """Plans the weeks of some helpers by other meetings, if that costs at most so much more."""
        slots, plans, change = self.slots, {}, 0
        for one, wanted in held.items():
            found = slots.week_plan(one, week, wanted, meets)
            if found is None:
                return False
            plans[one] = found
            change += found.cost - self.plans[one][week].cost
        if change > most:
            return False
        slots.meets[week] = meets
        for one, found in plans.items():
            slots.held[one][week] = held[one]
            self.plans[one][week] = found
        return True


def improve(meeting: Meeting, lot: Random, is_over: Callable[[], bool]) -> None:
    """Changes weeks until nothing was won for long, or time is over; the best is kept."""
    slots = meeting.slots
    free = [
        [_free_cost(slots, column, week) for week in range(slots.weeks)]
        for column in range(len(slots.tasks))
    ]
    best, stale = meeting.state(), 0
    pays = meeting.pays(free)
    while pays and stale < STALE * len(pays) and not is_over():
        stale += 1
        column, week = lot.choices(list(pays), list(pays.values()))[0]
        if lot.random() < 1 / 2:
            near = [
                one for row in slots.board.shared[column] for one in slots.board.helpers_of[row]
            ]
            column = lot.choice(near)
        way = meeting.ring if lot.random() < RINGS else meeting.change
        if way(column, week, lot, int(ASTRAY * lot.random() ** 3)):
            pays = meeting.pays(free)
            if meeting.cost() < best.cost:
                best, stale = meeting.state(), 0
    meeting.go_back(best)


def _free_cost(slots: Slots, column: int, week: int) -> int:
    plan = slots.week_plan(column, week, slots.held[column][week], {})
    return plan.cost if plan else 0


def _settle(meeting: Meeting, week: int, order: Sequence[int]) -> None:
    """The meetings of a week, one helper after the other; what fits nobody's week is dropped."""
    slots = meeting.slots
    for column in order:
        rows = slots.rows_in(column, week)
        while rows:
            meets = slots.meets[week]
            plan = slots.week_plan(column, week, slots.held[column][week], meets)
            free = [row for row in rows if row not in meets]
            wishes = plan and slots.wishes(column, plan, week, free, meets, None)
            if wishes is not None:
                slots.meets[week] |= wishes
                break
            meeting.drop(_least(slots, column, week, rows), week)
            rows = slots.rows_in(column, week)


def _least(slots: Slots, column: int, week: int, rows: Sequence[int]) -> int:
    """The household without which the week costs least, or is possible at all."""

    def cost(row: int) -> int:
        held = slots.held[column][week] & ~(1 << slots.place[column][row])
        plan = slots.week_plan(column, week, held, slots.meets[week])
        return 2**50 if plan is None else plan.cost

    settled = [row for row in rows if row in slots.meets[week]]
    return min(settled or rows, key=cost)
