"""Works of the village from request to acceptance, whom they serve, and what paid them. A town has
the counts on its own page, after disclosure control."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from doorstep.jobs.actions import link_works
from doorstep.jobs.queries import joinable, projects_for_works, works_lines
from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.needs.actions import confirm_served, join_works
from doorstep.needs.models import Need
from doorstep.needs.queries import get_need_for
from doorstep.office.doors import asker, must_coordinate, screen, team_screen
from doorstep.office.filling import fill
from doorstep.office.jobs.frame import jobs_place
from doorstep.office.works.forms import JoinForm, ProjectForm, SaysForm
from doorstep.packs.works_list import print_works, set_works
from doorstep.people.models import Place
from doorstep.register.queries import households_seen_whole


@team_screen
def works(request: HttpRequest) -> HttpResponse:
    """Every works of the village, the first due on top."""
    place, today = jobs_place(request), clock.today()
    lines = works_lines(asker(request), place, today)
    context = {
        "place": place,
        "today": today,
        "open_lines": [line for line in lines if line.works.accepted_on is None],
        "accepted_lines": [line for line in lines if line.works.accepted_on is not None],
    }
    return render(request, "office/works/list.html", context)


@team_screen
def works_paper(request: HttpRequest) -> HttpResponse:
    """The list on A4."""
    place, today = jobs_place(request), clock.today()
    made = set_works(print_works(place, works_lines(asker(request), place, today), today))
    answer = HttpResponse(made, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="works-{today}.pdf"'
    return answer


@screen
def works_join(request: HttpRequest, works_id: UUID) -> HttpResponse:
    """The request is for the same works as another one."""
    need, today = _need(request, works_id), clock.today()
    form = JoinForm(request.POST or None, others=joinable(asker(request), need.works, today))
    return fill(
        request,
        form,
        lambda given: join_works(need, given["into"].need, by=asker(request), on=today),
        heading=_("The same works as another request"),
        lead=_("The works are counted once. Each household keeps its own need until it is closed."),
        act=_("They are the same works"),
        done=_("The request goes with the other one."),
        **_beside(need.place, need),
    )


@screen
def works_project(request: HttpRequest, works_id: UUID) -> HttpResponse:
    """The project of money that pays for them."""
    need, today = _need(request, works_id), clock.today()
    form = ProjectForm(request.POST or None, projects=projects_for_works(need.place))
    return fill(
        request,
        form,
        lambda given: link_works(need.works, given["project"], by=asker(request), on=today),
        heading=_("Paid through a project"),
        lead=_("Sources, contracts and wages to local workers stand with the project, under "
               "Money."),
        act=_("It pays for them"),
        done=_("The project stands with the works."),
        **_beside(need.place, need),
    )  # fmt: skip


@screen
def works_served(request: HttpRequest, works_id: UUID, household_id: UUID) -> HttpResponse:
    """What a household that is served says to works that are accepted."""
    need, today = _need(request, works_id), clock.today()
    seen = households_seen_whole(asker(request), today)
    household = get_object_or_404(seen.filter(served_by__need=need), pk=household_id)
    return fill(
        request,
        SaysForm(request.POST or None),
        lambda given: confirm_served(
            need, household, confirmed=given["confirmed"] == "yes", by=asker(request), on=today
        ),
        heading=_("What the household says"),
        act=_("Record the answer"),
        done=_("The household's answer is recorded."),
        sub=household.code,
        **_beside(need.place, need),
    )


def _need(request: HttpRequest, works_id: UUID) -> Need:
    """A need with works of a village that the account coordinates; else NotVisible."""
    need = get_need_for(asker(request), works_id, clock.today())
    must_coordinate(request, need.place)
    if not hasattr(need, "works"):
        raise NotVisible
    return need


def _beside(place: Place, need: Need) -> dict[str, Any]:
    page = reverse("office:works")
    trail = [(_("Works"), page), (need.text, reverse("office:need", args=[need.pk]))]
    return {"back": f"{page}?place={place.code}", "trail": trail, "place": place}
