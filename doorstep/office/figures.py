"""Figures: every number of a place, and for each of them exactly the rows it counts."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from doorstep.activities.figures import FIGURES as ACTIVITIES
from doorstep.activities.queries import activities_for
from doorstep.campaigns.figures import FIGURES as CAMPAIGNS
from doorstep.campaigns.queries import units_for
from doorstep.categories.figures import FIGURES as CATEGORIES
from doorstep.categories.queries import proposals_for
from doorstep.figures.queries import (
    NoSuchFigure,
    default_period,
    get_figure,
    measure,
    measure_all,
    row_url,
    rows_of,
)
from doorstep.funds.figures import FIGURES as FUNDS
from doorstep.funds.queries import (
    cooperatives_for,
    keeps_money,
    payments_for,
    programmes_for,
    projects_for,
)
from doorstep.jobs.figures import FIGURES as JOBS
from doorstep.jobs.queries import job_placements_for, offers_for
from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.kit.figures import HOW_MANY, Figure
from doorstep.kit.periods import FIRST_DAY, Period
from doorstep.kit.weeks import Week
from doorstep.meetings.figures import FIGURES as MEETINGS
from doorstep.meetings.queries import measures_for, meetings_for
from doorstep.needs.figures import FIGURES as NEEDS
from doorstep.needs.queries import needs_for
from doorstep.office.doors import asker, team_screen, village_of
from doorstep.office.rendering import DayField
from doorstep.office.wording import day_text
from doorstep.pairing.figures import FIGURES as PAIRING
from doorstep.partners.figures import FIGURES as PARTNERS
from doorstep.partners.queries import applications_for, joint_acts_for, plants_for
from doorstep.people.choices import Role
from doorstep.people.models import Account, Place
from doorstep.people.queries import Scope, has_role, scope_of, villages_for, villages_with_role
from doorstep.points.figures import FIGURES as POINTS
from doorstep.points.queries import disputes_for, people_for
from doorstep.register.figures import FIGURES as REGISTER
from doorstep.register.models import Household
from doorstep.register.queries import households_seen_whole, with_head
from doorstep.samples.figures import FIGURES as SAMPLES
from doorstep.samples.queries import samples_for
from doorstep.stars.figures import FIGURES as STARS
from doorstep.stars.queries import star_applications_for
from doorstep.stations.figures import FIGURES as STATIONS
from doorstep.stations.queries import stations_for
from doorstep.supervision.figures import FIGURES as SUPERVISION
from doorstep.supervision.queries import checks_for, posts_for
from doorstep.sync.figures import FIGURES as SYNC
from doorstep.sync.queries import submissions_for
from doorstep.visits.figures import FIGURES as VISITS
from doorstep.visits.queries import visits_for

PAGE = 50
CHARTED_WEEKS = 8
GROUPS: tuple[tuple[Any, tuple[Figure, ...]], ...] = (
    (gettext_lazy("Households and categories"), (*REGISTER, *CATEGORIES)),
    (gettext_lazy("Visits"), VISITS),
    (gettext_lazy("Needs"), NEEDS),
    (gettext_lazy("Activities"), ACTIVITIES),
    (gettext_lazy("Campaigns"), CAMPAIGNS),
    (gettext_lazy("Supervision"), SUPERVISION),
    (gettext_lazy("Samples"), SAMPLES),
    (gettext_lazy("Money"), FUNDS),
    (gettext_lazy("Partners"), PARTNERS),
    (gettext_lazy("Stars"), STARS),
    (gettext_lazy("Jobs and works"), JOBS),
    (pgettext_lazy("menu", "Points"), POINTS),
    (gettext_lazy("Stations"), STATIONS),
    (gettext_lazy("Meetings"), MEETINGS),
    (gettext_lazy("Pairing"), PAIRING),
    (gettext_lazy("What came in"), SYNC),
)
# rows that are read by who may open them, and not with the household: a helper reads no application
OPENED_ALONE = frozenset({"office:application"})
MONEY_KEYS = frozenset(figure.key for figure in FUNDS)
MAY_OPEN: dict[str, Callable[[Account, date], Any]] = {
    "office:household": households_seen_whole,
    "office:need": needs_for,
    "office:visit": visits_for,
    "office:activity": activities_for,
    "office:campaign-unit": units_for,
    "office:supervised-post": posts_for,
    "office:check": checks_for,
    "office:sample": samples_for,
    "office:meeting": meetings_for,
    "office:measure": measures_for,
    "office:payment": payments_for,
    "office:programme": programmes_for,
    "office:project": projects_for,
    "office:cooperative": cooperatives_for,
    "office:application": applications_for,
    "office:joint-act": joint_acts_for,
    "office:plant": plants_for,
    "office:star-application": star_applications_for,
    "office:job-offer": offers_for,
    "office:job-placement": job_placements_for,
    "office:points-person": people_for,
    "office:points-dispute": disputes_for,
    "office:station": stations_for,
    "office:station-about": stations_for,
    "office:boards-of-station": stations_for,
    "office:proposal": proposals_for,
    "office:held-one": submissions_for,
    "office:pairing": lambda account, on: Household.objects.filter(
        village__in=villages_with_role(account, Role.COORDINATOR, on)
    ),
}


class PeriodForm(forms.Form):
    """Place and period of figures; what cannot be read is said and stays in its field."""

    place = forms.ChoiceField(label=gettext_lazy("Place"), required=False)

    def __init__(self, given: Any, *, villages: Iterable[Place], village: Place) -> None:
        self.default = default_period(village, clock.today())
        first, last = str(self.default.from_on), str(self.default.to_on)
        super().__init__(
            {"place": village.code, "from": first, "to": last} | given, label_suffix=""
        )
        fields: dict[str, Any] = self.fields
        fields["place"].choices = [(one.code, one.name) for one in villages]
        if len(fields["place"].choices) < 2:
            fields["place"].widget = forms.HiddenInput()
        fields["from"] = DayField(label=_("From"))
        fields["to"] = DayField(label=_("To"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("from"), given.get("to")
        if first and first < FIRST_DAY:
            words = _("The period can begin on %(first)s at the earliest.")
            self.add_error("from", words % {"first": day_text(FIRST_DAY)})
        if last and last > clock.today():
            words = _("The period can end on %(last)s at the latest.")
            self.add_error("to", words % {"last": day_text(clock.today())})
        if first and last and last < first:
            words = _("The period ends on %(to)s, before it begins on %(from)s.")
            self.add_error("to", words % {"from": day_text(first), "to": day_text(last)})
        return given

    def period(self) -> Period | None:
        """The period that was asked for; None where it cannot be read."""
        if not self.is_valid():
            return None
        return Period(self.cleaned_data["from"], self.cleaned_data["to"])


@team_screen
def figures(request: HttpRequest) -> HttpResponse:
    """Every figure of the place in the period, each with the way to its rows."""
    village, form, period = _asked(request)
    groups = []
    if period is not None:
        scope = scope_of(village)
        groups = [
            (name, measure_all((figure.key for figure in listed), scope, period))
            for name, listed in GROUPS
            if listed is not FUNDS or keeps_money(asker(request), village, clock.today())
        ]
    context = {"place": village, "form": form, "period": period, "groups": groups}
    context["coordinates"] = has_role(asker(request), Role.COORDINATOR, village, clock.today())
    return _answer(request, "office/figures/list.html", context)


@team_screen
def figure(request: HttpRequest, key: str) -> HttpResponse:
    """Exactly the rows that a number counts; sums of money for who keeps it alone."""
    village, form, period = _asked(request)
    if key in MONEY_KEYS and not keeps_money(asker(request), village, clock.today()):
        raise NotVisible
    try:
        counted = get_figure(key)
    except NoSuchFigure:
        return _no_such_figure(request, village, key)
    context = {"place": village, "form": form, "period": period, "figure": counted}
    context["all_url"] = f"{reverse('office:figures')}?{urlencode(_plain(request))}"
    if period is not None:
        scope = scope_of(village)
        rows = rows_of(counted, scope, period)
        page = Paginator(rows if rows.ordered else rows.order_by("pk"), PAGE).get_page(
            request.GET.get("page")
        )
        listed = list(page.object_list)
        shown = shown_rows(asker(request), counted, listed)
        context |= {
            "measured": measure(counted, scope, period),
            "page": page,
            "rows": shown,
            "kept_back": len(listed) - len(shown),
            # a sum over rows is in the figure's unit, how many rows there are is not
            "rows_unit": counted.unit if counted.measure is HOW_MANY else "",
            "weeks": by_week(counted, scope, period),
        }
    return _answer(request, "office/figures/rows.html", context)


def shown_rows(account: Account, figure: Figure, rows: list[Any]) -> list[tuple[str, str, str]]:
    """(label, name, url) of counted rows, without those of households that the reader does not see:
    a code beside a kind of need says too much; nor those of households that are out of use. The url
    for those who may open the row. Four queries, however many rows."""
    today = clock.today()
    of_row = {row.pk: figure.household_of(row) for row in rows}
    wanted = [household for household in of_row.values() if household]
    seen = with_head(households_seen_whole(account, today).filter(pk__in=wanted))
    names = dict(seen.values_list("pk", "head_name"))
    used = Household.objects.in_use().filter(pk__in=wanted)
    shown = {None, *used.values_list("pk", flat=True)}
    rows = [row for row in rows if of_row[row.pk] in shown]
    targets = [figure.target(row) for row in rows]
    opened: set[Any] = set()
    if figure.url_name:
        may_open = MAY_OPEN[figure.url_name](account, today).filter(pk__in=targets)
        opened = set(may_open.values_list("pk", flat=True))
    return [
        (
            str(figure.label(row)),
            names.get(of_row[row.pk]) or "",
            row_url(figure, row) if figure.target(row) in opened else "",
        )
        for row in rows
        if figure.target(row) in opened
        or (
            figure.url_name not in OPENED_ALONE
            and (of_row[row.pk] is None or of_row[row.pk] in names)
        )
    ]


def by_week(figure: Figure, scope: Scope, period: Period) -> list[tuple[str, int]]:
    """(number of the week, value) for the last weeks of the period; one week makes no chart."""
    last, first = Week.of(period.to_on), Week.of(period.from_on)
    weeks = [last.shift(-back) for back in reversed(range(CHARTED_WEEKS))]
    weeks = [week for week in weeks if week >= first]
    if len(weeks) < 2:
        return []
    return [
        (
            str(week.number),
            measure(
                figure,
                scope,
                Period(max(week.start_on, period.from_on), min(week.end_on, period.to_on)),
            ).value,
        )
        for week in weeks
    ]


def _asked(request: HttpRequest) -> tuple[Place, PeriodForm, Period | None]:
    village = village_of(request)
    villages = villages_for(asker(request), clock.today())
    given = {key: value for key, value in request.GET.items() if value and key != "place"}
    form = PeriodForm(given, villages=villages, village=village)
    return village, form, form.period()


def _no_such_figure(request: HttpRequest, village: Place, key: str) -> HttpResponse:
    words = _("There is no figure “%(key)s”. Perhaps the address was cut off.") % {"key": key}
    context = {"place": village, "words": words, "url": reverse("office:figures")}
    return render(request, "office/figures/unknown.html", context, status=404)


def _plain(request: HttpRequest) -> dict[str, str]:
    return {key: request.GET[key] for key in ("place", "from", "to") if key in request.GET}


def _answer(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    is_wrong = context["period"] is None
    part = f"{name}#found" if request.htmx else name  # type: ignore[attr-defined]
    return render(request, part, context, status=422 if is_wrong else 200)
