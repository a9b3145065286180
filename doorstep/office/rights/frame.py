"""The head of the pages on data protection: their tabs, as far as the account may open them."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.office.doors import asker
from doorstep.people.choices import Duty, Role
from doorstep.people.models import Place
from doorstep.people.queries import has_duty, has_role


def frame(request: HttpRequest, village: Place, tab: str) -> dict[str, Any]:
    """What the head of each page needs: place, tabs, whether the account coordinates there."""
    account, today = asker(request), clock.today()
    coordinates = has_role(account, Role.COORDINATOR, village, today)
    names = {"office:purposes": _("Purposes and retention")}
    if coordinates or has_duty(account, Duty.DECIDES_CATEGORIES, village, today):
        names["office:assessments"] = _("Impact assessment")
    if coordinates:
        names["office:complaints"] = _("Address for complaints")
        names["office:incidents"] = _("Incidents")
        names["office:form-fields"] = _("Fields of the forms")
    return {
        "place": village,
        "today": today,
        "coordinates": coordinates,
        "tabs": [(words, reverse(name)) for name, words in names.items()],
        "tab": reverse(tab),
    }


def must_assess(request: HttpRequest, village: Place) -> None:
    """NotVisible unless the account coordinates the village or decides its categories today."""
    account, today = asker(request), clock.today()
    if not (
        has_role(account, Role.COORDINATOR, village, today)
        or has_duty(account, Duty.DECIDES_CATEGORIES, village, today)
    ):
        raise NotVisible
