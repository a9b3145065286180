"""Planning again: only the helpers whom the event touches, and those who take over for them.

Each is planned exactly where that can be, with a price on every visit that moves. What is promised,
and everything of today and tomorrow, stays unless the event itself makes it impossible.
"""

import time
from collections import Counter
from collections.abc import Callable, Set
from dataclasses import replace

from doorstep.planner.problem import PairingProblem
from doorstep.planner.visits.again.answer import answer
from doorstep.planner.visits.again.difference import moving_of
from doorstep.planner.visits.again.events import (
    Event,
    HelperAway,
    HouseholdAdded,
    UrgentNeed,
    apply_event,
    check_event,
    concerned_by,
)
from doorstep.planner.visits.again.ground import Ground, from_today, with_missed
from doorstep.planner.visits.again.pairs import pair_again
from doorstep.planner.visits.again.result import PairChange, Replan
from doorstep.planner.visits.again.rows import Again, Firm, again
from doorstep.planner.visits.again.running import Promises, Running, Visit, timed
from doorstep.planner.visits.again.takeover import stand_in
from doorstep.planner.visits.again.takers import Takers
from doorstep.planner.visits.again.weighing import Prices
from doorstep.planner.visits.again.whole import NOTHING, whole_plan
from doorstep.planner.visits.faults import check_visits
from doorstep.planner.visits.problem import VisitProblem
from doorstep.planner.visits.progress import Told
from doorstep.planner.visits.result import VisitPlan
from doorstep.planner.visits.solve import solve_visits

NO_PROMISES, NOTHING_DONE = Promises(), frozenset[Visit]()
DEFAULT_PRICES = Prices()
LEAST_SECONDS = 0.05
CROWDED = ("full", "not_together", "window", "price", "too_long")  # others may be in the way


def replan(
    problem: VisitProblem,
    running: Running,
    event: Event,
    *,
    today: int = 0,
    done: frozenset[Visit] = NOTHING_DONE,
    promises: Promises = NO_PROMISES,
    pairing: PairingProblem | None = None,
    prices: Prices = DEFAULT_PRICES,
    seconds: float = 1.0,
    seed: int = 1,
    told: Told = lambda progress: None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> Replan:
    """The plan from a day on, changed as little as the event asks.

    `problem` states the weeks of the plan that runs, which begin on its day 0, and where `today` is
    negative so many days from now; `done` are visits of it that were made and that the problem
    still counts as due. `pairing` says who may go to whom and what that weighs; without it anybody
    may stand in and nobody is paired anew. `seconds` bound the search for minutes at which helpers
    meet. `told` hears how far it is; after a stop the best change so far is the answer, which
    `is_stopped` where somebody of it was not planned yet.
    PlannerError on a bad problem or event.
    """
    check_visits(problem)
    check_event(problem, event, max(0, today))
    before = as_due(problem, running, today, done, prices)
    ground = Ground(apply_event(before, event), running, promises, today)
    pairs: list[PairChange] = []
    if _ends_or_begins_pairs(ground, event):
        begin = event.from_day if isinstance(event, HelperAway) else ground.today
        pairs = pair_again(ground, event, pairing, begin)
    else:
        stand_in(ground, event, Takers(pairing), prices)
    search = Search(ground, prices, seconds / 2, seed, ground.frozen | ground.promised)
    search.told, search.is_stopped = told, is_stopped
    search.settle(ground.touched(concerned_by(event)))
    gave_way = False
    if not is_stopped() and search.held - ground.promised and search.lacks_room(event):
        looser = Search(ground, prices, seconds / 4, seed, ground.promised)
        looser.told, looser.is_stopped = told, is_stopped
        looser.settle(search.team)
        if looser.total() < search.total():
            search, gave_way = looser, True
    free = Search(ground, None, seconds / 4, seed, frozenset())
    free.settle(search.team)
    price = (search.plan().objective - free.plan().objective) / 100
    kept = timed(before, ground.routes).routes.values()
    changed = answer(
        ground,
        event,
        search.plan(),
        pairs,
        prices,
        price=max(0.0, round(price, 2)),  # a search may miss what is free to it
        touched=tuple(sorted(search.team)),
        gave_way=gave_way,
        is_exact=search.found.is_proven,
        km_before=round(sum(route.km for route in kept), 2),
        minutes_before=sum(route.minutes for route in kept),
    )
    return replace(changed, is_stopped=search.was_stopped)


def _ends_or_begins_pairs(ground: Ground, event: Event) -> bool:
    """Whether pairs are settled anew, not only for some days: nobody can stand in for nobody."""
    match event:
        case HelperAway(_helper, _first, to_day):
            return to_day is None
        case UrgentNeed(household, _days):
            return not ground.rows[household].helpers
    return isinstance(event, HouseholdAdded)


def as_due(
    problem: VisitProblem,
    running: Running,
    today: int,
    done: frozenset[Visit] = NOTHING_DONE,
    prices: Prices = DEFAULT_PRICES,
) -> VisitProblem:
    """What is due from a day on, whatever happened: without what is past or done, and with a higher
    price where a visit of this week was missed."""
    today = max(0, today)
    return with_missed(from_today(problem, running, today, done), running, today, prices.missed)


class Search:
    """The weeks of a team, planned so that they fit with everybody else's."""

    def __init__(
        self, ground: Ground, prices: Prices | None, seconds: float, seed: int, held: Set[Visit]
    ) -> None:
        self.ground = ground
        self.held = set(held)
        self.team: set[str] = set()
        self.asked: Again | None = None
        self.found: VisitPlan = NOTHING
        self.told: Told = lambda progress: None
        self.is_stopped: Callable[[], bool] = lambda: False
        self._prices, self._seconds, self._seed = prices, seconds, seed

    @property
    def was_stopped(self) -> bool:
        """Whether somebody of the team was not planned any more."""
        return any(one.cause == "stopped" for one in self.found.unplanned)

    def settle(self, team: Set[str]) -> None:
        """Plans a team. Whoever meets one of it at a minute that does not fit any more joins it; a
        held visit that has no place beside the other held ones is let go."""
        self.team = set(team)
        costly: set[Visit] = set()
        any_minute: set[Visit] = set()
        ends, least = time.perf_counter() + self._seconds, min(LEAST_SECONDS, self._seconds)
        while self.team:
            self.asked = again(
                self.ground, self.team, self._prices, Firm(self.held, costly, any_minute)
            )
            left = max(least, (ends - time.perf_counter()) / 2)
            self.found = solve_visits(
                self.asked.problem, None, left, self._seed, self.told, self.is_stopped
            )
            planned = {
                (stop.household, route.day) for route in self.found.routes for stop in route.stops
            }
            more = self._partners(self.asked, planned) - self.team
            if more:
                self.team |= more
                continue
            pushed = self._pushed(self.asked, planned) if self._prices else set()
            if not pushed:
                return
            self.held -= pushed & any_minute
            any_minute |= pushed & costly
            costly |= pushed

    def _partners(self, asked: Again, planned: Set[Visit]) -> set[str]:
        """Those met as before whom somebody cannot meet so any more."""
        count: dict[str, int] = {}
        for key, _day in planned:
            count[key] = count.get(key, 0) + 1
        found: set[str] = set()
        for row in asked.problem.households:
            due = len(row.patterns[0].weeks) if row.patterns else 0
            if row.key in asked.fixed and count.get(row.key, 0) < due:
                found |= set(asked.parts[row.key].who)
        return found

    def _pushed(self, asked: Again, planned: Set[Visit]) -> set[Visit]:
        """Held visits that are not where they were."""
        return {
            visit
            for key, visits in asked.held.items()
            for visit in visits
            if (key, visit[1]) not in planned
        }

    def lacks_room(self, event: Event) -> bool:
        """Whether something is left out for which others may have to move: for what the event asks
        or pushes out, not for what had no place before it."""
        before = Counter(one.household for one in self.ground.unplanned if one.kind == "visit")
        if isinstance(event, UrgentNeed | HouseholdAdded):
            del before[event.household]
        left = Counter(
            one.household
            for one in self.plan().unplanned
            if one.kind == "visit" and one.cause in CROWDED
        )
        return bool(left - before)

    def plan(self) -> VisitPlan:
        """Everybody's plan from today on."""
        return whole_plan(self.ground, self.team, self.asked, self.found)

    def total(self) -> float:
        """Points of the whole plan and of what is moved in it."""
        plan = self.plan()
        prices = self._prices or DEFAULT_PRICES
        return plan.objective / 100 + moving_of(self.ground, plan, prices)
