"""Before a session: planning it, what has to be brought, calling it off; and that it was held."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from doorstep.activities import actions
from doorstep.activities.choices import ActivityKind
from doorstep.activities.models import Activity
from doorstep.activities.queries import get_activity_for, get_material_for
from doorstep.kit import clock
from doorstep.kit.errors import Refused
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.filling import do, fill
from doorstep.office.notices import say_done
from doorstep.office.rendering import DayField
from doorstep.people.models import Helper
from doorstep.people.queries import helpers_at


class PlanForm(forms.Form):
    """What is to be held, when and where, and who leads it."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("activity", "What kind"),
        choices=ActivityKind.choices,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(label=pgettext_lazy("activity", "What it is about"), max_length=150)
    planned_on = DayField(label=gettext_lazy("Day"))
    where = forms.CharField(
        label=pgettext_lazy("activity", "Where"), max_length=100, required=False
    )
    led_by = forms.ModelChoiceField(
        Helper.objects.none(),
        label=pgettext_lazy("activity", "Led by"),
        empty_label=gettext_lazy("somebody else"),
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
        required=False,
    )


class HeldForm(forms.Form):
    """On which day it was held."""

    held_on = DayField(label=gettext_lazy("Day"))


class MaterialForm(forms.Form):
    """One thing to be brought along."""

    text = forms.CharField(
        label=pgettext_lazy("activity", "What has to be brought"), max_length=100
    )


def above_activity(activity: Activity) -> list[tuple[str, str]]:
    """(words, url) of the pages above one of an activity."""
    return [
        (_("Activities"), reverse("office:activities")),
        (activity.title, page_of(activity)),
    ]


def page_of(activity: Activity) -> str:
    """Where every act here leads back to."""
    return reverse("office:activity", args=[activity.pk])


def led_activity(request: HttpRequest, activity_id: UUID) -> Activity:
    """An activity of a village that the account coordinates; else NotVisible."""
    activity = get_activity_for(asker(request), activity_id, clock.today())
    must_coordinate(request, activity.place)
    return activity


@screen
def activity_plan(request: HttpRequest) -> HttpResponse:
    """A session that is to be held."""
    account, today, village = asker(request), clock.today(), village_of(request)
    must_coordinate(request, village)
    form = PlanForm(request.POST or None, initial={"planned_on": today})
    fields: dict[str, forms.Field] = form.fields
    leaders = fields["led_by"]
    assert isinstance(leaders, forms.ModelChoiceField)  # noqa: S101 - as it stands above
    leaders.queryset = helpers_at(village, today).order_by("name", "pk")
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.plan_activity(village, by=account, on=today, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say_done(request, _("The activity is planned."))
            return redirect("office:activity", made.pk)
    context = {
        "place": village,
        "form": form,
        "heading": _("Plan an activity"),
        "act": _("Plan the activity"),
        "back": reverse("office:activities"),
        "steps": [(_("Activities"), reverse("office:activities"))],
    }
    return render(request, "office/fill.html", context, status=422 if form.is_bound else 200)


@screen
def activity_hold(request: HttpRequest, activity_id: UUID) -> HttpResponse:
    """It was held."""
    account, today = asker(request), clock.today()
    activity = led_activity(request, activity_id)
    return fill(
        request,
        HeldForm(request.POST or None, initial={"held_on": min(activity.on, today)}),
        lambda given: actions.hold_activity(activity, by=account, on=today, **given),
        heading=_("It was held"),
        sub=activity.title,
        act=_("Record it"),
        done=_("It is recorded; now the sheets can be keyed in."),
        back=page_of(activity),
        trail=above_activity(activity),
        place=activity.place,
    )


@screen
@require_POST
def activity_cancel(request: HttpRequest, activity_id: UUID) -> HttpResponse:
    """It is called off."""
    account, today = asker(request), clock.today()
    activity = led_activity(request, activity_id)
    return do(
        request,
        lambda: actions.cancel_activity(activity, by=account, on=today),
        done=_("The activity is called off; what was bought stays in the stock."),
        back=page_of(activity),
    )


@screen
def material_new(request: HttpRequest, activity_id: UUID) -> HttpResponse:
    """Something to be brought along."""
    account, today = asker(request), clock.today()
    activity = led_activity(request, activity_id)
    return fill(
        request,
        MaterialForm(request.POST or None),
        lambda given: actions.add_material(activity, by=account, on=today, **given),
        heading=_("Add what has to be brought"),
        sub=activity.title,
        act=_("Add it to the list"),
        done=_("It is on the list."),
        back=page_of(activity),
        trail=above_activity(activity),
        place=activity.place,
    )


@screen
@require_POST
def material_tick(request: HttpRequest, material_id: UUID) -> HttpResponse:
    """It is there, or not after all."""
    account, today = asker(request), clock.today()
    material = get_material_for(account, material_id, today)
    must_coordinate(request, material.activity.place)
    is_ready = not material.is_ready
    return do(
        request,
        lambda: actions.tick_material(material, is_ready=is_ready, by=account, on=today),
        done=_("It is noted."),
        back=page_of(material.activity),
    )
