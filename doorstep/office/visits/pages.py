"""One visit; and a helper's weekly report, which is written from the visits."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from doorstep.kit import clock
from doorstep.kit.errors import Refused
from doorstep.kit.weeks import Week
from doorstep.method.queries import version_at
from doorstep.needs.queries import needs_for
from doorstep.office.doors import asker, screen
from doorstep.office.households.pages import title_of
from doorstep.office.notices import say_done
from doorstep.office.visits.amending import may_amend
from doorstep.office.visits.forms import NoteForm
from doorstep.office.visits.listing import week_of, with_services
from doorstep.office.wording import day_week_text, span_text, week_text
from doorstep.people.choices import Role
from doorstep.people.models import Helper
from doorstep.people.queries import get_helper_for, has_role, helper_of
from doorstep.register.queries import get_whole_household_for, households_seen_whole
from doorstep.sync.queries import given_up_among
from doorstep.visits.actions import write_weekly_note
from doorstep.visits.models import Visit
from doorstep.visits.queries import (
    answers_told,
    get_visit_for,
    likely_doubles,
    needs_at,
    service_names,
    weekly_report,
)


@screen
def visit(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """What was seen and done, what followed from it, and what it replaced."""
    account, today = asker(request), clock.today()
    visit = get_visit_for(account, visit_id, today)
    household = get_whole_household_for(account, visit.household_id, today)
    village = household.village
    coordinates = has_role(account, Role.COORDINATOR, village, today)
    may = may_amend(visit, helper_of(account, today), coordinates=coordinates)
    [(_visit, services, _same)] = with_services([visit], village, today)
    seen = needs_for(account, today)
    context = {
        "place": village,
        "today": today,
        "visit": visit,
        "household": household,
        "heading": title_of(household),
        "sub": " · ".join(
            part
            for part in (
                household.code,
                day_week_text(visit.on),
                visit.get_part_of_day_display(),
                visit.get_mode_display(),
            )
            if part
        ),
        "services": services,
        "answers": answers_told([visit], visit.household.village)[visit],
        "needs": seen.filter(pk__in=needs_at(visit).values("pk")).select_related("owner"),
        "doubles": _doubles(request, visit, may=may) if not visit.is_void else [],
        "joined": visit.joined.all(),
        "was_given_up": bool(given_up_among([visit])),
        "replaced_by": visit.amended_by.first(),
        "may_amend": may and not visit.is_void,
        "may_part": may,
    }
    return render(request, "office/visits/visit.html", context)


def _doubles(request: HttpRequest, visit: Visit, *, may: bool) -> list[tuple[Visit, str, bool]]:
    """(other record, its services, whether the reader may join the two)."""
    account, today = asker(request), clock.today()
    village = visit.household.village
    coordinates = has_role(account, Role.COORDINATOR, village, today)
    helper = helper_of(account, today)
    return [
        (other, given, may and may_amend(other, helper, coordinates=coordinates))
        for other, given, _same in with_services(likely_doubles(visit), village, today)
    ]


@screen
def report(request: HttpRequest, helper_id: UUID, week: str) -> HttpResponse:
    """The report of one week, with the one note that a person adds."""
    account, today = asker(request), clock.today()
    helper = get_helper_for(account, helper_id, today)
    the_week = week_of(week, today)
    context = _report(request, helper, the_week)
    form = NoteForm(request.POST or None, initial={"text": context["report"].note})
    if request.method == "POST" and form.is_valid():
        try:
            write_weekly_note(
                helper, the_week, text=form.cleaned_data["text"], by=account, on=today
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say_done(request, _("The note stands in the report."))
            return redirect("office:report", helper.pk, str(the_week))
    later = the_week.shift(1)
    context |= {
        "form": form,
        "earlier": the_week.shift(-1) if the_week.start_on > helper.start_on else None,
        "later": later if later <= Week.of(today) else None,
    }
    status = 422 if form.is_bound else 200
    return render(request, "office/visits/report.html", context, status=status)


@screen
def report_print(request: HttpRequest, helper_id: UUID, week: str) -> HttpResponse:
    """The report on one sheet; households by code alone."""
    account, today = asker(request), clock.today()
    helper = get_helper_for(account, helper_id, today)
    context = _report(request, helper, week_of(week, today))
    return render(request, "office/visits/report_print.html", context)


def _report(request: HttpRequest, helper: Helper, week: Week) -> dict[str, Any]:
    account, today = asker(request), clock.today()
    village = helper.team.place
    report = weekly_report(helper, week)
    names = service_names(version_at(village, today), [key for key, _count in report.services])
    ids = {visit.household_id for visit in report.visits}
    ids |= {need.household_id for need in (*report.needs_raised, *report.needs_closed)} - {None}  # type: ignore[arg-type]
    seen = households_seen_whole(account, today).filter(pk__in=ids)
    return {
        "place": village,
        "today": today,
        "helper": helper,
        "week": week,
        "sub": f"{week_text(week)} · {span_text(week.start_on, week.end_on)}",
        "report": report,
        "visits": with_services(report.visits, village, today),
        "services": [(names[key], count) for key, count in report.services],
        "seen": set(seen.values_list("pk", flat=True)),
    }
