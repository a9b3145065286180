"""What every screen of a station shares: its place, its tabs, what the reader may do there."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from doorstep.office.filling import fill
from doorstep.people.models import Account
from doorstep.stations.models import Station
from doorstep.stations.queries import coordinates_station, is_open_on


def frame_of(account: Account, station: Station, today: date) -> dict[str, Any]:
    """The context of a screen: station, place, tabs, and whether it can be written on."""
    return {
        "place": station.place,
        "station": station,
        "today": today,
        "coordinates": coordinates_station(account, station, today),
        "is_open": is_open_on(station, today),
        "tabs": tabs_of(station),
    }


def tabs_of(station: Station) -> list[tuple[str, str]]:
    """(words, url) of the screens of a station."""
    named = [
        ("office:station", pgettext("station", "Counter")),
        ("office:loans", pgettext("station", "Loans")),
        ("office:stock", pgettext("station", "Stock")),
        ("office:boards-of-station", pgettext("station", "Boards, prices")),
        ("office:station-incidents", pgettext("station", "Log")),
        ("office:station-about", pgettext("station", "Hours, posts, teams")),
    ]
    return [(words, reverse(name, args=[station.pk])) for name, words in named]


def trail_of(station: Station) -> list[tuple[str, str]]:
    """The pages above a form of a station."""
    return [
        (_("Stations"), reverse("office:stations")),
        (station.name, reverse("office:station", args=[station.pk])),
    ]


def fill_at(
    station: Station,
    request: HttpRequest,
    form: forms.Form,
    save: Callable[[dict[str, Any]], Any],
    **more: Any,
) -> HttpResponse:
    """As `office.filling.fill`, for a form of a station: with its place and the pages above."""
    return fill(request, form, save, trail=trail_of(station), place=station.place, **more)
