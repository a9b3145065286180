"""The copy of everything kept on a household: on paper, as JSON, as a workbook."""

from io import BytesIO
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from doorstep.kit import clock
from doorstep.office.doors import asker, screen
from doorstep.office.households.pages import title_of
from doorstep.office.papers import CHINESE, TIBETAN, choose, other
from doorstep.office.rights.opening import opened_request
from doorstep.office.wording import day_text
from doorstep.register.models import Household
from doorstep.rights.actions import note_copy
from doorstep.rights.choices import CopyFormat
from doorstep.rights.models import Request
from doorstep.rights.queries.copy import Copy, Section, copy_of
from doorstep.rights.queries.copy.writing import as_json, words_of_cell, write_workbook

JSON_TYPE = "application/json; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@screen
def request_copy(request: HttpRequest, request_id: UUID, file: str) -> HttpResponse:
    """The copy that a request asked for, in one of its forms; that it was made is noted."""
    account, today = asker(request), clock.today()
    asked, household = opened_request(request, request_id)
    if file not in CopyFormat.values:
        raise Http404
    note_copy(asked, format=file, by=account, on=today)
    if file == CopyFormat.PRINT:
        return _printed(request, asked, household)
    language = translation.get_language()
    with translation.override(CHINESE if language == TIBETAN else language):
        copy = copy_of(household, asked.member, today)
        if file == CopyFormat.JSON:
            answer = HttpResponse(as_json(copy), content_type=JSON_TYPE)
        else:
            stream = BytesIO()
            write_workbook(copy, stream)
            answer = HttpResponse(stream.getvalue(), content_type=XLSX_TYPE)
    name = f"{household.village.code}-{asked.asked_on}-{str(asked.pk)[:8]}.{file}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _printed(request: HttpRequest, asked: Request, household: Household) -> HttpResponse:
    today = clock.today()
    choice = choose(request, household, today, reader=asked.member)
    with translation.override(CHINESE):
        chinese = copy_of(household, asked.member, today) if choice.language == TIBETAN else None
    with translation.override(choice.language):
        copy = copy_of(household, asked.member, today)
        context = {
            "place": household.village,
            "asked": asked,
            "form": choice.form,
            "heading": title_of(household),
            "sub": f"{household.code} · {day_text(today)}",
            "copy": copy,
            "is_draft": chinese is not None,
            "sections": _shown(copy, chinese or copy),
        }
        return render(request, "office/rights/copy.html", context)


def _shown(copy: Copy, beside: Copy) -> list[tuple[str, list[str], list[list[str]]]]:
    """(heading, columns, rows) of the sections with rows; columns that are empty are left away."""
    pairs = zip(copy.sections, beside.sections, strict=True)
    return [_table(section, twin) for section, twin in pairs if section.rows]


def _table(section: Section, twin: Section) -> tuple[str, list[str], list[list[str]]]:
    kept = [
        place
        for place in range(len(section.columns))
        if any(row[place] not in (None, "") for row in section.rows)
    ]
    columns = [_both(section.columns[place][1], twin.columns[place][1]) for place in kept]
    rows = [
        [_both(_words(row[place]), _words(same[place])) for place in kept]
        for row, same in zip(section.rows, twin.rows, strict=True)
    ]
    return _both(section.heading, twin.heading), columns, rows


def _words(cell: object) -> str:
    return "" if cell is None else str(words_of_cell(cell))  # type: ignore[arg-type]


def _both(text: str, chinese: str) -> str:
    return f"{text} {chinese}" if other(text, chinese) else text
