"""Incidents with data: the list, the form, the steps with their clocks, letters and the notice."""

from io import BytesIO
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible, Refused
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.filling import do, fill
from doorstep.office.notices import say_done
from doorstep.office.rights.frame import frame
from doorstep.office.rights.incident_forms import ConcernedForm, IncidentForm
from doorstep.office.rights.letters import letters_of, notice_to_authority
from doorstep.packs.letters import Letter, write_letters
from doorstep.rights.actions import (
    change_incident,
    name_concerned,
    record_incident,
    tick_incident,
)
from doorstep.rights.choices import IncidentStep
from doorstep.rights.models import Incident
from doorstep.rights.queries import clocks_of, get_incident_for, households_of, incidents_at

PAGE = 50
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@screen
def incidents(request: HttpRequest) -> HttpResponse:
    """The village's incidents, open ones first."""
    village = village_of(request)
    must_coordinate(request, village)
    page = Paginator(incidents_at(village), PAGE).get_page(request.GET.get("page"))
    context = frame(request, village, "office:incidents") | {"page": page}
    return render(request, "office/rights/incidents.html", context)


@screen
def incident_new(request: HttpRequest) -> HttpResponse:
    """Writes down what is known at first."""
    village, today = village_of(request), clock.today()
    must_coordinate(request, village)
    form = IncidentForm(request.POST or None, initial={"noticed_on": today, "others_count": 0})
    if request.method == "POST" and form.is_valid():
        try:
            made = record_incident(village, by=asker(request), on=today, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say_done(request, _("The incident is recorded. Below is what comes next, and by when."))
            return redirect("office:incident", made.pk)
    context = {
        "place": village,
        "form": form,
        "heading": _("Record an incident"),
        "act": _("Record it"),
        "back": reverse("office:incidents"),
        "steps": [(_("Incidents"), reverse("office:incidents"))],
        "lead": _("Stop it first, then write. What is not known yet can be added later."),
    }
    status = 422 if form.is_bound else 200
    return render(request, "office/fill.html", context, status=status)


@screen
def incident(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """What is known, whom it concerns, what is done and what is still to do."""
    one = _get(request, incident_id)
    context = frame(request, one.place, "office:incidents") | {
        "incident": one,
        "clocks": clocks_of(one),
        "households": list(households_of(one)),
    }
    return render(request, "office/rights/incident.html", context)


@screen
def incident_change(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """What is known by now."""
    one, today = _get(request, incident_id), clock.today()
    form = IncidentForm(request.POST or None, initial=IncidentForm.values_of(one))

    def save(given: dict[str, Any]) -> None:
        change_incident(one, by=asker(request), on=today, **given)

    return _fill(
        request,
        one,
        form,
        save,
        heading=_("Change the incident"),
        act=_("Save the changes"),
        done=_("The changes are saved."),
    )


@screen
def incident_concerned(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Whose data are concerned: each gets a letter."""
    one, today = _get(request, incident_id), clock.today()
    codes = "\n".join(households_of(one).values_list("code", flat=True))
    form = ConcernedForm(
        request.POST or None, village=one.place, today=today, initial={"codes": codes}
    )

    def save(_given: dict[str, Any]) -> None:
        name_concerned(one, form.households(), by=asker(request), on=today)

    return _fill(
        request,
        one,
        form,
        save,
        heading=_("Households concerned"),
        act=_("Save the households"),
        done=_("The households are saved; their letters are ready."),
    )


@require_POST
@screen
def incident_tick(request: HttpRequest, incident_id: UUID, step: str) -> HttpResponse:
    """Says that a step is done."""
    one = _get(request, incident_id)
    if step not in IncidentStep.values:
        raise NotVisible
    return do(
        request,
        lambda: tick_incident(one, IncidentStep(step), by=asker(request), on=clock.today()),
        done=_("Noted as done today."),
        back=_page(one),
    )


@screen
def incident_letters(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """The letters to the households, one a page."""
    one = _get(request, incident_id)
    return _papers(request, one, letters_of(one, clock.today()), "office:incident-letters-file")


@screen
def incident_notice(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """The notice to the authority."""
    one = _get(request, incident_id)
    papers = [notice_to_authority(one, clock.today())]
    return _papers(request, one, papers, "office:incident-notice-file")


@screen
def incident_letters_file(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """The letters as a Word file."""
    one = _get(request, incident_id)
    return _file(letters_of(one, clock.today()), f"{one.place.code}-letters.docx")


@screen
def incident_notice_file(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """The notice as a Word file."""
    one = _get(request, incident_id)
    return _file([notice_to_authority(one, clock.today())], f"{one.place.code}-notice.docx")


def _get(request: HttpRequest, incident_id: UUID) -> Incident:
    return get_incident_for(asker(request), incident_id, clock.today())


def _page(one: Incident) -> str:
    return reverse("office:incident", args=[one.pk])


def _fill(request: HttpRequest, one: Incident, form: Any, save: Any, **words: str) -> HttpResponse:
    trail = [(_("Incidents"), reverse("office:incidents")), (_("The incident"), _page(one))]
    return fill(request, form, save, back=_page(one), trail=trail, place=one.place, **words)


def _papers(request: HttpRequest, one: Incident, papers: list[Letter], file: str) -> HttpResponse:
    context = {
        "place": one.place,
        "incident": one,
        "papers": papers,
        "file": reverse(file, args=[one.pk]),
    }
    return render(request, "office/rights/letters_print.html", context)


def _file(papers: list[Letter], name: str) -> HttpResponse:
    stream = BytesIO()
    write_letters(papers, stream)
    answer = HttpResponse(stream.getvalue(), content_type=DOCX)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
