"""Two records of one visit are joined, and taken apart again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible, Refused
from doorstep.office.doors import asker, screen
from doorstep.office.filling import do
from doorstep.office.notices import say_done, say_refused
from doorstep.office.visits.amending import may_amend
from doorstep.people.choices import Role
from doorstep.people.queries import has_role, helper_of
from doorstep.visits.actions import NotTheSameVisit, join_visits, part_visits
from doorstep.visits.models import Visit
from doorstep.visits.queries import get_visit_for


@screen
@require_POST
def visit_join(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """This record counts; the one in `other` tells of the same visit."""
    kept = _load(request, visit_id)
    try:
        other = _load(request, UUID(request.POST.get("other", "")))
    except ValueError:
        say_refused(request, str(NotTheSameVisit()))
        return redirect("office:visit", kept.pk)
    try:
        join_visits(kept, other, by=asker(request), on=clock.today())
    except Refused as refused:
        say_refused(request, str(refused))
    else:
        undo = reverse("office:visit-part", args=[other.pk])
        say_done(request, _("One visit, counted once; both records stay."), undo_url=undo)
    return redirect("office:visit", kept.pk)


@screen
@require_POST
def visit_part(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """They were two visits after all: each counts again."""
    visit = _load(request, visit_id)
    return do(
        request,
        lambda: part_visits(visit, by=asker(request), on=clock.today()),
        done=_("Taken apart: the two records count as two visits."),
        back=reverse("office:visit", args=[visit.pk]),
    )


def _load(request: HttpRequest, visit_id: UUID) -> Visit:
    """A visit that the account may correct, and so may say of what it tells."""
    account, today = asker(request), clock.today()
    visit = get_visit_for(account, visit_id, today)
    coordinates = has_role(account, Role.COORDINATOR, visit.household.village, today)
    if not may_amend(visit, helper_of(account, today), coordinates=coordinates):
        raise NotVisible
    return visit
