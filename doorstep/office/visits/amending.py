"""Correcting a visit: the former record stays, marked as replaced."""

import uuid
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible, Refused
from doorstep.office.doors import asker, screen
from doorstep.office.notices import say_done
from doorstep.office.visits import fields as own
from doorstep.office.visits.recording import helper_of_form, services_of_day, who_goes
from doorstep.people.models import Helper
from doorstep.register.queries import (
    get_whole_household_for,
)
from doorstep.visits.actions import amend_visit
from doorstep.visits.models import Visit
from doorstep.visits.queries import get_visit_for


@screen
def visit_amend(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Corrects a visit: the former record stays, marked as replaced, and counts nowhere."""
    account, today = asker(request), clock.today()
    visit = get_visit_for(account, visit_id, today)
    household = get_whole_household_for(account, visit.household_id, today)
    own_helper, helpers = who_goes(account, household, today)
    if not may_amend(visit, own_helper, coordinates=bool(helpers)):
        raise NotVisible
    sent = request.POST if request.method == "POST" else None
    known = {value for _name, rows in helpers for value, _label in rows}
    if helpers and str(visit.helper_id) not in known:  # who was there has left the team since
        helpers.append((_("As recorded"), [(str(visit.helper_id), visit.helper.name)]))
    form = own.VisitFields(
        sent,
        household=household,
        services=services_of_day(household, visit.on, sent),
        helpers=helpers,
        initial=_recorded(visit),
    )
    if sent is not None and form.is_valid():
        try:
            amended, is_new = amend_visit(
                visit, by=account, today=today, **_amended(form, visit), **form.visit_values()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            words = _("The visit is corrected. The former record stays, and counts nowhere.")
            say_done(request, words if is_new else _("This correction is recorded already."))
            return redirect("office:visit", amended.pk)
    context = {
        "place": household.village,
        "household": household,
        "visit": visit,
        "today": today,
        "form": form,
        "back": reverse("office:visit", args=[visit.pk]),
    }
    status = 422 if form.is_bound else 200
    return render(request, "office/visits/amend.html", context, status=status)


def may_amend(visit: Visit, helper: Helper | None, *, coordinates: bool) -> bool:
    """The coordinator, and the helper who was there."""
    return coordinates or (helper is not None and visit.helper_id == helper.pk)


def _recorded(visit: Visit) -> dict[str, Any]:
    ticked = list(visit.services.values_list("service", flat=True))
    names = ("on", "part_of_day", "mode", "result", "note", "next_on")
    return {name: getattr(visit, name) for name in names} | {
        "id": uuid.uuid4(),
        "helper": str(visit.helper_id),
        "services": [own.NO_CHANGE, *ticked] if visit.no_change else ticked,
    }


def _amended(form: own.VisitFields, visit: Visit) -> dict[str, Any]:
    """The helper, where a coordinator may choose another."""
    return {"helper": helper_of_form(form, visit.helper)}
