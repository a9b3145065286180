"""What town and county see: figures after disclosure control, and the needs escalated to the town.
The rows behind a number stay with the village's team."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from doorstep.campaigns.queries import campaigns_to_tell
from doorstep.figures.actions import publish_tables
from doorstep.figures.choices import Circle
from doorstep.figures.queries import (
    Printed,
    PrintedLine,
    PrintedTable,
    is_printed,
    last_month_end,
    page_context,
    printed_at,
    printed_tables,
)
from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.needs.queries import need_rows, needs_for
from doorstep.office.doors import asker, screen
from doorstep.office.notices import say_done
from doorstep.people.choices import PlaceKind, Role
from doorstep.people.models import Place
from doorstep.people.queries import places_with_role, roles_of, villages_below
from doorstep.supervision.queries import problems_to_tell

CIRCLE_OF = ((Role.TOWN, Circle.TOWN), (Role.COUNTY, Circle.PUBLIC))


@dataclass(frozen=True)
class TableRow:
    """A place of a table: the whole first, then what lies directly below it."""

    place: Place
    table: PrintedTable

    @property
    def lines(self) -> tuple[PrintedLine, ...]:
        return self.table.lines


@screen
def town(request: HttpRequest) -> HttpResponse:
    """The figures of the last month that is over, and below them the escalated needs. The month is
    printed by pressing a button, not by looking: once, for all who look later."""
    account, today = asker(request), clock.today()
    if not roles_of(account, today) & {Role.TOWN, Role.COUNTY}:
        raise NotVisible
    to_on = last_month_end(today)
    places = [
        (place, circle)
        for role, circle in CIRCLE_OF
        for place in places_with_role(account, role, today)
    ]
    if request.method == "POST":
        for place, _circle in places:
            publish_tables(place, to_on=to_on, by=account, on=today)
        say_done(request, _("The figures are made."))
        return redirect("office:town")
    made = [one for one in places if is_printed(*one, to_on)]
    needs = needs_for(account, today).escalated_on(today).order_by("deadline_on", "id")
    towns = [one for one, circle in places if circle == Circle.TOWN and one.kind == PlaceKind.TOWN]
    context = {
        "campaigns": [
            one for town in towns for one in campaigns_to_tell(villages_below(town), today)
        ],
        "problems": [one for town in towns for one in problems_to_tell(town, today)],
        "needs": need_rows(needs, today),
        "today": today,
        "to_on": to_on,
        "to_make": [place for place, circle in places if (place, circle) not in made],
        "reports": [_report(place, circle, to_on) for place, circle in made],
    }
    return render(request, "office/town/page.html", context)


def _report(place: Place, circle: Circle, to_on: date) -> dict[str, Any]:
    printed = printed_at(place, circle, to_on)
    return page_context(printed) | {"tables": _tables(printed)}


def _tables(printed: Printed) -> list[tuple[PrintedTable, list[TableRow]]]:
    below = list(printed.place.children.all())
    told = printed_tables(below, printed.circle, printed.to_on)
    return [
        (
            table,
            [TableRow(printed.place, table), *(TableRow(one, told[one.pk][at]) for one in below)],
        )
        for at, table in enumerate(printed.tables)
    ]
