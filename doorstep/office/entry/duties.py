"""Duties of an account, given and taken back by who administers the place."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from doorstep.entry import queries
from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.needs.actions import appoint_mediator
from doorstep.office.doors import asker, screen
from doorstep.office.filling import do, fill
from doorstep.people.actions import end_duty, give_duty
from doorstep.people.choices import Duty, PlaceKind
from doorstep.people.models import Account, AccountDuty, Place, live_on

# The safeguarding person is named on a page of its own, with questions of its own.
GIVEN_HERE = (Duty.DECIDES_CATEGORIES, Duty.EXPORTS_REGISTER, Duty.MEDIATOR)


class DutyForm(forms.Form):
    """Which duty, and where."""

    duty = forms.ChoiceField(
        label=gettext_lazy("Duty"),
        choices=[(duty.value, duty.label) for duty in GIVEN_HERE],
        widget=forms.RadioSelect,
    )
    place: Any = forms.ModelChoiceField(None, label=gettext_lazy("Place"), empty_label=None)

    def __init__(self, *given: Any, places: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        fields: dict[str, Any] = self.fields
        fields["duty"].widget.attrs["class"] = "long"
        fields["place"].queryset = places


def duties_of(person: Account, giver: Account, today: date) -> list[AccountDuty]:
    """The duties that hold, as far as the giver administers their places."""
    places = queries.administered_places(giver, today)
    held = person.duties.filter(live_on(today), duty__in=GIVEN_HERE, place__in=places)
    return list(held.select_related("place").order_by("place__code", "duty"))


@screen
def duty_new(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Gives a duty at a village one administers."""
    giver, today = asker(request), clock.today()
    person = queries.get_account_in_care_for(giver, account_id, today)
    places = queries.administered_places(giver, today).filter(kind=PlaceKind.VILLAGE)
    if not places.exists():
        raise NotVisible
    page = reverse("office:person", args=[person.pk])
    return fill(
        request,
        DutyForm(request.POST or None, places=places),
        lambda given: _give(person, Duty(given["duty"]), given["place"], by=giver, on=today),
        heading=_("Give a duty"),
        sub=person.name,
        lead=_(
            "Who decides categories must be somebody else than who proposes them, and comes to the "
            "meeting. A mediator who follows another, or stands beside one, opens nothing sealed "
            "until somebody of the place has vouched."
        ),
        act=_("Give it"),
        done=_("Given; it holds from today."),
        back=page,
        trail=[(_("People"), reverse("office:people")), (person.name, page)],
    )


def _give(person: Account, duty: Duty, place: Place, *, by: Account, on: date) -> None:
    give = appoint_mediator if duty == Duty.MEDIATOR else partial(give_duty, duty=duty)
    give(person, place=place, by=by, on=on)


@screen
@require_POST
def duty_end(request: HttpRequest, account_id: UUID, duty_id: UUID) -> HttpResponse:
    """Takes a duty back."""
    giver, today = asker(request), clock.today()
    person = queries.get_account_in_care_for(giver, account_id, today)
    held = next((one for one in duties_of(person, giver, today) if one.pk == duty_id), None)
    if held is None:
        raise NotVisible
    return do(
        request,
        lambda: end_duty(held, by=giver, on=today),
        done=_("Taken back; it ended today."),
        back=reverse("office:person", args=[person.pk]),
    )
