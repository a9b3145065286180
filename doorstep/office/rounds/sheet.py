"""A round as it is printed, and the Word file of it; one helper's, or all of a village's week."""

from collections.abc import Sequence
from io import BytesIO
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.kit.weeks import Week
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.pack import TYPES
from doorstep.office.rounds.forms import LanguageForm
from doorstep.packs.rounds import print_round, write_round_docx
from doorstep.visits.models import PaperRound
from doorstep.visits.queries import get_round_for, round_sheets, rounds_for


@screen
def round_print(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """One helper's sheets."""
    paper = get_round_for(asker(request), round_id, clock.today())
    return _page(request, [paper], back=reverse("office:round", args=[paper.pk]))


@screen
def round_docx(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The same as a Word file."""
    paper = get_round_for(asker(request), round_id, clock.today())
    return _file(request, [paper], f"{paper.place.code}-{paper.code}.docx")


@screen
def rounds_print(request: HttpRequest, week: str) -> HttpResponse:
    """The sheets of all helpers of the village for a week."""
    papers = _of_week(request, week)
    return _page(request, papers, back=reverse("office:rounds"))


@screen
def rounds_docx(request: HttpRequest, week: str) -> HttpResponse:
    """The same as one Word file."""
    papers = _of_week(request, week)
    return _file(request, papers, f"{papers[0].place.code}-{papers[0].week}.docx")


def _of_week(request: HttpRequest, text: str) -> list[PaperRound]:
    """The latest round of each helper; NotVisible where there is none."""
    account, today, village = asker(request), clock.today(), village_of(request)
    must_coordinate(request, village)
    try:
        week = Week.parse(text)
    except ValueError as error:
        raise NotVisible from error
    found = rounds_for(account, today).filter(place=village, week_on=week.start_on)
    latest = {paper.helper_id: paper for paper in found.order_by("number")}
    if not latest:
        raise NotVisible
    return sorted(latest.values(), key=lambda paper: (paper.helper.name, paper.number))


def _page(request: HttpRequest, papers: Sequence[PaperRound], *, back: str) -> HttpResponse:
    account, today = asker(request), clock.today()
    form = LanguageForm.asked(request)
    sheets = round_sheets(papers, account, today)
    with translation.override(form.chosen):
        context = {
            "place": papers[0].place,
            "rounds": [print_round(sheet) for sheet in sheets],
            "form": form,
            "back": back,
            "docx": request.path.replace("/print/", "/docx/"),
        }
        return render(request, "office/rounds/sheet.html", context)


def _file(request: HttpRequest, papers: Sequence[PaperRound], name: str) -> HttpResponse:
    account, today = asker(request), clock.today()
    stream = BytesIO()
    sheets = round_sheets(papers, account, today)
    with translation.override(LanguageForm.asked(request).chosen):
        write_round_docx([print_round(sheet) for sheet in sheets], stream)
    answer = HttpResponse(stream.getvalue(), content_type=TYPES["docx"])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
