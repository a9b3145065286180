"""Lists on the notice board (公示): made masked, printed, taken down."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstep.figures.actions import make_notice, take_down_notice
from doorstep.figures.queries import board_lines, get_notice_for, late_notices, notices_for
from doorstep.kit import clock
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.filling import do, fill
from doorstep.office.publishing.forms import NoticeForm
from doorstep.rights.queries import complaints_address

PAGE = 50
HANGS_DAYS = 7


@screen
def boards(request: HttpRequest) -> HttpResponse:
    """Every notice of the village, those that hang first."""
    village, today = village_of(request), clock.today()
    must_coordinate(request, village)
    found = notices_for(asker(request), today).filter(place=village)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "place": village,
        "today": today,
        "page": page,
        "late": set(late_notices(village, today).values_list("pk", flat=True)),
    }
    return render(request, "office/publishing/boards.html", context)


@screen
def board_new(request: HttpRequest) -> HttpResponse:
    """A list from chosen columns, with the day on which it comes down."""
    village, today = village_of(request), clock.today()
    must_coordinate(request, village)
    initial = {"take_down_on": today + timedelta(days=HANGS_DAYS)}
    form = NoticeForm(request.POST or None, village=village, today=today, initial=initial)

    def save(_data: dict[str, Any]) -> None:
        make_notice(village, by=asker(request), on=today, **form.values())

    return fill(
        request,
        form,
        save,
        heading=_("Post a list"),
        act=_("Make the list"),
        done=_("The list is made. Print it, hang it up, and say here when it is taken down."),
        back=reverse("office:boards"),
        trail=[(_("Notice board"), reverse("office:boards"))],
        lead=_("Only what has to be posted: no number of a person, phone or card, no illness."),
        place=village,
    )


@screen
def board_print(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """The list as it hangs: masked names or codes, and the chosen columns."""
    notice = get_notice_for(asker(request), notice_id, clock.today())
    context = {
        "place": notice.place,
        "notice": notice,
        "lines": board_lines(notice, clock.today()),
        "complaints": complaints_address(notice.place, clock.today()),
    }
    return render(request, "office/publishing/board.html", context)


@require_POST
@screen
def board_down(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Says that a list was taken down."""
    account, today = asker(request), clock.today()
    notice = get_notice_for(account, notice_id, today)
    return do(
        request,
        lambda: take_down_notice(notice, by=account, on=today),
        done=_("The list is taken down."),
        back=reverse("office:boards"),
    )
