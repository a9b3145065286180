"""Criteria: one set with its versions, publishing and ending it, and applying by it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.filling import fill
from doorstep.office.stars.doors import above_stars, star_place
from doorstep.office.stars.forms import ApplyForm, EndSetForm, StarSetForm, VillageApplyForm
from doorstep.people.choices import PlaceKind
from doorstep.people.models import Place
from doorstep.register.models import Member
from doorstep.register.queries import households_seen_whole
from doorstep.register.rules import is_of_age
from doorstep.stars import actions
from doorstep.stars.models import StarSet
from doorstep.stars.queries import (
    get_star_set_for,
    is_open_set,
    publishes_at,
    star_place_ids,
    versions_of,
)


@screen
def star_set(request: HttpRequest, star_set_id: UUID) -> HttpResponse:
    """The criteria as everybody reads them, and their other versions."""
    account, today = asker(request), clock.today()
    found = get_star_set_for(account, star_set_id, today)
    village = _coordinated(request)
    own = star_place_ids(account, today)
    is_here = village is not None and found.place_id in (village.pk, village.parent_id)
    context = {
        "place": found.place,
        "today": today,
        "star_set": found,
        "criteria": found.criteria.all(),
        "versions": versions_of(found),
        "is_open": is_open_set(found, today),
        "of_villages": found.place.kind == PlaceKind.TOWN,
        "village": village if is_here else None,
        "publishes": publishes_at(account, found.place, today),
        "steps": above_stars(found.place if found.place_id in own else None),
    }
    return render(request, "office/stars/set.html", context)


@screen
def star_set_new(request: HttpRequest) -> HttpResponse:
    """Publishes criteria, or the next version of some (`?from=`)."""
    account, today, place = asker(request), clock.today(), star_place(request)
    if not publishes_at(account, place, today):
        raise NotVisible
    form = StarSetForm(request.POST or None, initial=_initial(request, place))

    def save(_given: dict[str, Any]) -> None:
        actions.publish_star_set(place, by=account, on=today, **form.values())

    return fill(
        request,
        form,
        save,
        heading=_("Publish criteria"),
        lead=_("Who meets all of them holds the star: there are no levels and no order."),
        act=_("Publish them"),
        done=_("The criteria are published."),
        back=above_stars(place)[0][1],
        trail=above_stars(place),
        place=place,
    )


@screen
def star_set_end(request: HttpRequest, star_set_id: UUID) -> HttpResponse:
    """From when nobody applies by them any more."""
    account, today = asker(request), clock.today()
    found = get_star_set_for(account, star_set_id, today)
    if not publishes_at(account, found.place, today):
        raise NotVisible
    return fill(
        request,
        EndSetForm(request.POST or None, initial={"until_on": today}),
        lambda given: actions.end_star_set(found, by=account, on=today, **given),
        heading=_("Offer it no more"),
        lead=_("What was applied for goes on, and stars hold until their day."),
        act=pgettext("star", "End it"),
        done=_("Nobody applies by these criteria from that day on."),
        sub=found.name,
        back=reverse("office:star-set", args=[found.pk]),
        trail=above_stars(found.place),
        place=found.place,
    )


@screen
def star_apply(request: HttpRequest, star_set_id: UUID) -> HttpResponse:
    """Records what a household of the village asked for, or the village itself."""
    account, today, village = asker(request), clock.today(), village_of(request)
    must_coordinate(request, village)
    found = get_star_set_for(account, star_set_id, today)
    if found.place_id not in (village.pk, village.parent_id):
        raise NotVisible
    initial = {"asked_on": today}
    of_villages = found.place.kind == PlaceKind.TOWN
    form: VillageApplyForm | ApplyForm = (
        VillageApplyForm(request.POST or None, initial=initial)
        if of_villages
        else ApplyForm(request.POST or None, members=_grown(request, village), initial=initial)
    )
    made = []

    def save(given: dict[str, Any]) -> None:
        whose: dict[str, Any] = {"village": village} if of_villages else {}
        made.append(actions.apply_for_star(found, by=account, on=today, **given, **whose))

    page = reverse("office:star-set", args=[found.pk])
    answer = fill(
        request,
        form,
        save,
        heading=_("Record an application"),
        sub=f"{found.name} · {village}" if of_villages else found.name,
        act=_("Record it"),
        done=_("The application is on record; they assess themselves next."),
        back=page,
        trail=[*above_stars(village), (found.name, page)],
        place=village,
    )
    return redirect("office:star-application", made[0].pk) if made else answer


def _grown(request: HttpRequest, village: Place) -> Any:
    today = clock.today()
    seen = households_seen_whole(asker(request), today).filter(village=village)
    rows = Member.objects.filter(household__in=seen.active_on(today).values("pk"), left_on=None)
    small = [
        key
        for key, year in rows.exclude(birth_year=None).values_list("pk", "birth_year")
        if not is_of_age(year, today)
    ]
    grown = rows.exclude(pk__in=small).select_related("household")
    return grown.order_by("household__code", "order", "pk")


def _initial(request: HttpRequest, place: Place) -> dict[str, Any]:
    """A new version begins with what the one before says."""
    initial: dict[str, Any] = {"from_on": clock.today()}
    asked = request.GET.get("from")
    if not asked:
        return initial
    before = StarSet.objects.filter(place=place, name=asked).order_by("-number").first()
    if before is None:
        return initial | {"name": asked[:40]}
    lines = (f"{one.name}: {one.words}" for one in before.criteria.all())
    kept = ("name", "about", "valid_months", "answer_days", "notice_days", "objection_days",
            "again_days")  # fmt: skip
    return initial | {name: getattr(before, name) for name in kept} | {"criteria": "\n".join(lines)}


def _coordinated(request: HttpRequest) -> Place | None:
    try:
        village = village_of(request)
        must_coordinate(request, village)
    except NotVisible:
        return None
    return village
