"""Having a plan made: its page tells how far it is, may be left, and stops it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from doorstep.kit import clock
from doorstep.kit.errors import Refused
from doorstep.kit.weeks import Week
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.notices import say_done, say_refused
from doorstep.office.plans.reading import weeks_to_choose
from doorstep.office.plans.running import begin_plan, forget_making, making_of, stop_plan
from doorstep.office.wording import week_text

WEEKS = 4
SECONDS_BETWEEN = 2
PLANS, MAKING = "office:visit-plans", "office:visit-plan-making"


class StartForm(forms.Form):
    """From which week on."""

    week = forms.ChoiceField(label=gettext_lazy("From week"))

    def __init__(self, data: Any = None) -> None:
        today = clock.today()
        given = {"week": str(Week.of(today).shift(1))} if data is None else data
        super().__init__(given, label_suffix="", auto_id="start-%s")
        fields: dict[str, Any] = self.fields
        fields["week"].choices = [(str(one), week_text(one)) for one in weeks_to_choose(today)]


@screen
@require_POST
def visit_plan_propose(request: HttpRequest) -> HttpResponse:
    """Lets the planner begin with a plan; nothing else changes."""
    village, today = village_of(request), clock.today()
    must_coordinate(request, village)
    form = StartForm(request.POST)
    if not form.is_valid():
        say_refused(request, _("Choose one of the weeks that stand there."))
        return redirect(PLANS)
    week = Week.parse(form.cleaned_data["week"])
    try:
        begin_plan(village, week, weeks=WEEKS, by=asker(request), on=today)
    except Refused as refused:
        say_refused(request, str(refused))
    return redirect(MAKING)


@screen
def visit_plan_making(request: HttpRequest) -> HttpResponse:
    """How far a plan is; looks again by itself, and leads to the plan once it is made."""
    village = village_of(request)
    must_coordinate(request, village)
    making = making_of(village)
    if making is not None and making.is_going_on:
        context = {"place": village, "making": making, "between": SECONDS_BETWEEN}
        name = "office/plans/making.html"
        part = f"{name}#making" if request.htmx else name  # type: ignore[attr-defined]
        return render(request, part, context)
    if making is not None:
        forget_making(village)
        if making.is_done:
            say_done(request, _("The plan is made; nothing has changed yet."))
        else:
            say_refused(request, making.refused)
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(reverse(PLANS))
    return redirect(PLANS)


@screen
@require_POST
def visit_plan_stop(request: HttpRequest) -> HttpResponse:
    """Ends it with what it has so far."""
    village = village_of(request)
    must_coordinate(request, village)
    stop_plan(village)
    return redirect(MAKING)
