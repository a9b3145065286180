"""Ticks for the households that a meeting went through without changing anything."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doorstep.categories.actions import review_household
from doorstep.categories.queries import not_reviewed, shown_category
from doorstep.kit import clock
from doorstep.kit.errors import Refused
from doorstep.kit.periods import Period
from doorstep.meetings.models import Meeting
from doorstep.meetings.queries import get_meeting_for
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.notices import say_done
from doorstep.people.models import Place
from doorstep.people.queries import scope_of
from doorstep.register.queries import households_seen_whole, with_head

PAGE = 50
MEETINGS = 6


@screen
def reviews(request: HttpRequest) -> HttpResponse:
    """Those no meeting looked at in 90 days; a POST notes the ticked ones as reviewed."""
    village, today = village_of(request), clock.today()
    must_coordinate(request, village)
    meetings = list(_meetings(village))
    ticked = set(request.POST.getlist("household"))
    wrong = ""
    if request.method == "POST":
        wrong = _save(request, village, ticked)
        if not wrong:
            return redirect(reverse("office:reviews"))
    left = not_reviewed(scope_of(village), Period(today, today))
    rows = with_head(shown_category(left, today)).select_related("group").order_by("code", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "place": village,
        "page": page,
        "rows": [(row, str(row.pk) in ticked) for row in page.object_list],
        "meetings": meetings,
        "chosen": request.POST.get("meeting", ""),
        "wrong": wrong,
    }
    status = 422 if wrong else 200
    return render(request, "office/decisions/reviews.html", context, status=status)


def _save(request: HttpRequest, village: Place, ticked: set[str]) -> str:
    """Notes the ticked households, all or none; the words of what stands in the way, or ""."""
    account, today = asker(request), clock.today()
    ids = _uuids(ticked)
    chosen = _uuids({request.POST.get("meeting", "")})
    if not chosen:
        return _("Choose the meeting that went through them.")
    if not ids:
        return _("Tick the households that the meeting went through.")
    meeting = get_meeting_for(account, chosen[0], today)
    seen = households_seen_whole(account, today).filter(village=village, pk__in=ids)
    households: list[Any] = list(seen)
    try:
        with transaction.atomic():
            for household in households:
                review_household(household, meeting, by=account, on=today)
    except Refused as refused:
        return str(refused)
    words = ngettext(
        "%(count)s household is noted as reviewed.",
        "%(count)s households are noted as reviewed.",
        len(households),
    )
    say_done(request, words % {"count": len(households)})
    return ""


def _meetings(village: Place) -> Any:
    today = clock.today()
    rows = Meeting.objects.filter(team__place=village, on__lte=today)
    return rows.order_by("-on", "kind")[:MEETINGS]


def _uuids(texts: set[str]) -> list[UUID]:
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
