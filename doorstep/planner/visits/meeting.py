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


class Step(NamedTuple):
    """What a change touched, as it was before."""

    week: int
    meets: Meets
    held: dict[int, int]
    plans: dict[int, WeekPlan]
    dropped: list[tuple[int, int]]


class JointVisits:
    """All weeks with their meetings. `dropped` are visits that were due and have none: a household
    once for every week left out."""

    def __init__(self, slots: Slots, order: Sequence[int]) -> None:
        self.slots = slots
        self.plans: list[list[WeekPlan]] = []
        self.dropped: list[tuple[int, int]] = []  # (household, the week it had)
        for week in range(slots.weeks):
            _settle(self, week, order)
        nothing = WeekPlan(0, (0,) * DAYS_A_WEEK)
        self.plans = [[nothing] * slots.weeks for _column in slots.tasks]
        for week in range(slots.weeks):
            self._plan(week)
        self._free = [
            [_free_cost(slots, column, week) for week in range(slots.weeks)]
            for column in range(len(slots.tasks))
        ]
        self.cost = sum(plan.cost for own in self.plans for plan in own) + sum(
            slots.board.price_of(row) for row, _week in self.dropped
        )
        self.pays: dict[tuple[int, int], int] = {}  # helper and week: what meetings cost them
        for column, rows in enumerate(slots.board.shared):
            if rows:
                self._look_at(column)
        self._steps: list[Step] = []  # since the best

    def _plan(self, week: int) -> None:
        """Everybody's week; where a visit is dropped, those who would have met there once more."""
        slots, waiting = self.slots, set(range(len(self.slots.tasks)))
        while waiting:
            column = min(waiting)
            plan = slots.week_plan(column, week, slots.held[column][week], slots.meets[week])
            if plan is not None:
                self.plans[column][week] = plan
                waiting.remove(column)
            elif rows := slots.rows_in(column, week):
                # rounding to a quarter of an hour took the last minutes
                self.drop(rows[0], week)
                waiting.update(slots.board.helpers_of[rows[0]])
            else:  # a week by search that the search does not find again
                slots.held[column][week] = 0

    def drop(self, row: int, week: int) -> None:
        """Nobody visits a household in a week."""
        slots = self.slots
        for column in slots.board.helpers_of[row]:
            slots.held[column][week] &= ~(1 << slots.place[column][row])
        slots.meets[week].pop(row, None)
        self.dropped.append((row, week))

    def keep(self) -> None:
        """From here on nothing is taken back beyond this."""
        self._steps.clear()

    def go_back(self) -> None:
        """As it was when it was kept."""
        slots, touched = self.slots, set[int]()
        while self._steps:
            step = self._steps.pop()
            slots.meets[step.week] = step.meets
            self.cost += self._prices(step.dropped) - self._prices(self.dropped)
            self.dropped = step.dropped
            for column, plan in step.plans.items():
                self.cost += plan.cost - self.plans[column][step.week].cost
                self.plans[column][step.week] = plan
                slots.held[column][step.week] = step.held[column]
            touched |= step.plans.keys()
        for column in touched:
            self._look_at(column)

    def _prices(self, dropped: Sequence[tuple[int, int]]) -> int:
        return sum(self.slots.board.price_of(row) for row, _week in dropped)

    def _look_at(self, column: int) -> None:
        """What meetings cost a helper in each week; a dropped one its whole price."""
        for week, plan in enumerate(self.plans[column]):
            self.pays.pop((column, week), None)
            if (more := plan.cost - self._free[column][week]) > 0:
                self.pays[column, week] = more
        for row, was in self.dropped:
            if column not in self.slots.board.helpers_of[row]:
                continue
            patterns = self.slots.board.problem.households[row].patterns
            weeks = {was} if len(patterns) == 1 else {one for p in patterns for one in p.weeks}
            for week in weeks:
                self.pays[column, week] = self.slots.board.price_of(row) // len(weeks)

    def change(self, column: int, week: int, lot: Random, most: int) -> bool:
        """One change of a helper's week; whether it stays. It may cost at most so much more."""
        slots = self.slots
        rows = slots.open_in(column, week)
        back = [
            (row, was)
            for row, was in self.dropped
            if column in slots.board.helpers_of[row]
            and row not in slots.standing
            and self._can_be(row, was, week)
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
        return self._take(week, held, meets | wishes, most, back)

    def ring(self, column: int, week: int, lot: Random, most: int) -> bool:
        """Finds the minutes of all who meet in a ring anew, on one day; whether that stays."""
        found = minutes_together(self.slots, column, week, lot)
        if found is None:
            return False
        meets, touched = found
        held = {one: self.slots.held[one][week] for one in touched}
        return self._take(week, held, meets, most)

    def _take(
        self, week: int, held: dict[int, int], meets: Meets, most: int,
        back: Sequence[tuple[int, int]] = (),
    ) -> bool:  # fmt: skip
        """Plans the weeks of some helpers by other meetings, if that costs at most so much more;
        `back` are dropped visits that are made up."""
        slots, plans, change = self.slots, dict[int, WeekPlan](), -self._prices(back)
        for one, wanted in held.items():
            found = slots.week_plan(one, week, wanted, meets)
            if found is None:
                return False
            plans[one] = found
            change += found.cost - self.plans[one][week].cost
        if change > most:
            return False
        self._steps.append(
            Step(
                week, slots.meets[week], {one: slots.held[one][week] for one in plans},
                {one: self.plans[one][week] for one in plans}, self.dropped,
            )
        )  # fmt: skip
        self.cost += change
        slots.meets[week] = meets
        self.dropped = [one for one in self.dropped if one not in back]
        for one, found in plans.items():
            slots.held[one][week] = held[one]
            self.plans[one][week] = found
        for one in plans:
            self._look_at(one)
        return True


def improve(meeting: JointVisits, lot: Random, is_over: Callable[[], bool]) -> None:
    """Changes weeks until nothing was won for long, or time is over; the best is kept."""
    board = meeting.slots.board
    best, stale = meeting.cost, 0
    while meeting.pays and stale < STALE * len(meeting.pays) and not is_over():
        stale += 1
        column, week = lot.choices(list(meeting.pays), list(meeting.pays.values()))[0]
        if lot.random() < 1 / 2:
            near = [one for row in board.shared[column] for one in board.helpers_of[row]]
            column = lot.choice(near)
        way = meeting.ring if lot.random() < RINGS else meeting.change
        way(column, week, lot, int(ASTRAY * lot.random() ** 3))
        if meeting.cost < best:
            best, stale = meeting.cost, 0
            meeting.keep()
    meeting.go_back()


def _free_cost(slots: Slots, column: int, week: int) -> int:
    plan = slots.week_plan(column, week, slots.held[column][week], {})
    return plan.cost if plan else 0


def _settle(meeting: JointVisits, week: int, order: Sequence[int]) -> None:
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

    rows = [row for row in rows if row not in slots.standing] or rows
    settled = [row for row in rows if row in slots.meets[week]]
    return min(settled or rows, key=cost)
