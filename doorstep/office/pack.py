"""The weekly pack (周会材料) on the screen, and the files made of it."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from doorstep.kit import clock
from doorstep.kit.weeks import Week
from doorstep.method.queries import adopted_on
from doorstep.office.doors import asker, team_screen, village_of
from doorstep.office.wording import day_text, week_text
from doorstep.packs.page import ReadCell, ReadSection, read_sections
from doorstep.packs.queries import follows_method, week_pack
from doorstep.packs.value import WeekPack
from doorstep.packs.words import pack_subtitle, pack_title
from doorstep.packs.writing import WRITERS
from doorstep.people.models import Account, Place, Team
from doorstep.register.queries import households_seen_whole, with_head

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "html": "text/html; charset=utf-8",
}


@dataclass(frozen=True)
class Beside:
    """What stands beside a household's code on this page alone."""

    id: UUID
    name: str


@team_screen
def pack(request: HttpRequest) -> HttpResponse:
    """A week as the paper it prints, with every number a link."""
    village, last = village_of(request), _last_complete_week()
    typed = request.GET.get("week", "").strip()
    week = _week(typed) if typed else last
    wrong = ""
    if week is None:
        wrong = _("“%(typed)s” is no week. Write it as %(example)s.")
    elif week > last.shift(1):
        wrong = _("%(week)s has not begun yet; its pack can be made from its Monday on.")
    if wrong or week is None:
        words = {"typed": typed, "example": last, "week": week_text(week) if week else ""}
        context = {"place": village, "wrong": wrong % words, "typed": typed, "last": last}
        return render(request, "office/pack/wrong.html", context, status=422)
    begun = adopted_on(village)
    if begun is not None and not follows_method(village, week.end_on):
        return _nothing_yet(request, village, week, begun)
    made = week_pack(_team(village), week, until=clock.today())
    beside = _beside(asker(request), village, made)
    context = {
        "place": village,
        "pack": made,
        "week": week,
        "last": last,
        "heading": pack_title(made),  # names the place, as on paper
        "sub": pack_subtitle(made),
        "is_running": week > last,
        "before": week.shift(-1),
        "after": week.shift(1) if week <= last else None,
        "sections": [(part, _with_names(part, beside)) for part in read_sections(made)],
    }
    return render(request, "office/pack/page.html", context)


@team_screen
def pack_file(request: HttpRequest, week: str, format: str) -> HttpResponse:  # noqa: A002
    """The same week as a file: household codes, no names."""
    village, asked = village_of(request), _week(week)
    if asked is None or asked > _last_complete_week().shift(1) or format not in WRITERS:
        raise Http404
    if adopted_on(village) is not None and not follows_method(village, asked.end_on):
        raise Http404
    stream = BytesIO()
    WRITERS[format](week_pack(_team(village), asked, until=clock.today()), stream)
    answer = HttpResponse(stream.getvalue(), content_type=TYPES[format])
    if format != "html":
        name = f"{village.code}-{asked}.{format}"
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _nothing_yet(request: HttpRequest, village: Place, week: Week, begun: date) -> HttpResponse:
    """A week before the village worked by a method: nothing was due, so nothing is reported."""
    first = Week.of(begun)
    context = {
        "place": village,
        "typed": str(week),
        "last": _last_complete_week(),
        "week": week_text(week),
        "begun": day_text(begun),
        "first": first if first <= Week.of(clock.today()) else None,
    }
    return render(request, "office/pack/nothing_yet.html", context)


def _last_complete_week() -> Week:
    return Week.of(clock.today()).shift(-1)


def _week(text: str) -> Week | None:
    try:
        return Week.parse(text)
    except ValueError:
        return None


def _team(village: Place) -> Team:
    return village.teams.get(code=village.code)


def _beside(account: Account, village: Place, made: WeekPack) -> dict[str, Beside]:
    """Households of the pack by code, as far as the reader may see them; one query."""
    codes = {
        row[section.columns.index("code")]
        for section in made.sections
        if "code" in section.columns
        for row in section.rows
    }
    seen = households_seen_whole(account, clock.today()).filter(village=village, code__in=codes)
    rows = with_head(seen).values_list("code", "pk", "head_name")
    return {code: Beside(pk, name or "") for code, pk, name in rows}


def _with_names(
    section: ReadSection, beside: dict[str, Beside]
) -> list[list[tuple[ReadCell, Beside | None]]]:
    """The rows of a section, each code with its household where the reader may see it."""
    return [
        [(cell, beside.get(cell.text) if cell.column == "code" else None) for cell in row]
        for row in section.rows
    ]
