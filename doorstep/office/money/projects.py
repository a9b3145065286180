"""Projects: sources, contracts, wages and whom they serve."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from doorstep.funds import actions
from doorstep.funds.models import Contract, Programme, Project, Source
from doorstep.funds.queries import (
    contract_lines,
    get_project_for,
    keeps_money,
    payment_rows,
    payments_for,
    postings_of,
    programmes_for_sources,
    project_stands,
    projects_for,
)
from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.office.doors import asker, screen
from doorstep.office.filling import do, fill
from doorstep.office.money.doors import above_projects, frame, money_place, must_keep_money
from doorstep.office.money.forms import EndForm
from doorstep.office.money.payments import households_of
from doorstep.office.money.project_forms import (
    ContractForm,
    ProjectForm,
    ProjectPaymentForm,
    SourceForm,
)
from doorstep.people.choices import PlaceKind
from doorstep.people.models import Place
from doorstep.people.queries import villages_below


@screen
def projects(request: HttpRequest) -> HttpResponse:
    """The projects of the place, and those that serve it."""
    place, today = money_place(request), clock.today()
    seen = projects_for(asker(request), today).order_by("-start_on", "name", "pk")
    context = frame(place, "office:projects", lines=project_stands(seen))
    return render(request, "office/money/projects.html", context)


@screen
def project_new(request: HttpRequest) -> HttpResponse:
    """A project of the place."""
    place, today = money_place(request), clock.today()
    villages = Place.objects.filter(pk__in=villages_below(place))
    form = ProjectForm(
        request.POST or None,
        villages=villages,
        initial={"start_on": today, "villages": [place.pk] if _is_village(place) else []},
    )
    return fill(
        request,
        form,
        lambda given: actions.begin_project(place, by=asker(request), on=today, **given),
        heading=_("New project"),
        act=_("Begin it"),
        done=_("The project is on record. Add its sources next."),
        back=reverse("office:projects"),
        trail=above_projects(),
        place=place,
    )


@screen
def project(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """One project: sources, contracts, what was paid, and the share of wages beside its base."""
    account, today = asker(request), clock.today()
    project = get_project_for(account, project_id, today)
    (stands,) = project_stands(Project.objects.filter(pk=project.pk).select_related("place"))
    paid = postings_of(payments_for(account, today).filter(project=project))
    context = {
        "place": project.place,
        "today": today,
        "project": project,
        "stands": stands,
        "sources": project.sources.select_related("programme", "reversed_by"),
        "contracts": contract_lines(project),
        "villages": project.villages.select_related("village"),
        "rows": payment_rows(account, paid.order_by("-on", "-number", "pk"), today),
        "keeps": keeps_money(account, project.place, today),
    }
    return render(request, "office/money/project.html", context)


@screen
def project_source(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Adds a source."""
    project, today = _own(request, project_id), clock.today()
    form = SourceForm(
        request.POST or None,
        programmes=programmes_for_sources(project),
        initial={"agreed_on": today, "is_public": True},
    )
    return fill(
        request,
        form,
        lambda given: actions.add_source(project, by=asker(request), on=today, **given),
        heading=_("Add a source"),
        act=_("Add it"),
        done=_("The source is on record."),
        **_beside(project),
    )


@screen
def project_contract(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Notes a contract."""
    project, today = _own(request, project_id), clock.today()
    return fill(
        request,
        ContractForm(request.POST or None, initial={"signed_on": today}),
        lambda given: actions.sign_contract(project, by=asker(request), on=today, **given),
        heading=_("Note a contract"),
        act=_("Note it"),
        done=_("The contract is on record."),
        **_beside(project),
    )


@screen
def project_end(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """The day on which it was done."""
    project, today = _own(request, project_id), clock.today()
    return fill(
        request,
        EndForm(request.POST or None, initial={"last_on": today}),
        lambda given: actions.end_project(project, by=asker(request), on=today, **given),
        heading=_("The project is done"),
        act=pgettext("project", "It is done"),
        done=_("The project is done."),
        **_beside(project),
    )


@screen
def project_pay(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Pays a wage, on a contract, or another cost."""
    project, today = _own(request, project_id), clock.today()
    contracts: dict[str, Contract] = {f"contract:{one.pk}": one for one in project.contracts.all()}
    sources = project.sources.filter(programme__isnull=False).values("programme")
    form = ProjectPaymentForm(
        request.POST or None,
        contracts=[(key, str(one)) for key, one in contracts.items()],
        programmes=Programme.objects.filter(pk__in=sources).select_related("place"),
        households=households_of(request, project.place),
        initial={"paid_on": today},
    )

    def save(given: dict[str, Any]) -> None:
        went_for, programme = given.pop("went_for"), given.pop("programme")
        contract = contracts.get(went_for)
        if contract is not None and not given["payee"]:
            given["payee"] = contract.contractor
        actions.pay(
            programme,
            cause=project,
            contract=contract,
            is_wages=went_for == "wages",
            by=asker(request),
            on=today,
            **given,
        )

    return fill(
        request,
        form,
        save,
        heading=_("Pay for the project"),
        sub=project.name,
        act=_("Record the payment"),
        done=_("The payment is in the ledger."),
        **_beside(project),
    )


@screen
@require_POST
def source_reverse(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """Takes a source back."""
    rows = Source.objects.filter(pk=source_id)
    source = rows.select_related("project__place", "programme").first()
    if source is None:
        raise NotVisible
    must_keep_money(request, source.project.place)
    return do(
        request,
        lambda: actions.reverse_source(source, by=asker(request), on=clock.today()),
        done=_("The source is taken back; both rows stay."),
        back=reverse("office:project", args=[source.project_id]),
    )


def _own(request: HttpRequest, project_id: UUID) -> Project:
    project = get_project_for(asker(request), project_id, clock.today())
    must_keep_money(request, project.place)
    return project


def _beside(project: Project) -> dict[str, Any]:
    page = reverse("office:project", args=[project.pk])
    trail = above_projects((project.name, page))
    return {"back": page, "trail": trail, "place": project.place}


def _is_village(place: Place) -> bool:
    return place.kind == PlaceKind.VILLAGE
