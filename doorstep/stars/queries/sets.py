"""Published criteria: which hold on a day, and their versions."""

from datetime import date

from django.db.models import Q, QuerySet

from doorstep.people.models import Place
from doorstep.stars.models import StarSet


def open_sets(place: Place, on: date) -> list[StarSet]:
    """The criteria by which one applies at a place on a day: of each name the latest version that
    began, where it has not ended."""
    rows = StarSet.objects.filter(place=place, from_on__lte=on).order_by("name", "-number")
    latest: dict[str, StarSet] = {}
    for row in rows.select_related("place"):
        latest.setdefault(row.name, row)
    return [one for one in latest.values() if one.until_on is None or on < one.until_on]


def is_open_set(star_set: StarSet, on: date) -> bool:
    """Whether one applies by this version on a day."""
    return star_set.pk in {one.pk for one in open_sets(star_set.place, on)}


def versions_of(star_set: StarSet) -> QuerySet[StarSet]:
    """All versions of a name at a place, the latest first."""
    return StarSet.objects.filter(place=star_set.place_id, name=star_set.name).order_by("-number")


def sets_at(place: Place, on: date) -> list[StarSet]:
    """What stands on the list of a place: the criteria that hold, and those that begin later."""
    later = StarSet.objects.filter(Q(until_on=None), place=place, from_on__gt=on)
    return [*open_sets(place, on), *later.select_related("place")]
