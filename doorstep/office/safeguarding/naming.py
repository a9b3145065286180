"""Naming the safeguarding person of a place, for who administers it."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from doorstep.entry.queries import administered_places, get_account_in_care_for
from doorstep.kit import clock
from doorstep.kit.days import day_text
from doorstep.kit.errors import NotVisible
from doorstep.office.doors import asker, screen
from doorstep.office.filling import do, fill
from doorstep.people.actions import end_duty, vouch_for
from doorstep.people.models import Place
from doorstep.safeguarding.actions import name_safeguarding_person
from doorstep.safeguarding.queries import duties_of_person, get_unvouched_for


class PlaceForm(forms.Form):
    place = forms.ModelChoiceField(
        Place.objects.none(), label=gettext_lazy("Place"), empty_label=None
    )

    def __init__(self, data: Any = None, *, places: Any) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        fields["place"].queryset = places


@screen
def person_safeguarding(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Names an account the safeguarding person of a place, and so of all villages in it."""
    account, today = asker(request), clock.today()
    found = get_account_in_care_for(account, account_id, today)
    places = administered_places(account, today)
    if not places.exists():
        raise NotVisible
    back = reverse("office:person", args=[found.pk])
    sent = request.POST if request.method == "POST" else None
    return fill(
        request,
        PlaceForm(sent, places=places),
        lambda given: name_safeguarding_person(found, given["place"], by=account, on=today),
        heading=_("Name the safeguarding person"),
        sub=found.name,
        lead=_(
            "Violence and fear at home are told to this person alone, who neither coordinates nor "
            "helps at the place. Post the name where people see it. Who follows another person, or "
            "stands beside one, reads nothing until somebody of the place has vouched."
        ),
        act=_("Name this person"),
        done=_("%(name)s is the safeguarding person from today on.") % {"name": found},
        back=back,
        trail=[(_("People"), reverse("office:people")), (found.name, back)],
    )


@screen
@require_POST
def person_safeguarding_end(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Ends it at every place administered; what is open goes to whom is named next."""
    account, today = asker(request), clock.today()
    found = get_account_in_care_for(account, account_id, today)
    held = duties_of_person(found, today).filter(place__in=administered_places(account, today))
    if not held.exists():
        raise NotVisible

    def save() -> None:
        for duty in held:
            end_duty(duty, by=account, on=today)

    return do(
        request,
        save,
        done=_("%(name)s is no safeguarding person any more. Name another one today.")
        % {"name": found},
        back=reverse("office:person", args=[found.pk]),
    )


class VouchForm(forms.Form):
    is_asked = forms.BooleanField(
        label=gettext_lazy("I asked this person face to face, and it is as it should be.")
    )


@screen
def person_vouch(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """A second person says that an account that may read what was told in confidence is in the
    right hands."""
    account, today = asker(request), clock.today()
    found = get_unvouched_for(account, account_id, today)
    told = {
        "who": found.name,
        "by": found.unvouched_by,
        "day": day_text(found.unvouched_since or today),
    }
    return fill(
        request,
        VouchForm(request.POST if request.method == "POST" else None),
        lambda given: vouch_for(found, by=account, on=today),
        heading=_("Vouch for this person"),
        sub=found.name,
        lead=_(
            "On %(day)s %(by)s gave %(who)s a link to a new password, or named %(who)s. Whoever "
            "has such a link could read what was told in confidence, so it stays shut until a "
            "second person has asked %(who)s face to face."
        )
        % told,
        act=_("Vouch"),
        done=_("%(name)s can read again what was told in confidence.") % {"name": found},
        back=reverse("office:no-place"),
        trail=[],
    )
