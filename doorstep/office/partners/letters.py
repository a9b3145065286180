"""What was decided on an application for a scholarship, for the applicant, in writing."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from doorstep.office.doors import screen
from doorstep.office.partners.applications import own_application
from doorstep.partners.choices import ApplicationState
from doorstep.partners.queries import appeal_until


@screen
def application_letter(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """The decision with its reasons and the time for an appeal, or the answer to one."""
    found = own_application(request, application_id)
    if found.state == ApplicationState.APPLIED:
        return redirect("office:application", found.pk)
    appeal = getattr(found, "appeal", None)
    context = {
        "place": found.place,
        "application": found,
        "appeal": appeal if appeal is not None and appeal.answered_on is not None else None,
        "appeal_until": appeal_until(found) if appeal is None else None,
    }
    return render(request, "office/partners/application_letter.html", context)
