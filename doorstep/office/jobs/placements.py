"""Placements with the wages that were reported: for the coordinator alone, to nobody above."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from doorstep.jobs import actions
from doorstep.jobs.queries import (
    get_job_placement_for,
    get_wage_for,
    job_placements_for,
    placement_lines,
)
from doorstep.kit import clock
from doorstep.needs.actions import end_placement
from doorstep.needs.models import Placement
from doorstep.office.doors import asker, screen
from doorstep.office.filling import fill
from doorstep.office.jobs.frame import above_placements, frame, jobs_place
from doorstep.office.jobs.wage_forms import CorrectWageForm, EndForm, WageForm

PAGE = 50


@screen
def job_placements(request: HttpRequest) -> HttpResponse:
    """Who of the village was placed in work, the latest first."""
    place, today = jobs_place(request), clock.today()
    rows = job_placements_for(asker(request), today).filter(household__village=place)
    page = Paginator(rows.order_by("-start_on", "household__code", "pk"), PAGE).get_page(
        request.GET.get("page")
    )
    lines = placement_lines(page.object_list, today)
    context = frame(place, "office:job-placements", page=page, lines=lines)
    return render(request, "office/jobs/placements.html", context)


@screen
def job_placement(request: HttpRequest, job_placement_id: UUID) -> HttpResponse:
    """One placement: the offer it came of, and every report of its wage."""
    account, today = asker(request), clock.today()
    placement = get_job_placement_for(account, job_placement_id, today)
    (line,) = placement_lines([placement], today)
    reports = placement.wage_reports.select_related("by", "need", "corrected_by")
    context = {
        "place": placement.household.village,
        "today": today,
        "placement": placement,
        "hire": getattr(placement, "hire", None),
        "line": line,
        "reports": [(one, hasattr(one, "corrected_by")) for one in reports],
        "steps": above_placements(),
    }
    return render(request, "office/jobs/placement.html", context)


@screen
def job_placement_end(request: HttpRequest, job_placement_id: UUID) -> HttpResponse:
    """The work was over on a day."""
    placement, today = _placement(request, job_placement_id), clock.today()
    return fill(
        request,
        EndForm(request.POST or None, today=today, initial={"on": today}),
        lambda given: end_placement(placement, by=asker(request), **given),
        heading=_("The work is over"),
        lead=_("Before the day by which the offer ends, the place is free for another."),
        act=_("Record it"),
        done=_("The work is recorded as ended."),
        **_beside(placement),
    )


@screen
def job_wage(request: HttpRequest, job_placement_id: UUID) -> HttpResponse:
    """What was said of the wage."""
    placement, today = _placement(request, job_placement_id), clock.today()
    return fill(
        request,
        WageForm(request.POST or None, initial={"state": "paid", "said_on": today}),
        lambda given: actions.report_wage(placement, by=asker(request), on=today, **given),
        heading=_("Record what was said of the wage"),
        lead=_("It is their own money: nobody but the village's coordinator reads it. Not paid: a "
               "need is raised, so that somebody sees to it."),
        act=_("Record it"),
        done=_("It is on record."),
        **_beside(placement),
    )  # fmt: skip


@screen
def job_wage_correct(request: HttpRequest, wage_report_id: UUID) -> HttpResponse:
    """A report was wrong: a new row takes its place."""
    today = clock.today()
    report = get_wage_for(asker(request), wage_report_id, today)
    initial = {"state": report.state, "said_by": report.said_by, "said_on": today}
    return fill(
        request,
        CorrectWageForm(request.POST or None, initial=initial),
        lambda given: actions.correct_wage(report, by=asker(request), on=today, **given),
        heading=_("Correct the report"),
        lead=_("The former report stays on record."),
        act=_("Record the correction"),
        done=_("The correction is on record."),
        **_beside(report.placement),
    )


def _placement(request: HttpRequest, placement_id: UUID) -> Placement:
    return get_job_placement_for(asker(request), placement_id, clock.today())


def _beside(placement: Placement) -> dict[str, Any]:
    page = reverse("office:job-placement", args=[placement.pk])
    words = f"{placement.household.code} {placement.member.name}"
    return {
        "sub": f"{words} · {placement.employer}",
        "back": page,
        "trail": [*above_placements(), (words, page)],
        "place": placement.household.village,
    }
