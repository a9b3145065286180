"""`doorstep plan --explain`: why a household is visited on these days, what others would cost."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from doorstep.planner.visits import Rule, VisitPlan
    from doorstep.visits.queries import Weeks


def known_code(weeks: "Weeks", code: str) -> str:
    """A household's code as the village writes it. Refused for one that is not there."""
    from django.utils.translation import gettext as _

    from doorstep.kit.errors import Refused

    found = {key.casefold(): key for key in weeks.households}.get(code.strip().casefold())
    if found is None:
        told = {"code": code, "place": weeks.place.name}
        raise Refused(
            _("%(place)s has no household %(code)s. Codes stand on the screen Households."), **told
        )
    return found


def explained(weeks: "Weeks", plan: "VisitPlan", code: str) -> dict[str, Any]:
    """`{household, helpers, weeks, days, next}`: kilometres are what a day or choice of weeks costs
    more while all else stays as planned."""
    from doorstep.planner.visits import Going, explain_visits

    going = [
        Going(one.helper, one.day, tuple(stop.household for stop in one.stops), one.calls)
        for one in plan.routes
    ]
    found = explain_visits(weeks.problem, going, code)

    def begins(numbers: frozenset[int]) -> list[str]:
        return [weeks.day(7 * week).isoformat() for week in sorted(numbers)]

    best = found.others[0] if found.others else None
    return {
        "household": found.household,
        "helpers": [weeks.helpers[key].name for key in found.helpers],
        "weeks": begins(found.weeks),
        "days": [
            {
                "on": weeks.day(one.day).isoformat(),
                "planned": one.is_planned,
                "km_more": one.km,
                "why_not": _words(one.rule),
            }
            for one in found.days
        ],
        "next": best
        and {"weeks": begins(best.weeks), "km_more": best.km, "why_not": _words(best.rule)},
    }


def _words(rule: "Rule | None") -> str | None:
    from doorstep.visits.choices import AgainstDay

    return None if rule is None else str(AgainstDay(rule).label)
