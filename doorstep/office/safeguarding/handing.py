"""Handing something to the safeguarding person; for who hands it over, nothing stays."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from doorstep.kit import clock
from doorstep.kit.errors import Refused
from doorstep.office.doors import asker, screen
from doorstep.office.households.pages import title_of
from doorstep.office.notices import say_done
from doorstep.office.safeguarding.forms import HandForm
from doorstep.register.queries import get_whole_household_for
from doorstep.safeguarding.actions import hand_to_safeguarding
from doorstep.safeguarding.queries import safeguarding_persons


@screen
def hand_over(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """The form, with the name of who will read it; the next page says once that it was handed
    over. Opening it is written nowhere."""
    account, today = asker(request), clock.today()
    household = get_whole_household_for(account, household_id, today)
    sent = request.POST if request.method == "POST" else None
    form = HandForm(sent, household=household, today=today)
    if form.is_valid():
        try:
            hand_to_safeguarding(household, by=account, on=today, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say_done(request, _("It was handed over. Nothing of it is kept here."))
            return redirect("office:household", household.pk)
    context = {
        "place": household.village,
        "household": household,
        "sub": f"{title_of(household)} · {household.code}",
        "persons": safeguarding_persons(household.village, today),
        "form": form,
        "back": reverse("office:household", args=[household.pk]),
    }
    status = 422 if form.is_bound else 200
    return render(request, "office/safeguarding/hand.html", context, status=status)
