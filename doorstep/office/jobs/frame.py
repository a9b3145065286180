"""What every screen about jobs begins with: the coordinator of the village, alone."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from doorstep.kit import clock
from doorstep.office.doors import must_coordinate, village_of
from doorstep.people.models import Place


def jobs_place(request: HttpRequest) -> Place:
    """The village, where the account coordinates it; else NotVisible."""
    place = village_of(request)
    must_coordinate(request, place)
    return place


def frame(place: Place, current: str, **more: Any) -> dict[str, Any]:
    """For a list: the place, today and the tabs with the one that is current."""
    tabs = [
        (_("Offers"), reverse("office:jobs")),
        (_("Wishes for work"), reverse("office:job-wishes")),
        (_("Placements"), reverse("office:job-placements")),
    ]
    return {
        "place": place,
        "today": clock.today(),
        "tabs": tabs,
        "tab": reverse(current),
        **more,
    }


def above_jobs() -> list[tuple[str, str]]:
    """The way back to the offers."""
    return [(pgettext("menu", "Jobs"), reverse("office:jobs"))]


def above_wishes() -> list[tuple[str, str]]:
    """The way back to the wishes."""
    return [*above_jobs(), (_("Wishes for work"), reverse("office:job-wishes"))]


def above_placements() -> list[tuple[str, str]]:
    """The way back to the placements."""
    return [*above_jobs(), (_("Placements"), reverse("office:job-placements"))]
