"""The address for complaints, outside the team."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doorstep.kit import clock
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.filling import fill
from doorstep.office.rights.frame import frame
from doorstep.rights.actions import put_complaints_address
from doorstep.rights.queries import complaints_address


class ComplaintsForm(forms.Form):
    """Who answers, where, by which number; somebody outside the team."""

    office = forms.CharField(
        label=gettext_lazy("Who answers complaints"),
        help_text=gettext_lazy(
            "Somebody outside the team, for example 乡司法所 or 县公共法律服务中心."
        ),
        max_length=100,
    )
    where = forms.CharField(label=gettext_lazy("Address"), max_length=200, required=False)
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=40, required=False)


@screen
def complaints(request: HttpRequest) -> HttpResponse:
    """Says where complaints go from today on; it stands on every print for households."""
    village, today = village_of(request), clock.today()
    must_coordinate(request, village)
    held = complaints_address(village, today)
    initial = {"office": held.office, "where": held.where, "phone": held.phone} if held else {}
    form = ComplaintsForm(request.POST or None, initial=initial, label_suffix="")

    def save(given: dict[str, Any]) -> None:
        put_complaints_address(village, by=asker(request), on=today, **given)

    context = frame(request, village, "office:complaints")
    return fill(
        request,
        form,
        save,
        heading=_("Address for complaints"),
        act=_("Save the address"),
        done=_("The address is saved; it stands on every print for households."),
        back=reverse("office:complaints"),
        trail=[(_("Data protection"), reverse("office:purposes"))],
        lead=_(
            "Here a household turns to when it does not want to speak to the team. It stands on "
            "the household's print, on letters, on the notice of purposes and on posted lists."
        ),
        **context,
    )
