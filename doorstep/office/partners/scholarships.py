"""Scholarships: the list, one with its criteria and who applied, and publishing one."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from doorstep.funds.models import Programme
from doorstep.funds.queries import keeps_money
from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.filling import fill
from doorstep.office.money.doors import money_place
from doorstep.office.notices import say_note
from doorstep.office.partners.scholarship_forms import ApplicationForm, ScholarshipForm
from doorstep.partners import actions
from doorstep.partners.models import Scholarship
from doorstep.partners.queries import (
    applications_for,
    get_scholarship_for,
    programmes_of_scholarships,
    reads_applications,
    scholarship_lines,
)
from doorstep.people.choices import Role
from doorstep.people.models import Place
from doorstep.people.queries import at_or_above, has_role
from doorstep.register.models import Member
from doorstep.register.queries import households_seen_whole
from doorstep.register.roster import speaks_of_health

PAGE = 50


@screen
def scholarships(request: HttpRequest) -> HttpResponse:
    """The scholarships that reach the place, with how many of the village applied."""
    account, today, place = asker(request), clock.today(), _place(request)
    context = {
        "place": place,
        "today": today,
        "lines": scholarship_lines(account, place, today),
        "keeps": keeps_money(account, place, today),
        "reads": reads_applications(account, place, today),
    }
    return render(request, "office/partners/scholarships.html", context)


@screen
def scholarship_new(request: HttpRequest) -> HttpResponse:
    """Publishes one of the place's own programmes of scholarships."""
    place, today = money_place(request), clock.today()
    form = ScholarshipForm(
        request.POST or None,
        programmes=programmes_of_scholarships(place),
        initial={"year": today.year, "appeal_days": 10},
    )

    def save(given: dict[str, Any]) -> None:
        programme: Programme = given.pop("programme")
        actions.publish_scholarship(programme, by=asker(request), on=today, **given)

    return fill(
        request,
        form,
        save,
        heading=_("New scholarship"),
        lead=_("Found a programme of the kind “scholarships” under Money first."),
        act=_("Publish it"),
        done=_("The scholarship is published."),
        back=reverse("office:scholarships"),
        trail=above_scholarships(),
        place=place,
    )


@screen
def scholarship(request: HttpRequest, scholarship_id: UUID) -> HttpResponse:
    """Criteria and time for everybody of the office; who applied for those who may read it."""
    account, today = asker(request), clock.today()
    found = get_scholarship_for(account, scholarship_id, today)
    rows = applications_for(account, today).filter(scholarship=found)
    page = Paginator(rows.order_by("household__code", "applied_on", "pk"), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "place": found.programme.place,
        "today": today,
        "scholarship": found,
        "page": page,
        "is_open": found.published_on <= today <= found.apply_until,
        "village": _coordinated(request, found),
    }
    return render(request, "office/partners/scholarship.html", context)


@screen
def scholarship_apply(request: HttpRequest, scholarship_id: UUID) -> HttpResponse:
    """Records an application of somebody of the village."""
    village, today = village_of(request), clock.today()
    must_coordinate(request, village)
    found = get_scholarship_for(asker(request), scholarship_id, today)
    seen = households_seen_whole(asker(request), today).filter(village=village)
    members = Member.objects.filter(household__in=seen.active_on(today).values("pk"), left_on=None)
    form = ApplicationForm(
        request.POST or None,
        members=members.select_related("household").order_by("household__code", "pk"),
        initial={"applied_on": today},
    )

    def save(given: dict[str, Any]) -> None:
        member = given.pop("member")
        actions.apply_for_scholarship(found, member, by=asker(request), on=today, **given)
        ask_about_health(request, given["meets"])

    page = reverse("office:scholarship", args=[found.pk])
    return fill(
        request,
        form,
        save,
        heading=_("Record an application"),
        sub=found.name,
        lead=found.criteria,
        act=_("Record it"),
        done=_("The application is recorded; a second person decides it."),
        back=page,
        trail=[*above_scholarships(), (found.name, page)],
        place=village,
    )


def ask_about_health(request: HttpRequest, text: str) -> None:
    """As for a household's notes: a word list knows no context, so nothing is refused."""
    if speaks_of_health(text):
        say_note(
            request,
            _(
                "The text may speak of somebody's health, which decides no scholarship. If it "
                "does, withdraw the application and record it without."
            ),
        )


def above_scholarships() -> list[tuple[str, str]]:
    """The way back to the list of scholarships."""
    return [(_("Scholarships"), reverse("office:scholarships"))]


def _place(request: HttpRequest) -> Place:
    """The place whose money one keeps, else a village whose applications one decides."""
    try:
        return money_place(request)
    except NotVisible:
        village = village_of(request)
        if not reads_applications(asker(request), village, clock.today()):
            raise
        return village


def _coordinated(request: HttpRequest, of: Scholarship) -> Place | None:
    """The village of the other screens, where the account coordinates it and the scholarship
    reaches it."""
    try:
        village = village_of(request)
    except NotVisible:
        return None
    coordinates = has_role(asker(request), Role.COORDINATOR, village, clock.today())
    reaches = at_or_above(village).filter(pk=of.programme.place_id).exists()
    return village if coordinates and reaches else None
