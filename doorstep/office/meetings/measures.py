"""Work measures of a team: the list, one with how far it is, and the forms."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.meetings import actions
from doorstep.meetings.choices import MeasureState
from doorstep.meetings.models import Measure
from doorstep.meetings.queries import get_measure_for, measures_for
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.filling import fill
from doorstep.office.rendering import DayField
from doorstep.people.choices import Role
from doorstep.people.models import Helper
from doorstep.people.queries import has_role, helpers_at


class OwnerForm(forms.Form):
    """Who does it."""

    owner = forms.ModelChoiceField(
        Helper.objects.none(), label=gettext_lazy("Who does it"), empty_label="–"
    )

    def __init__(self, *args: Any, helpers: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["owner"].queryset = helpers


class MeasureForm(OwnerForm):
    """A measure to list."""

    text = forms.CharField(
        label=gettext_lazy("What is to be done"),
        help_text=gettext_lazy("Household codes, no names."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    due_on = DayField(label=gettext_lazy("Until"), required=False)
    field_order = ("text", "owner", "due_on")


class HowFarForm(forms.Form):
    """How far a measure is."""

    state = forms.ChoiceField(
        label=pgettext_lazy("measure", "How far it is"),
        choices=MeasureState.choices,
        widget=forms.RadioSelect,
    )
    outcome = forms.CharField(
        label=gettext_lazy("In words"),
        help_text=gettext_lazy("Needed where it is dropped."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@screen
def measures(request: HttpRequest) -> HttpResponse:
    """The team's measures, open ones first."""
    account, today, village = asker(request), clock.today(), village_of(request)
    rows = measures_for(account, today).filter(team__place=village)
    context = {
        "place": village,
        "today": today,
        "open": rows.open_on(today),  # type: ignore[attr-defined]
        "settled": rows.filter(settled_on__lte=today).order_by("-settled_on", "pk"),
        "coordinates": has_role(account, Role.COORDINATOR, village, today),
    }
    return render(request, "office/meetings/measures.html", context)


@screen
def measure_new(request: HttpRequest) -> HttpResponse:
    """Lists a measure, by the coordinator."""
    village, today = village_of(request), clock.today()
    must_coordinate(request, village)
    team = village.teams.get(code=village.code)
    return fill(
        request,
        MeasureForm(request.POST or None, helpers=helpers_at(village, today)),
        lambda given: actions.list_measure(team, by=asker(request), on=today, **given),
        heading=_("List a work measure"),
        lead=_("It stands on every agenda, with its owner and how far it is, until it is settled."),
        act=_("List it"),
        done=_("The measure is listed; the next agenda has it."),
        back=reverse("office:measures"),
        trail=above_measures(),
        place=village,
    )


@screen
def measure(request: HttpRequest, measure_id: UUID) -> HttpResponse:
    """One measure; the coordinator says how far it is."""
    account, today = asker(request), clock.today()
    measure = get_measure_for(account, measure_id, today)
    context = {
        "place": measure.team.place,
        "today": today,
        "measure": measure,
        "coordinates": has_role(account, Role.COORDINATOR, measure.team.place, today),
    }
    return render(request, "office/meetings/measure.html", context)


@screen
def measure_move(request: HttpRequest, measure_id: UUID) -> HttpResponse:
    """How far it is."""
    measure, today = _own(request, measure_id), clock.today()
    initial = {"state": measure.state, "outcome": measure.outcome}
    return fill(
        request,
        HowFarForm(request.POST or None, initial=initial),
        lambda given: actions.move_measure(measure, by=asker(request), on=today, **given),
        heading=_("How far it is"),
        sub=measure.text,
        act=_("Save it"),
        done=_("It is noted."),
        **_beside(measure),
    )


@screen
def measure_hand_over(request: HttpRequest, measure_id: UUID) -> HttpResponse:
    """Another owner."""
    measure, today = _own(request, measure_id), clock.today()
    helpers = helpers_at(measure.team.place, today)
    form = OwnerForm(request.POST or None, helpers=helpers, initial={"owner": measure.owner_id})
    return fill(
        request,
        form,
        lambda given: actions.hand_over_measure(measure, by=asker(request), on=today, **given),
        heading=_("Hand it over"),
        sub=measure.text,
        act=_("Hand it over"),
        done=_("It has another owner."),
        **_beside(measure),
    )


def above_measures() -> list[tuple[str, str]]:
    """The way back to the list."""
    return [
        (_("Meetings"), reverse("office:meetings")),
        (_("Work measures"), reverse("office:measures")),
    ]


def _own(request: HttpRequest, measure_id: UUID) -> Measure:
    measure = get_measure_for(asker(request), measure_id, clock.today())
    must_coordinate(request, measure.team.place)
    if measure.settled_on is not None:
        raise NotVisible
    return measure


def _beside(measure: Measure) -> dict[str, Any]:
    page = reverse("office:measure", args=[measure.pk])
    return {
        "back": page,
        "trail": [*above_measures(), (measure.text[:40], page)],
        "place": measure.team.place,
    }
