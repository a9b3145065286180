"""Activities: the list, one with who came, and the form that records or mends it."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from doorstep.activities.actions import change_activity, record_activity
from doorstep.activities.choices import ActivityKind, ActivityState
from doorstep.activities.models import Activity
from doorstep.activities.queries import (
    activities_for,
    get_activity_for,
    goods_of,
    households_at,
    sheets_of,
    wishes_for,
    worth_handed_out,
)
from doorstep.kit import clock
from doorstep.kit.errors import Refused
from doorstep.office.activities.forms import ActivityForm
from doorstep.office.activities.tabs import tabs_of_activities
from doorstep.office.doors import asker, goes_out, must_coordinate, screen, village_of
from doorstep.office.notices import say_done
from doorstep.people.choices import Role
from doorstep.people.models import Place
from doorstep.people.queries import has_role, helpers_at
from doorstep.points.queries import can_give_for
from doorstep.register.models import Household
from doorstep.register.queries import with_head
from doorstep.samples.queries import samples_for, standings_of

PAGE = 50


class Narrowing(forms.Form):
    """What narrows the list."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("activity", "What kind"),
        choices=[("", gettext_lazy("All")), *ActivityKind.choices],
        required=False,
    )


@screen
def activities(request: HttpRequest) -> HttpResponse:
    """What was held, the latest first."""
    account, today, village = asker(request), clock.today(), village_of(request)
    form = Narrowing(request.GET, auto_id="by-%s", label_suffix="")
    mine = activities_for(account, today).filter(place=village)
    found = mine.filter(on__lte=today).exclude(state=ActivityState.PLANNED)
    kind = form.cleaned_data["kind"] if form.is_valid() else ""
    if kind:
        found = found.filter(kind=kind)
    context = {
        "place": village,
        "today": today,
        "form": form,
        "is_narrowed": bool(kind),
        "planned": list(mine.filter(state=ActivityState.PLANNED).order_by("on", "id")),
        "page": Paginator(found.order_by("-on", "id"), PAGE).get_page(request.GET.get("page")),
        "coordinates": has_role(account, Role.COORDINATOR, village, today),
        "tabs": tabs_of_activities(),
    }
    name = "office/activities/list.html"
    return render(request, f"{name}#found" if request.htmx else name, context)  # type: ignore[attr-defined]


@screen
def activity(request: HttpRequest, activity_id: UUID) -> HttpResponse:
    """What it was, and which households came as far as the reader may see them."""
    account, today = asker(request), clock.today()
    activity = get_activity_for(account, activity_id, today)
    came = list(households_at(account, activity, today).select_related("group"))
    coordinates = has_role(account, Role.COORDINATOR, activity.place, today)
    context = {
        "place": activity.place,
        "today": today,
        "activity": activity,
        "came": came,
        "came_more": _households_count(activity) - len(came),
        "coordinates": coordinates,
        "goes_out": goes_out(account, activity.place, today),
        "sheets": list(sheets_of(activity)) if coordinates else [],
        "goods": goods_of(activity) if coordinates else [],
        "worth": worth_handed_out(activity) if coordinates else 0,
        "materials": list(activity.materials.all()),
        "wishes": wishes_for(account, activity, today),
        "gives_points": coordinates and can_give_for(activity, today),
        "samples": standings_of(samples_for(account, today).filter(activity=activity), today),
    }
    return render(request, "office/activities/activity.html", context)


@screen
def activity_new(request: HttpRequest) -> HttpResponse:
    """A session that was held; recorded by the coordinator."""
    village, today = village_of(request), clock.today()
    must_coordinate(request, village)
    return _answer(request, village, None, today)


@screen
def activity_change(request: HttpRequest, activity_id: UUID) -> HttpResponse:
    """Mends a record, by the coordinator."""
    today = clock.today()
    activity = get_activity_for(asker(request), activity_id, today)
    must_coordinate(request, activity.place)
    return _answer(request, activity.place, activity, today)


def _answer(
    request: HttpRequest, village: Place, activity: Activity | None, today: date
) -> HttpResponse:
    initial: dict[str, Any] = {"held_on": today}
    if activity is not None:
        initial = ActivityForm.values_of(activity)
    day = activity.on if activity else today
    kept = [UUID(key) for key in initial.get("households", ())]
    form = ActivityForm(
        request.POST or None,
        households=_households(village, day, kept),
        helpers=helpers_at(village, day).order_by("name", "pk"),
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        is_planned = activity is not None and activity.state == ActivityState.PLANNED
        if form.cleaned_data["held_on"] > today and not is_planned:
            form.add_error("held_on", _("This day is still to come."))
        else:
            try:
                done = _save(request, village, activity, form.values(), today)
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                say_done(request, _("The activity is recorded."))
                return redirect("office:activity", done.pk)
    context = {
        "place": village,
        "activity": activity,
        "form": form,
        "back": reverse("office:activity", args=[activity.pk])
        if activity
        else reverse("office:activities"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "office/activities/form.html", context, status=status)


def _save(
    request: HttpRequest,
    village: Place,
    activity: Activity | None,
    values: dict[str, Any],
    today: date,
) -> Activity:
    if activity is None:
        on = values.pop("held_on")
        return record_activity(village, on=on, by=asker(request), **values)
    change_activity(activity, by=asker(request), on=today, **values)
    return activity


def _households(village: Place, day: date, kept: list[UUID]) -> list[Household]:
    """Those on the register that day, and whoever is ticked already, by code."""
    active = Household.objects.filter(village=village).active_on(day).values("pk")
    rows = with_head(Household.objects.in_use().filter(Q(pk__in=active) | Q(pk__in=kept)))
    return list(rows.select_related("group").order_by("code", "pk"))


def _households_count(activity: Activity) -> int:
    return activity.attendees.values("household").distinct().count()
