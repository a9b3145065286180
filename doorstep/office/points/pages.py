"""The village's points on one page: rules, shop, who takes part, what waits for an answer."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from doorstep.kit import clock
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.filling import do, fill
from doorstep.office.points.forms import SchemeForm
from doorstep.office.points.frame import above_points, own_scheme
from doorstep.people.choices import Duty, Role
from doorstep.people.queries import has_duty, has_role
from doorstep.points import actions
from doorstep.points.queries import open_disputes_at, people_for, scheme_now, shelf_of

PAGE = 50


@screen
def points(request: HttpRequest) -> HttpResponse:
    """What a village gives points for, what they buy, who takes part, by code."""
    account, today, village = asker(request), clock.today(), village_of(request)
    now = scheme_now(village, today)
    people = people_for(account, today).filter(household__village=village)
    coordinates = has_role(account, Role.COORDINATOR, village, today)
    answers = coordinates or has_duty(account, Duty.DECIDES_CATEGORIES, village, today)
    context: dict[str, Any] = {
        "place": village,
        "today": today,
        "now": now,
        "coordinates": coordinates,
        "answers": answers,
        "disputes": open_disputes_at(account, village, today) if answers else (),
        "page": Paginator(people, PAGE).get_page(request.GET.get("page")),
    }
    if now is not None:
        context |= {
            "rules": now.card.rules.all() if now.card else (),
            "shelf": shelf_of(now.scheme, today),
        }
    return render(request, "office/points/points.html", context)


@screen
def points_begin(request: HttpRequest) -> HttpResponse:
    """A scheme of the village, with a card to be drafted, voted and hung up."""
    account, today, village = asker(request), clock.today(), village_of(request)
    must_coordinate(request, village)
    return fill(
        request,
        SchemeForm(request.POST or None),
        lambda given: actions.begin_point_scheme(village, by=account, on=today, **given),
        heading=_("Begin a points scheme"),
        lead=_(
            "Everybody takes part by own word alone, points are only given, nobody is ranked, and "
            "nothing that somebody is due depends on them. Rules are voted at a meeting and hang "
            "where all read them."
        ),
        act=pgettext("points", "Begin it"),
        done=_("The scheme is there. Write its rules, then let a meeting vote on them."),
        back=reverse("office:points"),
        trail=above_points(),
        place=village,
    )


@screen
def points_end(request: HttpRequest) -> HttpResponse:
    """Ends the scheme; what people were given stays on record for them."""
    scheme, account, today = own_scheme(request), asker(request), clock.today()
    if request.method == "POST":
        return do(
            request,
            lambda: actions.end_point_scheme(scheme, by=account, on=today),
            done=_("The scheme is ended."),
            back=reverse("office:points"),
        )
    context = {"place": scheme.place, "scheme": scheme, "steps": above_points()}
    return render(request, "office/points/end.html", context)
