"""Telling somebody of an offer, what they said, and placing them."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstep.jobs import actions
from doorstep.jobs.models import JobTelling
from doorstep.jobs.queries import get_offer_for, get_telling_for, get_wish_for
from doorstep.kit import clock
from doorstep.office.doors import asker, screen
from doorstep.office.filling import do, fill
from doorstep.office.jobs.frame import above_jobs
from doorstep.office.jobs.wage_forms import AnswerForm, PlaceForm


@screen
@require_POST
def job_tell(request: HttpRequest, job_offer_id: UUID, job_wish_id: UUID) -> HttpResponse:
    """Who has the wish was told of the offer today."""
    account, today = asker(request), clock.today()
    offer = get_offer_for(account, job_offer_id, today)
    wish = get_wish_for(account, job_wish_id, today)
    return do(
        request,
        lambda: actions.tell_job_offer(offer, wish, told_on=today, by=account, on=today),
        done=_("It is on record that they were told. Next: what they say."),
        back=reverse("office:job-offer", args=[offer.pk]),
    )


@screen
def job_answer(request: HttpRequest, job_telling_id: UUID) -> HttpResponse:
    """What they said."""
    telling, today = get_telling_for(asker(request), job_telling_id, clock.today()), clock.today()
    initial = {"answer": telling.answer, "answered_on": today}
    return fill(
        request,
        AnswerForm(request.POST or None, initial=initial),
        lambda given: actions.record_answer(telling, by=asker(request), on=today, **given),
        heading=_("What they said"),
        act=_("Record the answer"),
        done=_("The answer is on record."),
        **_beside(telling),
    )


@screen
def job_place(request: HttpRequest, job_telling_id: UUID) -> HttpResponse:
    """They go there: start and end."""
    telling, today = get_telling_for(asker(request), job_telling_id, clock.today()), clock.today()
    initial = {"start_on": max(today, telling.offer.start_on), "end_on": telling.offer.end_on}
    return fill(
        request,
        PlaceForm(request.POST or None, initial=initial),
        lambda given: actions.place_told(telling, by=asker(request), on=today, **given),
        heading=_("Place them in this work"),
        lead=_("The wish ends with it."),
        act=_("Record the work"),
        done=_("The work is recorded."),
        **_beside(telling),
    )


def _beside(telling: JobTelling) -> dict[str, Any]:
    page = reverse("office:job-offer", args=[telling.offer_id])
    household, member = telling.wish.household, telling.wish.member
    return {
        "sub": f"{household.code} {member.name} · {telling.offer}",
        "back": page,
        "trail": [*above_jobs(), (str(telling.offer), page)],
        "place": telling.offer.place,
    }
