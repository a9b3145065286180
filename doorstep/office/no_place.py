"""For somebody who is signed in and belongs to no team."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from doorstep.entry.queries import may_invite
from doorstep.kit import clock
from doorstep.needs.queries import is_mediator
from doorstep.office.doors import asker, screen
from doorstep.people.queries import villages_for
from doorstep.safeguarding.queries import named_villages


@screen
def no_place(request: HttpRequest) -> HttpResponse:
    """Says whom to ask; once there is a team, leads to this week, who only lets people in
    to them, the safeguarding person and the mediator to theirs."""
    account, today = asker(request), clock.today()
    if villages_for(account, today).exists():
        return redirect("office:this-week")
    if may_invite(account, today):
        return redirect("office:people")
    if named_villages(account, today).exists():
        return redirect("office:safeguarding")
    if is_mediator(account, today):
        return redirect("office:needs-named")
    return render(request, "office/no_place.html", {"account": account})
