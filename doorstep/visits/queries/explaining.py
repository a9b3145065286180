"""Why a plan goes to a household on these days: worked out when somebody asks, by the rows as they
stood on the day of the plan."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from doorstep.pairing.queries import helper_key
from doorstep.planner.visits import Explanation, Going, explain_visits
from doorstep.register.models import Household
from doorstep.visits.choices import Mode
from doorstep.visits.models import VisitPlan
from doorstep.visits.queries.planning import Weeks, weeks_to_plan


def explain_planned(plan: VisitPlan, household: Household) -> tuple[Weeks, Explanation] | None:
    """(the plan's weeks, why the household is visited when it is); None for one that no plan of
    that day holds."""
    weeks = weeks_to_plan(plan.place, plan.start_on, len(plan.weeks), plan.made_on)
    key = next((key for key, pk in weeks.households.items() if pk == household.pk), None)
    if key is None:
        return None
    return weeks, explain_visits(weeks.problem, _going(plan, weeks), key)


def _going(plan: VisitPlan, weeks: Weeks) -> list[Going]:
    """Every day of every helper, as the plan has it."""
    keys = {pk: key for key, pk in weeks.households.items()}
    stops: dict[tuple[str, date], list[str]] = defaultdict(list)
    calls: dict[tuple[str, date], list[str]] = defaultdict(list)
    helpers: dict[UUID, str] = {}
    for route in plan.routes.select_related("helper").prefetch_related("visits"):
        helper = helpers.setdefault(route.helper_id, helper_key(route.helper))
        for visit in route.visits.all():
            household = keys.get(visit.household_id)
            if household is None:
                continue
            listed = stops if visit.mode == Mode.ON_SITE else calls
            listed[helper, route.on].append(household)
    return [
        Going(
            helper, (on - weeks.start_on).days, tuple(stops[helper, on]), tuple(calls[helper, on])
        )
        for helper, on in stops.keys() | calls.keys()
    ]
