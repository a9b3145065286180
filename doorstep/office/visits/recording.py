"""Recording a visit, and correcting one."""

import uuid
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from doorstep.categories.queries import shown_category
from doorstep.kit import clock
from doorstep.kit.errors import NotVisible, Refused
from doorstep.method.choices import CadenceKind
from doorstep.method.models import Service
from doorstep.method.queries import NoMethodAdopted, services_of, version_at
from doorstep.needs.choices import NeedState
from doorstep.needs.models import Need
from doorstep.needs.queries import needs_of
from doorstep.office.doors import asker, screen
from doorstep.office.households.pages import title_of
from doorstep.office.notices import say_done
from doorstep.office.visits import forms as own
from doorstep.office.wording import short_day_text
from doorstep.pairing.queries import pairs_of
from doorstep.people.choices import Role
from doorstep.people.models import Account, Helper
from doorstep.people.queries import has_role, helper_of, helpers_at, scope_of
from doorstep.register.models import Household
from doorstep.register.queries import (
    away_until,
    get_whole_household_for,
    households_seen_whole,
    members_of,
)
from doorstep.visits.actions import amend_visit, record_visit
from doorstep.visits.models import Visit
from doorstep.visits.queries import duties_of, get_visit_for


@screen
def visit_new(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """The visit form. Sent twice it records once: the form carries the visit's number."""
    account, today = asker(request), clock.today()
    household = get_whole_household_for(account, household_id, today)
    own_helper, helpers = _who(account, household, today)
    sent = request.POST if request.method == "POST" else None
    form = own.VisitForm(
        sent,
        household=household,
        services=_services(household, today, sent),
        helpers=helpers,
        needs=_needs(account, household, today, sent),
        members=members_of(household, today),
        initial=own.first_values(today, duty=request.GET.get("duty", ""), helpers=helpers),
    )
    if sent is not None and form.is_valid():
        try:
            visit, is_new = record_visit(
                household=household,
                helper=_helper(form, own_helper),
                by=account,
                today=today,
                needs_raised=form.needs_raised(),
                needs_closed=form.needs_closed(),
                changes=form.changes(),
                **form.visit_values(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say_done(request, _said(household, is_new=is_new))
            return redirect(_next_page(account, visit, today))
    context = {
        "place": household.village,
        "household": household,
        "heading": title_of(household),
        "sub": _sub(household, today),
        "today": today,
        "form": form,
        "away_until": away_until(household, today),
        "asks_changes": _asks_changes(household, today),
    }
    status = 422 if form.is_bound else 200
    return render(request, "office/visits/form.html", context, status=status)


@screen
def visit_amend(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Corrects a visit: the former record stays, marked as replaced, and counts nowhere."""
    account, today = asker(request), clock.today()
    visit = get_visit_for(account, visit_id, today)
    household = get_whole_household_for(account, visit.household_id, today)
    own_helper, helpers = _who(account, household, today)
    if not may_amend(visit, own_helper, coordinates=bool(helpers)):
        raise NotVisible
    sent = request.POST if request.method == "POST" else None
    known = {value for _name, rows in helpers for value, _label in rows}
    if helpers and str(visit.helper_id) not in known:  # who was there has left the team since
        helpers.append((_("As recorded"), [(str(visit.helper_id), visit.helper.name)]))
    form = own.VisitFields(
        sent,
        household=household,
        services=_services(household, visit.on, sent),
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


def may_record(account: Account, household: Household, today: date) -> bool:
    """A helper of the village's team, or its coordinator."""
    helper = helper_of(account, today)
    return has_role(account, Role.COORDINATOR, household.village, today) or (
        helper is not None and helper.team.place_id == household.village_id
    )


def may_amend(visit: Visit, helper: Helper | None, *, coordinates: bool) -> bool:
    """The coordinator, and the helper who was there."""
    return coordinates or (helper is not None and visit.helper_id == helper.pk)


def _who(
    account: Account, household: Household, today: date
) -> tuple[Helper | None, own.HelperChoices]:
    """The helper who is signed in; for a coordinator the helpers to choose among."""
    helper = helper_of(account, today)
    if helper is not None and helper.team.place_id != household.village_id:
        helper = None
    if has_role(account, Role.COORDINATOR, household.village, today):
        paired = [pair.helper for pair in pairs_of(household, today)]
        team = list(helpers_at(household.village, today).order_by("name", "pk"))
        return helper, own.helper_choices(paired, team)
    if helper is None:
        raise NotVisible
    return helper, []


def _helper(form: own.VisitFields, signed_in: Helper | None) -> Helper:
    chosen = form.cleaned_data.get("helper")
    if chosen:
        return Helper.objects.get(pk=chosen)
    if signed_in is None:
        raise NotVisible
    return signed_in


def _next_page(account: Account, visit: Visit, today: date) -> str:
    """The visit; the list where settling a need ended this helper's sight of the household."""
    seen = households_seen_whole(account, today).filter(pk=visit.household_id)
    if seen.exists():
        return reverse("office:visit", args=[visit.pk])
    return reverse("office:visits")


def _services(household: Household, day: date, sent: QueryDict | None) -> list[Service]:
    """The catalogue of the day the visit is dated to, the household's own first."""
    if sent is not None:
        day = _day(sent) or day
    try:
        version = version_at(household.village, day)
    except NoMethodAdopted:  # a day before the first method: the action says so
        version = version_at(household.village, clock.today())
    kind = shown_category(Household.objects.filter(pk=household.pk), clock.today())
    return own.in_order(services_of(version), kind.values_list("shown_kind", flat=True).get())


def _day(sent: QueryDict) -> date | None:
    try:
        return parse_date(sent.get("on", ""))
    except ValueError:
        return None


def _needs(
    account: Account, household: Household, today: date, sent: QueryDict | None
) -> list[Need]:
    """The live needs; of a form that is sent also those it ticks, closed since or not: the same
    form sent twice then says the same."""
    live = Q(state=NeedState.OPEN)
    if sent is not None:
        names = [name.removeprefix("done_") for name in sent if name.startswith("done_")]
        live |= Q(pk__in=[pk for name in names if (pk := _uuid(name))])
    return list(needs_of(account, household, today).filter(live))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _said(household: Household, *, is_new: bool) -> str:
    words = {"name": title_of(household)}
    if is_new:
        return _("The visit is recorded: %(name)s.") % words
    return _("This visit was recorded already; it counts once: %(name)s.") % words


def _sub(household: Household, today: date) -> str:
    last = household.visits.filter(is_void=False, on__lte=today).order_by("-on", "pk").first()
    said = ""
    if last is not None:
        said = _("last %(day)s, %(mode)s") % {
            "day": short_day_text(last.on),
            "mode": last.get_mode_display(),
        }
    parts = [household.code, household.group and household.group.name, household.best_time, said]
    return " · ".join(str(part) for part in parts if part)


def _asks_changes(household: Household, today: date) -> bool:
    """What has changed is asked once a month: whether this month's visit is still to come."""
    duties = duties_of(scope_of(household.village), [household.pk], today)[household.pk]
    return any(one.duty == CadenceKind.ON_SITE and one.is_left for one in duties)


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
    return {"helper": _helper(form, visit.helper)}
