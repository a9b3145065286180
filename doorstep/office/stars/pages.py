"""Stars: what is under way, what is held and ends soon, and the criteria."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from doorstep.kit import clock
from doorstep.office.doors import asker, screen
from doorstep.office.stars.doors import name_of, star_place
from doorstep.people.choices import PlaceKind
from doorstep.people.models import Account, Place
from doorstep.people.queries import villages_below, villages_for
from doorstep.register.choices import ConsentPurpose
from doorstep.register.queries import consenting, with_head
from doorstep.stars.models import Star
from doorstep.stars.queries import (
    ending_soon,
    publishes_at,
    records_for,
    sets_at,
    shown_stars,
    star_applications_for,
    star_lines,
    star_reach,
    stars_for,
)

PAGE = 50


@screen
def stars(request: HttpRequest) -> HttpResponse:
    """What is under way, what is held and what ends soon, and the criteria; a helper finds the
    criteria and what is shown to all."""
    account, today, place = asker(request), clock.today(), star_place(request)
    reach = star_reach(account, today)
    is_village = place.kind == PlaceKind.VILLAGE
    reads = place.pk in (reach.read if is_village else reach.towns)
    shown = shown_stars(villages_below(place), today)
    in_team = villages_for(account, today).filter(pk=place.pk).exists()
    if not (is_village and (reads or in_team)):  # whose household holds one is told in the village
        shown = shown.of_villages()
    page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    opens = star_applications_for(account, today).filter(star__in=[one.pk for one in page])
    above = place.parent if is_village and place.parent is not None else None
    context = {
        "place": place,
        "today": today,
        "reads": reads,
        "records": records_for(account, place, today),
        "publishes": publishes_at(account, place, today),
        "lines": [(one, name_of(one.application)) for one in star_lines(account, place, today)],
        "ending": ending_soon(account, place, today) if reads else [],
        "hidden": _hidden(account, place, shown) if reads and is_village else 0,
        "page": page,
        "held": _with_names(list(page.object_list)),
        "opened": set(opens.values_list("pk", flat=True)),
        "sets": sets_at(place, today),
        "town_sets": sets_at(above, today) if above else [],
        "is_village": is_village,
        "can_post": records_for(account, place, today) and is_village,
    }
    return render(request, "office/stars/list.html", context)


def _with_names(listed: list[Star]) -> list[tuple[Star, str]]:
    """Each star with the name of the head, who agrees to be shown, or "" for a village."""
    keys = [one.application.household_id for one in listed if one.application.household_id]
    rows = with_head(consenting(ConsentPurpose.STAR, clock.today()).filter(pk__in=keys))
    names = dict(rows.values_list("pk", "head_name"))
    return [(one, names.get(one.application.household_id) or "") for one in listed]


def _hidden(account: Account, place: Place, shown: QuerySet[Star]) -> int:
    """How many stars of the village are held without being shown."""
    today = clock.today()
    mine = stars_for(account, today).held_on(today).of_households()
    return mine.filter(application__place=place).exclude(pk__in=shown.values("pk")).count()
