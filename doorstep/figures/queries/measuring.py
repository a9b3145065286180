"""Collecting the rooms' figures, measuring them, and opening their rows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from doorstep.activities.figures import FIGURES as ACTIVITIES
from doorstep.campaigns.figures import FIGURES as CAMPAIGNS
from doorstep.categories.figures import FIGURES as CATEGORIES
from doorstep.figures.models import ErasedRows
from doorstep.funds.figures import FIGURES as FUNDS
from doorstep.jobs.figures import FIGURES as JOBS
from doorstep.kit.errors import Refused
from doorstep.kit.figures import Figure
from doorstep.kit.periods import Period
from doorstep.meetings.figures import FIGURES as MEETINGS
from doorstep.method.models import Adoption
from doorstep.method.queries import adopted_on
from doorstep.needs.figures import FIGURES as NEEDS
from doorstep.pairing.figures import FIGURES as PAIRING
from doorstep.partners.figures import FIGURES as PARTNERS
from doorstep.people.models import Place
from doorstep.people.queries import Scope, scope_of, villages_below
from doorstep.points.figures import FIGURES as POINTS
from doorstep.register.figures import FIGURES as REGISTER
from doorstep.samples.figures import FIGURES as SAMPLES
from doorstep.stars.figures import FIGURES as STARS
from doorstep.stations.figures import FIGURES as STATIONS
from doorstep.supervision.figures import FIGURES as SUPERVISION
from doorstep.sync.figures import FIGURES as SYNC
from doorstep.visits.figures import FIGURES as VISITS

ALL_FIGURES: dict[str, Figure] = {
    figure.key: figure
    for figure in (
        *REGISTER,
        *CATEGORIES,
        *VISITS,
        *NEEDS,
        *ACTIVITIES,
        *CAMPAIGNS,
        *SUPERVISION,
        *SAMPLES,
        *FUNDS,
        *PARTNERS,
        *STARS,
        *JOBS,
        *POINTS,
        *STATIONS,
        *MEETINGS,
        *PAIRING,
        *SYNC,
    )
}


class NoSuchFigure(Refused):
    message = _("There is no figure “%(key)s”. Known figures: %(known)s.")


@dataclass(frozen=True)
class Measured:
    """A figure's value for a place and a period, and where its rows open.

    `erased` of the rows behind it were erased since the window closed.
    """

    figure: Figure
    scope: Scope
    period: Period
    value: int
    erased: int = 0

    @property
    def url(self) -> str:
        """The screen that lists exactly the counted rows."""
        return figure_url(self.figure.key, self.scope.place, self.period)

    @property
    def word(self) -> str:
        """The measure word beside the value."""
        return self.figure.unit.word(self.value)


def get_figure(key: str) -> Figure:
    """The figure of a key; NoSuchFigure."""
    if key not in ALL_FIGURES:
        raise NoSuchFigure(key=key, known=", ".join(sorted(ALL_FIGURES)))
    return ALL_FIGURES[key]


def default_period(place: Place, today: date) -> Period:
    """From the method's adoption at the place, else at the first of its villages (none yet: today),
    to today."""
    begun = adopted_on(place)
    if begun is None:
        below = Adoption.objects.filter(place__in=villages_below(place)).order_by("start_on")
        begun = below.values_list("start_on", flat=True).first()
    return Period(begun if begun and begun <= today else today, today)


def rows_of(figure: Figure, scope: Scope, period: Period) -> QuerySet[Any]:
    """Exactly the rows that `measure` counts."""
    return figure.rows(scope, period)


def measure(figure: Figure, scope: Scope, period: Period) -> Measured:
    """The figure's value from its rows, with those erased since; 0 where there are none."""
    return measure_all([figure.key], scope, period)[0]


def measure_all(keys: Iterable[str], scope: Scope, period: Period) -> list[Measured]:
    """Several figures of one place and period, in the order of the keys; a query each and one."""
    figures = [get_figure(key) for key in keys]
    erased = _erased_rows(figures, scope, period)
    measured = []
    for figure in figures:
        value = _value(figure, rows_of(figure, scope, period))
        gone = erased.get(figure.key, 0)
        measured.append(Measured(figure, scope, period, int(value or 0) + gone, gone))
    return measured


def _value(figure: Figure, rows: QuerySet[Any]) -> Any:
    if callable(figure.measure):
        return figure.measure(rows)
    return rows.aggregate(value=figure.measure)["value"]


def _erased_rows(figures: Iterable[Figure], scope: Scope, period: Period) -> dict[str, int]:
    ends = {figure.key: figure.is_stock for figure in figures}
    found = ErasedRows.objects.filter(place__in=scope.village_ids, key__in=ends)
    found = found.filter(to_on=period.to_on)
    counts: dict[str, int] = defaultdict(int)
    for key, from_on, count in found.values_list("key", "from_on", "count"):
        if ends[key] or from_on == period.from_on:
            counts[key] += count
    return counts


def figures_at(place: Place, period: Period) -> list[Measured]:
    """Every figure of a place."""
    return measure_all(ALL_FIGURES, scope_of(place), period)


def figure_url(key: str, place: Place, period: Period) -> str:
    """Where a figure's rows open."""
    query = {"place": place.code, "from": period.from_on, "to": period.to_on}
    return f"{reverse('office:figure', args=[key])}?{urlencode(query)}"


def row_url(figure: Figure, row: Any) -> str:
    """The screen of one counted row; "" where no screen shows it."""
    if not figure.url_name:
        return ""
    return reverse(figure.url_name, args=[figure.target(row)])
