"""Having a plan, a change of it or pairs made: its page may be left, and stops it."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

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
from doorstep.office.plans.running import (
    PAIRS,
    VISITS,
    Making,
    begin_plan,
    forget_making,
    making_of,
    stop_plan,
)
from doorstep.office.wording import week_text
from doorstep.people.models import Place
from doorstep.register.models import Household
from doorstep.visits.models import PlanEvent
from doorstep.visits.queries import open_visit_plan

WEEKS = 4
SECONDS_BETWEEN = 2
PLANS, MAKING = "office:visit-plans", "office:visit-plan-making"
PAIRING, HAPPENED = "office:pairing-plan", "office:visit-plan-happened"
LOOKS = {VISITS: MAKING, PAIRS: "office:pairing-making"}
STOPS = {VISITS: "office:visit-plan-stop", PAIRS: "office:pairing-stop"}


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
    if lacks_households(request, village, today):
        return redirect(PLANS)
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
    """How far a plan or a change of it is; looks again by itself, and leads to it once it is
    made."""
    return _shown(request, VISITS)


@screen
def pairing_making(request: HttpRequest) -> HttpResponse:
    """The same of a proposal of pairs."""
    return _shown(request, PAIRS)


@screen
@require_POST
def visit_plan_stop(request: HttpRequest) -> HttpResponse:
    """Ends it with what it has so far."""
    return _stopped(request, VISITS)


@screen
@require_POST
def pairing_stop(request: HttpRequest) -> HttpResponse:
    """Ends the proposal of pairs with what it has so far."""
    return _stopped(request, PAIRS)


def lacks_households(request: HttpRequest, village: Place, today: date) -> bool:
    """Whether nobody is there to be visited; says so, since a plan of nothing looks like a good
    one."""
    if Household.objects.filter(village=village).active_on(today).exists():
        return False
    words = _("%(place)s has no household on its register: nothing is to be done there.")
    say_refused(request, words % {"place": village.name})
    return True


def lacks_tick(request: HttpRequest) -> bool:
    """Whether who accepts what was stopped early did not tick that this is known; says so."""
    if request.POST.get("knows_stopped"):
        return False
    say_refused(request, _("This was stopped early. Tick that you know it, then accept it."))
    return True


def _shown(request: HttpRequest, what: str) -> HttpResponse:
    village = village_of(request)
    must_coordinate(request, village)
    making = making_of(village, what)
    if making is not None and making.is_going_on:
        context = {
            "place": village,
            "making": making,
            "between": SECONDS_BETWEEN,
            "looks": reverse(LOOKS[what]),
            "stop": reverse(STOPS[what]),
        }
        name = "office/plans/making.html"
        part = f"{name}#making" if request.htmx else name  # type: ignore[attr-defined]
        return render(request, part, context)
    if making is not None:
        forget_making(village, what)
        _say_how_it_ended(request, making)
    to = _way_on(what, making) if making is not None else _way_back(village, what)
    return HttpResponseClientRedirect(to) if request.htmx else redirect(to)  # type: ignore[attr-defined]


def _say_how_it_ended(request: HttpRequest, making: Making) -> None:
    if making.refused:
        say_refused(request, making.refused)
    elif making.what == PAIRS:
        say_done(request, _("The proposal is made; nothing has changed yet."))
    elif not making.event:  # a change says what it is on its own page
        say_done(request, _("The plan is made; nothing has changed yet."))


def _way_back(village: Place, what: str) -> str:
    """Nothing is made, or another look told of it already while this one was on its way: then to
    the same page as that one."""
    plan = open_visit_plan(village) if what == VISITS else None
    if plan is not None and PlanEvent.objects.filter(plan=plan).exists():
        return reverse("office:visit-plan-changes", args=[plan.pk])
    return reverse(PAIRING if what == PAIRS else PLANS)


def _way_on(what: str, making: Making) -> str:
    """To what was made, or back to where it was asked for."""
    if what == PAIRS:
        return reverse(PAIRING)
    if making.event:
        if making.refused:
            return f"{reverse(HAPPENED)}?{urlencode({'kind': making.event, **making.asked})}"
        return reverse("office:visit-plan-changes", args=[making.made])
    return reverse(PLANS)


def _stopped(request: HttpRequest, what: str) -> HttpResponse:
    village = village_of(request)
    must_coordinate(request, village)
    stop_plan(village, what)
    return redirect(LOOKS[what])
