"""The bridge to pairing by hours: what each household takes, from how often it is due."""

from dataclasses import asdict, dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doorstep.method.choices import CadenceKind, Every
from doorstep.pairing.queries import build_problem, told_faults
from doorstep.people.models import Place
from doorstep.people.queries import scope_of
from doorstep.planner.hours import HoursProblem, VisitTime
from doorstep.visits.figures.duties import with_duties
from doorstep.visits.rules import times_in_a_year, times_in_four_weeks


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
    village = build_problem(place, on)
    roles = {row.key: row.roles for row in village.households if row.roles}
    return HoursProblem(village, times, pace.km_an_hour, roles=roles)


@dataclass(frozen=True)
class YearlyLoad:
    """What the cadences take of a village's team; visits, km and hours are those of a year."""

    visits: int
    km: float
    hours: float
    weekly_hours: float  # asked for in the fullest four weeks
    weekly_hours_stated: float
    empty_places: int
    missing: int | None  # helpers, at least; None: nobody has hours to count by
    to_spare: int | None
    gap: float
    helpers: int  # who take households
    without_hours: int  # of them, who stated none and are given nobody


def yearly_load(
    problem: HoursProblem, place: Place, on: date, *, every: Every | None = None
) -> YearlyLoad:
    """Pairs a village by hours as its cadences stand, or as if all were visited so often, as its
    `hours_problem` was asked for; takes seconds and keeps nothing. CannotBePlanned."""
    from doorstep.planner.hours.rehearsal import rehearse

    with told_faults():
        found = rehearse(problem, _visits_a_year(place, on, every))
    return YearlyLoad(
        **asdict(found),
        helpers=len(problem.village.helpers),
        without_hours=sum(row.weekly_hours is None for row in problem.village.helpers),
    )


def team_words(load: YearlyLoad) -> str:
    """How many helpers are missing or to spare, or why that is not known."""
    if load.missing is None:
        if not load.helpers:
            return _("Nobody in the team takes households: how many are missing is not known.")
        if load.without_hours == load.helpers:
            return _("No helper has stated hours: how many are missing is not known.")
        return _("All hours that helpers stated are 0: how many are missing is not known.")
    if load.missing:
        text = ngettext(
            "At least %(count)s helper is missing.",
            "At least %(count)s helpers are missing.",
            load.missing,
        )
        return text % {"count": load.missing}
    return _("Helpers to spare, by their hours: %(count)s.") % {"count": load.to_spare or 0}


def _visits_a_year(place: Place, on: date, every: Every | None) -> dict[str, int]:
    """By code of its households, how often each is due on site."""
    rows = with_duties(scope_of(place), (CadenceKind.ON_SITE,), on)
    stated = rows.values_list("code", f"every_{CadenceKind.ON_SITE}")
    return {code: times_in_a_year(every or own) for code, own in stated}
