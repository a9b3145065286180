"""For somebody who is signed in and belongs to no team."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from doorstep.kit import clock
from doorstep.office.doors import asker, screen
from doorstep.people.queries import villages_for


@screen
def no_place(request: HttpRequest) -> HttpResponse:
    """Says whom to ask; once there is a team, leads to this week."""
    account, today = asker(request), clock.today()
    if villages_for(account, today).exists():
        return redirect("office:this-week")
    return render(request, "office/no_place.html", {"account": account})
