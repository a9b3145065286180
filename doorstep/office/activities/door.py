"""The page at the door of an activity: anybody who scans its code says how many came in together.

It needs no session and keeps none, asks for no name and no household, and is open for a day.
"""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from doorstep.activities import actions
from doorstep.activities.actions.door import MOST_TOGETHER
from doorstep.activities.models import Activity
from doorstep.activities.queries import find_door
from doorstep.kit import clock
from doorstep.kit.errors import NotVisible, Refused
from doorstep.office.activities.planning import led_activity, page_of
from doorstep.office.doors import asker, screen
from doorstep.office.entry.links import tells_no_address
from doorstep.office.filling import do
from doorstep.office.rounds.forms import LanguageForm
from doorstep.office.stations.board_forms import read_site
from doorstep.office.stations.limits import may_ask
from doorstep.packs.rounds import both
from doorstep.people.actions import system_account
from doorstep.people.choices import Language

TOO_MANY = 429


class DoorForm(forms.Form):
    """How many came in together."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    persons = forms.IntegerField(
        label=pgettext_lazy("door", "How many of you came?"), min_value=1, max_value=MOST_TOGETHER
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"id": uuid4(), "persons": 1}, label_suffix="")
        self.fields["persons"].label = both(lambda: DoorForm.base_fields["persons"].label)


class SheetPrintForm(LanguageForm):
    """The language of a sheet with a code on it, and the address that phones reach."""

    site = forms.CharField(
        label=pgettext_lazy("poster", "Address that phones reach"),
        help_text=pgettext_lazy("poster", "As https://doorstep.example; it stands in the QR code."),
        max_length=200,
    )

    def clean_site(self) -> str:
        return read_site(self.cleaned_data["site"])


@login_not_required
@never_cache
@tells_no_address
def door(request: HttpRequest, door_code: str) -> HttpResponse:
    """What is held there today, and one short form, a few times from one place."""
    with translation.override(LanguageForm.asked(request).chosen):
        try:
            activity = find_door(door_code, clock.today())
        except NotVisible:
            return render(request, "office/activities/door.html", status=404)
        return _answer(request, activity)


def _answer(request: HttpRequest, activity: Activity) -> HttpResponse:
    today, status = clock.today(), 200
    form = DoorForm(request.POST or None)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            if not may_ask(request, activity.pk, today.isoformat()):
                status = TOO_MANY
                form.add_error(None, _("Several came in from here just now. Sign on paper."))
            else:
                try:
                    actions.sign_at_door(
                        activity, by=system_account(), on=today, **form.cleaned_data
                    )
                except Refused as refused:
                    form.add_error(None, str(refused))
                else:
                    back = f"{request.path}?language={get_language()}&sent=yes"
                    return HttpResponseRedirect(back)
    context = {
        "activity": activity,
        "place": activity.place,
        "form": form,
        "is_sent": "sent" in request.GET and request.method == "GET",
        "languages": [(code, name) for code, name in Language.choices],
    }
    return render(request, "office/activities/door.html", context, status=status)


@screen
@require_POST
def door_open(request: HttpRequest, activity_id: UUID) -> HttpResponse:
    """A code for the door, printed on the sheets of who came."""
    account, today = asker(request), clock.today()
    activity = led_activity(request, activity_id)
    return do(
        request,
        lambda: actions.open_door(activity, by=account, on=today),
        done=_("The code is made; it stands on the attendance sheet when that is printed."),
        back=page_of(activity),
    )


@screen
@require_POST
def door_close(request: HttpRequest, activity_id: UUID) -> HttpResponse:
    """The code opens nothing any more."""
    account, today = asker(request), clock.today()
    activity = led_activity(request, activity_id)
    return do(
        request,
        lambda: actions.close_door(activity, by=account, on=today),
        done=_("The code opens nothing any more; who came stays counted."),
        back=page_of(activity),
    )
