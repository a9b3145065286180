"""The counter: a walk-in in three fields, and what waits, renewed every few seconds."""

from hashlib import sha256
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from doorstep.figures.queries import figure_url
from doorstep.kit import clock
from doorstep.kit.errors import Refused
from doorstep.kit.periods import Period
from doorstep.kit.weeks import month_start
from doorstep.office.doors import asker, screen
from doorstep.office.notices import say_done
from doorstep.office.stations.counter_forms import CounterForm
from doorstep.office.stations.frame import frame_of
from doorstep.people.choices import Duty, Role
from doorstep.people.models import Account
from doorstep.people.queries import holders_of, somebody_holds
from doorstep.stations.actions import ask_for_help
from doorstep.stations.choices import Source
from doorstep.stations.models import Station
from doorstep.stations.queries import (
    closed_requests,
    get_station_for,
    help_at,
    help_kinds,
    mediates_at,
    open_loans,
    open_requests,
    station_page,
    stock_of,
)
from doorstep.stations.rules import kind_name, state_words


@screen
def station(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """Records a walk-in; below, what waits; beside, what is lent and who is on today."""
    account, today = asker(request), clock.today()
    station = get_station_for(account, station_id, today)
    form = CounterForm(request.POST or None, kinds=help_kinds(station.place, today))
    if request.method == "POST" and form.is_valid():
        try:
            asked = ask_for_help(
                station,
                source=Source.COUNTER,
                at=clock.now(),
                by=account,
                on=today,
                **form.values(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            if asked.kind.is_loan and asked.is_open:
                return redirect(f"{reverse('office:loan-new', args=[station.pk])}?for={asked.pk}")
            say_done(request, _("Recorded: %(kind)s.") % {"kind": kind_name(asked.kind)})
            return redirect("office:station", station.pk)
    period = Period(month_start(today), today)
    given, minutes = help_at(station, period)
    context = frame_of(account, station, today) | waiting_of(station, account) | {"form": form}
    context |= {
        "loans": list(open_loans(station)),
        "closed": [
            (row, kind_name(row.kind), state_words(row)) for row in closed_requests(station, today)
        ],
        "stock": [line for line in stock_of(station, today) if line.needs_care],
        "on_duty": _on_duty(station),
        "given": given,
        "minutes": minutes,
        "figure_url": figure_url("help_given", station.place, period),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "office/stations/counter.html", context, status=status)


@screen
def station_requests(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """What waits, where it is not what the page shows (`?seen=`); else nothing to draw anew."""
    account, today = asker(request), clock.today()
    station = get_station_for(account, station_id, today)
    context = waiting_of(station, account)
    if request.GET.get("seen") == context["seen"]:
        return HttpResponse(status=204)
    context |= frame_of(account, station, today)
    return render(request, "office/stations/counter.html#waiting", context)


def waiting_of(station: Station, account: Account) -> dict[str, Any]:
    """What waits at a station, whether the account mediates, and what tells it from what waited
    before. Where a dispute waits and nobody mediates: who may give that duty, by name."""
    today = clock.today()
    rows = open_requests(station, today, clock.now())
    mediates = mediates_at(account, station, today)
    lacks_mediator = any(row.request.kind.is_dispute for row in rows) and not (
        mediates or somebody_holds(Duty.MEDIATOR, station.place, today)
    )
    givers: list[str] = []
    if lacks_mediator:
        givers = [one.name for one in holders_of(Role.ADMINISTRATOR, station.place, today)]
    told = [(row.request.pk, row.request.state, row.waits, len(row.teams)) for row in rows]
    seen = sha256(repr((told, mediates, lacks_mediator, givers)).encode()).hexdigest()[:16]
    return {
        "rows": rows,
        "mediates": mediates,
        "lacks_mediator": lacks_mediator,
        "givers": givers,
        "seen": seen,
    }


def _on_duty(station: Station) -> list[tuple[str, str]]:
    """(post, helper) of those whose day of the week it is."""
    today = clock.today()
    day = str(today.isoweekday())
    posts = station_page(station, today).posts
    return [
        (post.name, line.helper.name)
        for post in posts
        for line in getattr(post, "lines", ())
        if day in line.weekdays
    ]
