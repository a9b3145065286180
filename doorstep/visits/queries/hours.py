"""The bridge to pairing by hours: what each household takes, from how often it is due."""

from dataclasses import dataclass
from datetime import date

from doorstep.method.choices import CadenceKind, Every
from doorstep.pairing.queries import build_problem
from doorstep.people.models import Place
from doorstep.people.queries import scope_of
from doorstep.planner.hours import HoursProblem, VisitTime
from doorstep.visits.figures.duties import with_duties
from doorstep.visits.rules import times_in_four_weeks


@dataclass(frozen=True)
class Pace:
    """How long things take, where nobody has measured it."""

    visit_minutes: int = 40  # at the household
    phone_minutes: int = 10
    km_an_hour: float = 40.0  # on the road, there and back for each visit


def hours_problem(
    place: Place, on: date, *, pace: Pace = Pace(), every: Every | None = None
) -> HoursProblem:
    """A village on a day by hours: of the contacts due in four weeks those that are no visit on
    site are telephone calls. `every` asks what it were if all were visited so often."""
    contact, on_site = CadenceKind.CONTACT, CadenceKind.ON_SITE
    rows = with_duties(scope_of(place), (contact, on_site), on)
    times = {}
    for code, *stated in rows.values_list("code", f"every_{contact}", f"every_{on_site}"):
        contacts, visits = map(times_in_four_weeks, stated)
        if every is not None:
            contacts = visits = times_in_four_weeks(every)
        calls = max(0, contacts - visits)
        times[code] = VisitTime(visits, pace.visit_minutes, calls * pace.phone_minutes)
    return HoursProblem(build_problem(place, on), times, pace.km_an_hour)
