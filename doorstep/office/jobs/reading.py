"""An employer's or a county's file of offers is sent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from doorstep.jobs import actions
from doorstep.kit import clock
from doorstep.kit.errors import Refused
from doorstep.office.doors import asker, screen
from doorstep.office.jobs.forms import OffersFileForm
from doorstep.office.jobs.frame import above_jobs, jobs_place
from doorstep.office.notices import say_done


@screen
def job_offers_read(request: HttpRequest) -> HttpResponse:
    """Reads a file of offers: all of its rows, or none and the reason of each that is wrong."""
    place, today = jobs_place(request), clock.today()
    form = OffersFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data["file"].read()
        try:
            done = actions.read_job_offers(place, data=data, by=asker(request), on=today)
        except actions.OfferRowsRefused as refused:
            for line in (str(refused), *refused.lines):
                form.add_error("file", line)
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            say_done(request, _told(done))
            return redirect("office:jobs")
    context = {
        "form": form,
        "steps": above_jobs(),
        "back": reverse("office:jobs"),
        "place": place,
        "today": today,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "office/jobs/read.html", context, status=status)


def _told(done: actions.OffersRead) -> str:
    counts = {"new": len(done.offers), "known": done.known}
    words = _("Offers out of the file: %(new)s new; on record before: %(known)s.") % counts
    if not done.unread:
        return words
    unread = _("Columns that were not read: %(unread)s.") % {"unread": "、".join(done.unread)}
    return f"{words} {unread}"
