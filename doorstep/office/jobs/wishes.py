"""Wishes for work: the list, one with what fits it, a new one, asking again and ending."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstep.jobs import actions
from doorstep.jobs.models import JobWish
from doorstep.jobs.queries import get_wish_for, offers_for_wish, standing_wishes, tellings_for
from doorstep.jobs.rules import LEAST_AGE, wish_state
from doorstep.kit import clock
from doorstep.office.doors import asker, screen
from doorstep.office.filling import do, fill
from doorstep.office.jobs.forms import RenewForm, WishForm
from doorstep.office.jobs.frame import above_wishes, frame, jobs_place
from doorstep.office.jobs.wording import craft_words, kind_words
from doorstep.people.models import Account, Place
from doorstep.register.models import Member
from doorstep.register.queries import households_seen_whole

PAGE = 50


@screen
def job_wishes(request: HttpRequest) -> HttpResponse:
    """The wishes of who is there that were not ended, those that lapsed first: they are asked
    again."""
    place, today = jobs_place(request), clock.today()
    rows = standing_wishes(asker(request), place, today)
    page = Paginator(rows.order_by("lapses_on", "household__code", "pk"), PAGE).get_page(
        request.GET.get("page")
    )
    lines = [_line(wish, today) for wish in page.object_list]
    context = frame(place, "office:job-wishes", page=page, lines=lines)
    return render(request, "office/jobs/wishes.html", context)


@screen
def job_wish(request: HttpRequest, job_wish_id: UUID) -> HttpResponse:
    """One wish: what they were told of, and which open offers fit it, the nearest first."""
    account, today = asker(request), clock.today()
    wish = get_wish_for(account, job_wish_id, today)
    line = _line(wish, today)
    matches = offers_for_wish(account, wish, today) if line["state"] == "live" else []
    context = {
        "place": wish.household.village,
        "today": today,
        "told": tellings_for(account, today).filter(wish=wish),
        "fitting": [match for match in matches if match.fits],
        "others": [match for match in matches if not match.fits],
        "steps": above_wishes(),
        **line,
    }
    return render(request, "office/jobs/wish.html", context)


@screen
def job_wish_new(request: HttpRequest) -> HttpResponse:
    """Records what somebody wishes for; `?household=` narrows whom it may be."""
    place, today = jobs_place(request), clock.today()
    form = WishForm(
        request.POST or None,
        members=_members(asker(request), place, request.GET.get("household", ""), today),
        initial={"said_on": today, "from_on": today},
    )
    return fill(
        request,
        form,
        lambda given: actions.say_wish(by=asker(request), on=today, **given),
        heading=_("Record a wish for work"),
        lead=_("What they say themselves. It lapses after half a year, and is asked again then."),
        act=_("Record the wish"),
        done=_("The wish is recorded. Next: which offers fit it."),
        back=reverse("office:job-wishes"),
        trail=above_wishes(),
        place=place,
    )


@screen
def job_wish_renew(request: HttpRequest, job_wish_id: UUID) -> HttpResponse:
    """They were asked again and still wish for it."""
    wish, today = get_wish_for(asker(request), job_wish_id, clock.today()), clock.today()
    return fill(
        request,
        RenewForm(request.POST or None, initial={"asked_on": today}),
        lambda given: actions.renew_wish(wish, by=asker(request), on=today, **given),
        heading=_("Asked again"),
        act=_("They still wish for it"),
        done=_("The wish holds on."),
        **beside(wish),
    )


@screen
@require_POST
def job_wish_end(request: HttpRequest, job_wish_id: UUID) -> HttpResponse:
    """They do not wish for it any more."""
    wish, today = get_wish_for(asker(request), job_wish_id, clock.today()), clock.today()
    return do(
        request,
        lambda: actions.end_wish(wish, by=asker(request), on=today),
        done=_("The wish is ended."),
        back=reverse("office:job-wish", args=[wish.pk]),
    )


def beside(wish: JobWish) -> dict[str, Any]:
    """For a form about a wish: place, way back, pages above."""
    page = reverse("office:job-wish", args=[wish.pk])
    words = f"{wish.household.code} {wish.member.name}"
    return {
        "sub": words,
        "back": page,
        "trail": [*above_wishes(), (words, page)],
        "place": wish.household.village,
    }


def _line(wish: JobWish, today: date) -> dict[str, Any]:
    return {
        "wish": wish,
        "state": wish_state(wish.lapses_on, wish.ended_on, today),
        "crafts": craft_words(wish.crafts),
        "kinds": kind_words(wish.kinds),
    }


def _members(account: Account, place: Place, household: str, today: date) -> QuerySet[Member]:
    """Who is in the village's active households today and may be old enough."""
    seen = households_seen_whole(account, today).filter(village=place).active_on(today)
    if household:
        seen = seen.filter(code=household)
    there = Q(left_on=None) | Q(left_on__gt=today)
    rows = Member.objects.filter(there, household__in=seen.values("pk"), joined_on__lte=today)
    old_enough = rows.filter(birth_year__lte=today.year - LEAST_AGE)
    return old_enough.select_related("household").order_by("household__code", "order", "pk")
