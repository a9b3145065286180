"""What town and county see until small numbers are protected: no figures, escalated needs alone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.needs.queries import need_rows, needs_for
from doorstep.office.doors import asker, screen
from doorstep.people.choices import Role
from doorstep.people.queries import roles_of


@screen
def town(request: HttpRequest) -> HttpResponse:
    """Says when figures will open here; below it the needs that were escalated to the town."""
    account, today = asker(request), clock.today()
    if not roles_of(account, today) & {Role.TOWN, Role.COUNTY}:
        raise NotVisible
    needs = needs_for(account, today).escalated_on(today).order_by("deadline_on", "id")
    context = {"needs": need_rows(needs, today), "today": today}
    return render(request, "office/town/page.html", context)
