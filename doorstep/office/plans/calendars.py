"""A helper's plan in the calendar of their own phone: the page of its link, and the feed."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.office.doors import asker, screen
from doorstep.office.entry.links import tells_no_address
from doorstep.office.notices import say_done
from doorstep.people.actions import end_calendar_link, make_calendar_link
from doorstep.people.models import Account
from doorstep.people.queries import calendar_link_of, get_calendar_link, helper_of
from doorstep.visits.queries import CalendarVisit, calendar_visits

RATES = {"calendar": "60/m/ip"}
ASK_AGAIN = timedelta(hours=6)
PAGE = "office:my-calendar"
TEXT = "text/plain; charset=utf-8"


@screen
def my_calendar(request: HttpRequest) -> HttpResponse:
    """What the link is for and since when there is one. A POST makes it, or another one instead,
    and shows it this once."""
    account, today = asker(request), clock.today()
    helper = helper_of(account, today)
    if helper is None:
        raise NotVisible
    context: dict[str, Any] = {"place": helper.team.place, "link": calendar_link_of(account, today)}
    if request.method == "POST":
        token = make_calendar_link(by=account, on=today)
        address = request.build_absolute_uri(reverse("office:calendar", args=[token]))
        context |= {"address": address, "link": calendar_link_of(account, today)}
    return render(request, "office/plans/calendar.html", context)


@screen
@require_POST
def my_calendar_end(request: HttpRequest) -> HttpResponse:
    """The link works no more."""
    account, today = asker(request), clock.today()
    if helper_of(account, today) is None:
        raise NotVisible
    end_calendar_link(by=account, on=today)
    say_done(request, _("The link works no more. Delete the calendar on the phone, too."))
    return redirect(PAGE)


@login_not_required
@tells_no_address
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The days of whoever made the link, to a calendar that nobody signs in to: codes and parts of
    the day. What does not work any more looks like what never was; while no plan runs the calendar
    is empty, since one that is not found would keep on the phone what it held."""
    used = ratelimit.consume(
        request, app="allauth.account", action="calendar", config=RATES, limit_get=True
    )
    if not used:
        return HttpResponse(status=429, content_type=TEXT)
    today = clock.today()
    try:
        link = get_calendar_link(token, today)
    except NotVisible:
        return HttpResponse(status=404, content_type=TEXT)
    written_on, visits = calendar_visits(link, today)
    answer = HttpResponse(
        _feed(link.account, visits, written_on or today),
        content_type="text/calendar; charset=utf-8",
    )
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Disposition"] = 'inline; filename="doorstep.ics"'
    return answer


def _feed(account: Account, visits: list[CalendarVisit], written_on: date) -> bytes:
    """RFC 5545, in the helper's language."""
    from icalendar import Calendar, Event

    stamp = datetime.combine(written_on, time(), UTC)
    feed = Calendar()
    feed.add("prodid", "-//Doorstep//visit plan//")
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("refresh-interval", ASK_AGAIN, {"VALUE": "DURATION"})
    feed.add("x-published-ttl", "PT6H")
    with translation.override(account.language):
        feed.add("x-wr-calname", pgettext("visits", "Plan"))
        for one in visits:
            when = one.part_of_day.label if one.part_of_day else one.mode.label
            event = Event()
            event.add("uid", f"{one.key}@doorstep")
            event.add("sequence", one.revision)
            event.add("dtstamp", stamp)
            event.add("last-modified", stamp)
            event.add("dtstart", one.on)
            event.add("dtend", one.on + timedelta(days=1))
            event.add("summary", f"{one.code} · {when}")
            event.add("class", "PRIVATE")
            event.add("transp", "TRANSPARENT")
            feed.add_component(event)
    return bytes(feed.to_ical())
