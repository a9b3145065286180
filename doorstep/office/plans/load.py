"""What the cadences take of the team in a year, and how many helpers are missing or to spare."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from doorstep.kit import clock
from doorstep.method.choices import Every
from doorstep.office.doors import must_coordinate, screen, village_of
from doorstep.visits.queries import YearlyLoad, hours_problem, yearly_load

NOW = "now"


class LoadForm(forms.Form):
    """How often every household would be visited."""

    every = forms.ChoiceField(
        label=gettext_lazy("Visits on site"),
        choices=[
            (NOW, gettext_lazy("as often as they are due now")),
            *((one.value, one.label) for one in Every if one != Every.NEVER),
        ],
    )


@screen
def visit_plan_load(request: HttpRequest) -> HttpResponse:
    """Pairs the village by hours as if its cadences were so, which takes seconds, and keeps
    nothing."""
    village, today = village_of(request), clock.today()
    must_coordinate(request, village)
    is_asked = "every" in request.GET
    form = LoadForm(request.GET if is_asked else {"every": NOW}, label_suffix="")
    context: dict[str, Any] = {"place": village, "form": form}
    if is_asked and form.is_valid():
        asked = form.cleaned_data["every"]
        every = None if asked == NOW else Every(asked)
        problem = hours_problem(village, today, every=every)
        load = yearly_load(problem, village, today, every=every)
        context |= {"load": load, "team": team_words(load)}
    name = "office/plans/load.html"
    part = f"{name}#found" if request.htmx else name  # type: ignore[attr-defined]
    return render(request, part, context, status=422 if form.errors else 200)


def team_words(load: YearlyLoad) -> str:
    """How many helpers are missing or to spare."""
    if load.missing is None:
        return _("No helper has stated hours: how many are missing is not known.")
    if load.missing:
        text = ngettext(
            "At least %(count)s helper is missing.",
            "At least %(count)s helpers are missing.",
            load.missing,
        )
        return text % {"count": load.missing}
    return _("Helpers to spare, by their hours: %(count)s.") % {"count": load.to_spare or 0}
