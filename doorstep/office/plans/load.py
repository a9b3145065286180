"""What the cadences take of the team in a year, and how many helpers are missing or to spare."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.method.choices import Every
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.notices import say_done
from doorstep.office.plans.loading import begin_load, load_of, stop_load
from doorstep.visits.queries import team_words

NOW = "now"
SECONDS_BETWEEN = 1


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
    """Has the village paired by hours as if its cadences were so, says that it is being done, and
    then what came out; nothing is kept."""
    village, account = village_of(request), asker(request)
    must_coordinate(request, village)
    loading = load_of(village, by=account)
    is_asked = "every" in request.GET
    waits_for = NOW if loading is None else loading.every or NOW
    asked = request.GET if is_asked else {"every": waits_for}
    form = LoadForm(asked, label_suffix="")
    context: dict[str, Any] = {"place": village, "form": form, "between": SECONDS_BETWEEN}
    if (is_asked or loading) and form.is_valid():
        every = form.cleaned_data["every"]
        is_new = loading is None or waits_for != every
        if loading is None or is_new:
            chosen = None if every == NOW else Every(every)
            loading = begin_load(village, chosen, by=account, on=clock.today())
        if loading.is_going_on and not is_new and "again" in request.GET:
            return HttpResponse(status=204)  # the page stays as it is and is read out once
        context["loading"] = loading
        if not loading.is_going_on:
            stop_load(village, by=account)
        if loading.is_done:
            context |= {"load": loading.load, "team": team_words(loading.load)}
    name = "office/plans/load.html"
    part = f"{name}#found" if request.htmx else name  # type: ignore[attr-defined]
    return render(request, part, context, status=422 if form.errors else 200)


@screen
@require_POST
def visit_plan_load_stop(request: HttpRequest) -> HttpResponse:
    """Nobody waits for it any more."""
    village = village_of(request)
    must_coordinate(request, village)
    stop_load(village, by=asker(request))
    say_done(request, _("Stopped; nothing was kept."))
    return redirect("office:visit-plans")
