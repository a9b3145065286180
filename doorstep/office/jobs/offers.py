"""Offers of work: the list, one with whom it fits, a new one, changing and closing."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstep.jobs import actions
from doorstep.jobs.models import JobOffer
from doorstep.jobs.queries import (
    get_offer_for,
    offer_fields,
    offer_lines,
    state_of,
    taken_places,
    tellings_for,
    wishes_for_offer,
)
from doorstep.jobs.rules import mark_of
from doorstep.kit import clock
from doorstep.office.doors import asker, screen
from doorstep.office.filling import do, fill
from doorstep.office.jobs.forms import OfferForm
from doorstep.office.jobs.frame import above_jobs, frame, jobs_place
from doorstep.office.jobs.wording import craft_words, wage_words

PAGE = 50
OPEN_DAYS = 30
YUAN = ("wage", "wage_most")


@screen
def jobs(request: HttpRequest) -> HttpResponse:
    """The offers to the village, the open ones on top."""
    place, today = jobs_place(request), clock.today()
    lines = offer_lines(asker(request), place, today)
    page = Paginator(lines, PAGE).get_page(request.GET.get("page"))
    listed = [(line, wage_words(line.offer)) for line in page.object_list]
    context = frame(place, "office:jobs", page=page, lines=listed)
    return render(request, "office/jobs/list.html", context)


@screen
def job_offer(request: HttpRequest, job_offer_id: UUID) -> HttpResponse:
    """One offer: who was told, and whose wish it fits, the nearest first."""
    account, today = asker(request), clock.today()
    offer = get_offer_for(account, job_offer_id, today)
    taken = taken_places([offer], today)[offer.pk]
    matches = wishes_for_offer(account, offer, today)
    context = {
        "place": offer.place,
        "today": today,
        "offer": offer,
        "state": state_of(offer, taken, today),
        "taken": taken,
        "left": max(0, offer.places - taken),
        "crafts": craft_words(offer.crafts),
        "wage": wage_words(offer),
        "told": tellings_for(account, today).filter(offer=offer),
        "fitting": [line for line in matches if line.fits],
        "others": [line for line in matches if not line.fits],
        "steps": above_jobs(),
    }
    return render(request, "office/jobs/offer.html", context)


@screen
def job_offer_new(request: HttpRequest) -> HttpResponse:
    """An offer as an employer told it."""
    place, today = jobs_place(request), clock.today()
    initial = {"kind": "temporary", "open_until": today + timedelta(days=OPEN_DAYS)}
    form = OfferForm(request.POST or None, initial=initial)
    return fill(
        request,
        form,
        lambda given: actions.enter_job_offer(place, form.told(), by=asker(request), on=today),
        heading=_("New offer"),
        lead=_("As the employer told it; it names nobody of the village."),
        act=_("Enter the offer"),
        done=_("The offer is entered. Next: whom it fits."),
        back=reverse("office:jobs"),
        trail=above_jobs(),
        place=place,
    )


@screen
def job_offer_change(request: HttpRequest, job_offer_id: UUID) -> HttpResponse:
    """Mends an offer."""
    offer, today = get_offer_for(asker(request), job_offer_id, clock.today()), clock.today()
    form = OfferForm(request.POST or None, initial=_values_of(offer))
    return fill(
        request,
        form,
        lambda given: actions.change_job_offer(
            offer, form.told(), seen=given["seen"], by=asker(request), on=today
        ),
        heading=_("Change the offer"),
        act=_("Save the changes"),
        done=_("The offer is changed."),
        **beside(offer),
    )


@screen
@require_POST
def job_offer_close(request: HttpRequest, job_offer_id: UUID) -> HttpResponse:
    """Nobody is told of it any more."""
    offer, today = get_offer_for(asker(request), job_offer_id, clock.today()), clock.today()
    return do(
        request,
        lambda: actions.close_job_offer(offer, by=asker(request), on=today),
        done=_("The offer is closed."),
        back=reverse("office:job-offer", args=[offer.pk]),
    )


def beside(offer: JobOffer) -> dict[str, Any]:
    """For a form about an offer: place, way back, pages above."""
    page = reverse("office:job-offer", args=[offer.pk])
    return {"back": page, "trail": [*above_jobs(), (str(offer), page)], "place": offer.place}


def _values_of(offer: JobOffer) -> dict[str, Any]:
    told = offer_fields(offer)
    values: dict[str, Any] = asdict(told) | {"seen": mark_of(told)}
    for name in YUAN:
        fen = values[name]
        values[name] = "" if fen is None else f"{fen // 100}.{fen % 100:02}"
    return values
