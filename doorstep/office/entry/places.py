"""The places in an administrator's care: villages that nobody coordinates, and one more place."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from doorstep.entry.queries import administered_places
from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.office.doors import asker, screen
from doorstep.office.entry.forms import PlaceForm
from doorstep.office.filling import fill
from doorstep.people.choices import PlaceKind, Role
from doorstep.people.models import Account, AccountRole, Place, live_on
from doorstep.sync.actions import add_place

MOST_SHOWN = 20  # villages told of without a coordinator; the others follow as these are settled


@screen
def place_new(request: HttpRequest) -> HttpResponse:
    """Adds a town or a village below a place that the account administers."""
    account, today = asker(request), clock.today()
    above = places_above(account, today)
    if not above:
        raise NotVisible
    form = PlaceForm(request.POST or None, above=above)

    def save(given: dict[str, Any]) -> None:
        add_place(**given | {"kind": PlaceKind(given["kind"])}, by=account, on=today)

    return fill(
        request,
        form,
        save,
        heading=_("Add a place"),
        act=_("Add it"),
        done=_("The place is added. Invite its coordinator next, who brings in its ledger."),
        back=reverse("office:people"),
        trail=[(_("People"), reverse("office:people"))],
    )


def places_above(account: Account, on: date) -> QuerySet[Place]:
    """The administered places below which another one can be added, from the largest down."""
    found = administered_places(account, on).exclude(kind=PlaceKind.VILLAGE)
    return found.order_by("kind", "code")


def next_steps(account: Account, on: date) -> dict[str, Any]:
    """For the screen People: what an administrator does before anybody can work."""
    administered = administered_places(account, on)
    villages = administered.filter(kind=PlaceKind.VILLAGE)
    held = AccountRole.objects.filter(
        live_on(on), role=Role.COORDINATOR, account__is_active=True
    ).values("place")
    led = Q(pk__in=held) | Q(parent__in=held) | Q(parent__parent__in=held)
    return {
        "adds_places": places_above(account, on).exists(),
        "lacks_village": administered.exists() and not villages.exists(),
        "unled": list(villages.exclude(led).order_by("code")[:MOST_SHOWN]),
    }
