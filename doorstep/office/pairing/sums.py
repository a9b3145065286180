"""What the pairs of today and those of a proposal come to, side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from doorstep.pairing.choices import PairingVia
from doorstep.pairing.models import Pairing, PairingPlan
from doorstep.pairing.queries import helper_key
from doorstep.planner.hours import HoursProblem
from doorstep.visits.queries import hours_problem


@dataclass(frozen=True)
class Sums:
    """What pairs come to; nobody is named who has most."""

    pairs: int
    empty: int  # places without a helper
    km: float  # one way
    weekly_hours: float
    most_households: int  # of one helper
    most_hours: float  # a week, of one helper


def sums_against_today(plan: PairingPlan, today: date) -> tuple[Sums, Sums]:
    """(today, the proposal) of those who are here on both days."""
    problem = hours_problem(plan.place, today)
    live = Pairing.objects.live_on(today).filter(household__village=plan.place)
    live = live.exclude(via=PairingVia.STAND_IN).select_related("household", "helper")
    now = [(one.household.code, helper_key(one.helper)) for one in live]
    offers = plan.offers.select_related("household", "helper")
    then = [(one.household.code, helper_key(one.helper)) for one in offers]
    return _sums(problem, now), _sums(problem, then)


def _sums(problem: HoursProblem, pairs: Iterable[tuple[str, str]]) -> Sums:
    from doorstep.planner.hours.standing import take

    households = {row.key for row in problem.village.households}
    helpers = {row.key for row in problem.village.helpers}
    known = [pair for pair in pairs if pair[0] in households and pair[1] in helpers]
    found = take(problem, known)
    return Sums(
        pairs=found.pairs,
        empty=found.empty,
        km=found.km,
        weekly_hours=sum(found.weekly_hours.values()),
        most_households=max(found.households.values(), default=0),
        most_hours=max(found.weekly_hours.values(), default=0.0),
    )
