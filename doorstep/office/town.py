"""What town and county see: figures after disclosure control, and the needs escalated to the town.
The rows behind a number stay with the village's team."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from doorstep.figures.actions import publish_tables
from doorstep.figures.choices import Circle
from doorstep.figures.queries import (
    Printed,
    PrintedLine,
    PrintedTable,
    last_month_end,
    page_context,
    printed_at,
    printed_tables,
)
from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.needs.queries import need_rows, needs_for
from doorstep.office.doors import asker, screen
from doorstep.people.choices import Role
from doorstep.people.models import Account, Place
from doorstep.people.queries import places_with_role, roles_of

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
    """The figures of the last month that is over, and below them the escalated needs. Who looks
    first in a month has the month printed: once, for all who look later."""
    account, today = asker(request), clock.today()
    if not roles_of(account, today) & {Role.TOWN, Role.COUNTY}:
        raise NotVisible
    needs = needs_for(account, today).escalated_on(today).order_by("deadline_on", "id")
    context = {
        "needs": need_rows(needs, today),
        "today": today,
        "reports": [
            _report(account, place, circle, today)
            for role, circle in CIRCLE_OF
            for place in places_with_role(account, role, today)
        ],
    }
    return render(request, "office/town/page.html", context)


def _report(account: Account, place: Place, circle: Circle, today: date) -> dict[str, Any]:
    to_on = last_month_end(today)
    publish_tables(place, to_on=to_on, by=account, on=today)
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
