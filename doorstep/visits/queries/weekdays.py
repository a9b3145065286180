"""On which weekday a household is used to be visited."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from uuid import UUID

from doorstep.people.models import Place
from doorstep.visits.choices import Mode, Result
from doorstep.visits.models import Visit

LOOKED_BACK = timedelta(weeks=12)
AT_LEAST = 2  # visits on it, and more than half


def usual_weekdays(place: Place, on: date) -> dict[UUID, int]:
    """By household of a village the weekday (0: Monday) on which most of its visits of the last
    weeks were made; a household without one is left out."""
    met = Visit.objects.standing().filter(
        household__village=place, mode=Mode.ON_SITE, result=Result.MET,
        on__gt=on - LOOKED_BACK, on__lte=on,
    )  # fmt: skip
    days: dict[UUID, Counter[int]] = defaultdict(Counter)
    for household, day in met.values_list("household", "on").distinct():
        days[household][day.weekday()] += 1
    found = {}
    for household, counted in days.items():
        weekday, count = max(counted.items(), key=lambda one: (one[1], -one[0]))
        if count >= AT_LEAST and 2 * count > counted.total():
            found[household] = weekday
    return found
