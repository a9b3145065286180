"""What every screen about a star begins with."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.office.choosing import offer_places
from doorstep.office.doors import asker, village_of
from doorstep.people.models import Place
from doorstep.register.actions import look_at_household
from doorstep.stars.models import Star, StarApplication
from doorstep.stars.queries import (
    get_star_application_for,
    get_star_for,
    get_star_place,
    may_review,
    records_for,
    star_place_ids,
)


def star_place(request: HttpRequest) -> Place:
    """The place that is asked for, else the village of the other screens, else the first."""
    account, today = asker(request), clock.today()
    offer_places(request, star_place_ids(account, today), page="office:stars")
    asked = request.GET.get("place") or request.POST.get("place")
    if asked:
        return get_star_place(account, asked, today)
    try:
        return get_star_place(account, village_of(request).code, today)
    except NotVisible:
        return get_star_place(account, None, today)


def of_account(request: HttpRequest, star_application_id: UUID) -> StarApplication:
    """An application that the account reads, which its household is told; else NotVisible."""
    account, today = asker(request), clock.today()
    found = get_star_application_for(account, star_application_id, today)
    if found.household is not None:
        look_at_household(found.household, by=account, on=today)
    return found


def recorded(request: HttpRequest, star_application_id: UUID) -> StarApplication:
    """An application whose words the account writes down; else NotVisible."""
    found = of_account(request, star_application_id)
    if not records_for(asker(request), found.place, clock.today()):
        raise NotVisible
    return found


def reviewed(request: HttpRequest, star_application_id: UUID) -> StarApplication:
    """An application that the account may review; else NotVisible."""
    found = of_account(request, star_application_id)
    if not may_review(asker(request), found, clock.today()):
        raise NotVisible
    return found


def star_in_hand(request: HttpRequest, star_id: UUID) -> Star:
    """A star whose plaque and end the account writes down; else NotVisible."""
    account, today = asker(request), clock.today()
    star = get_star_for(account, star_id, today)
    application = star.application
    if not (
        records_for(account, application.place, today) or may_review(account, application, today)
    ):
        raise NotVisible
    return star


def name_of(application: StarApplication) -> str:
    """Who applies: code and name of a household's member, or the village."""
    if application.household is None or application.member is None:
        return str(application.place)
    return f"{application.household.code} {application.member.name}"


def above_stars(place: Place | None) -> list[tuple[str, str]]:
    """The way back to the list of a place; None: to that of the other screens."""
    page = reverse("office:stars")
    return [(_("Stars"), f"{page}?place={place.code}" if place else page)]


def page_of(application: StarApplication) -> str:
    """Where an application stands."""
    return reverse("office:star-application", args=[application.pk])


def beside(application: StarApplication) -> dict[str, Any]:
    """For a form about an application: place, way back, pages above."""
    page = page_of(application)
    return {
        "sub": f"{name_of(application)} · {application.star_set.name}",
        "back": page,
        "trail": [*above_stars(application.place), (name_of(application), page)],
        "place": application.place,
    }
