"""Recording a visit."""

from datetime import date
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
from doorstep.office.visits import fields as own
from doorstep.office.visits.forms import VisitForm
from doorstep.office.wording import short_day_text
from doorstep.pairing.queries import pairs_of
from doorstep.people.choices import Role
from doorstep.people.models import Account, Helper
from doorstep.people.queries import has_role, helper_at, helpers_at, scope_of
from doorstep.register.models import Household
from doorstep.register.queries import (
    away_until,
    get_whole_household_for,
    households_seen_whole,
    members_of,
)
from doorstep.visits.actions import record_visit
from doorstep.visits.models import Visit
from doorstep.visits.queries import duties_of


@screen
def visit_new(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """The visit form. Sent twice it records once: the form carries the visit's number."""
    account, today = asker(request), clock.today()
    household = get_whole_household_for(account, household_id, today)
    own_helper, helpers = who_goes(account, household, today)
    sent = request.POST if request.method == "POST" else None
    form = VisitForm(
        sent,
        household=household,
        services=services_of_day(household, today, sent),
        helpers=helpers,
        needs=_needs(account, household, today, sent),
        members=members_of(household, today),
        initial=own.first_values(today, duty=request.GET.get("duty", ""), helpers=helpers),
    )
    if sent is not None and form.is_valid():
        try:
            visit, is_new = record_visit(
                household=household,
                helper=helper_of_form(form, own_helper),
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


def who_goes(
    account: Account, household: Household, today: date
) -> tuple[Helper | None, own.HelperChoices]:
    """The helper who is signed in; for a coordinator the helpers to choose among."""
    helper = helper_at(account, household.village, today)
    if has_role(account, Role.COORDINATOR, household.village, today):
        paired = [pair.helper for pair in pairs_of(household, today)]
        team = list(helpers_at(household.village, today).order_by("name", "pk"))
        return helper, own.helper_choices(paired, team)
    if helper is None:
        raise NotVisible
    return helper, []


def helper_of_form(form: own.VisitFields, signed_in: Helper | None) -> Helper:
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


def services_of_day(household: Household, day: date, sent: QueryDict | None) -> list[Service]:
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
