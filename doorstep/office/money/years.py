"""Closing a year of the books, and opening it again by two persons."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from doorstep.funds import actions
from doorstep.funds.models import ClosedYear
from doorstep.funds.queries import get_closed_year_for, years_to_close
from doorstep.kit import clock
from doorstep.office.doors import asker, screen
from doorstep.office.filling import do, fill
from doorstep.office.money.doors import above_ledger, money_place
from doorstep.office.money.forms import BecauseForm
from doorstep.office.notices import say_refused


class YearForm(forms.Form):
    """Which year is closed."""

    year = forms.TypedChoiceField(label=gettext_lazy("Year"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, data: object = None, *, years: list[int]) -> None:
        super().__init__(data, initial={"year": years[0]})  # type: ignore[arg-type]
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]


@screen
def year_close(request: HttpRequest) -> HttpResponse:
    """Closes one of the years that are over."""
    place, today = money_place(request), clock.today()
    years = years_to_close(place, today)
    if not years:
        say_refused(request, _("No year that is over has postings and is still open."))
        return redirect(_ledger(place.code))
    return fill(
        request,
        YearForm(request.POST or None, years=years),
        lambda given: actions.close_year(place, by=asker(request), on=today, **given),
        heading=_("Close a year of the books"),
        sub=place.name,
        lead=_(
            "Nothing is posted with a day in it any more. What was wrong is reversed in an open "
            "year; two persons together can open the year again."
        ),
        act=_("Close the year"),
        done=_("The year is closed."),
        back=_ledger(place.code),
        trail=above_ledger(),
        place=place,
    )


@screen
def year_ask(request: HttpRequest, closed_year_id: UUID) -> HttpResponse:
    """One asks with a reason; another opens."""
    closed = get_closed_year_for(asker(request), closed_year_id, clock.today())
    return fill(
        request,
        BecauseForm(request.POST or None),
        lambda given: actions.ask_for_year(closed, by=asker(request), on=clock.today(), **given),
        heading=_("Ask to open the year again"),
        sub=f"{closed.place.name} · {closed.year}",
        lead=_("Another person who keeps this money opens it."),
        act=_("Ask for it"),
        done=_("It is asked for; another person opens the year."),
        back=_page(closed),
        trail=above_ledger(),
        place=closed.place,
    )


@screen
@require_POST
def year_reopen(request: HttpRequest, closed_year_id: UUID) -> HttpResponse:
    """The second person opens it."""
    closed = get_closed_year_for(asker(request), closed_year_id, clock.today())
    return do(
        request,
        lambda: actions.reopen_year(closed, by=asker(request), on=clock.today()),
        done=_("The year is open again."),
        back=_page(closed),
    )


@screen
@require_POST
def year_back(request: HttpRequest, closed_year_id: UUID) -> HttpResponse:
    """The year stays closed after all."""
    closed = get_closed_year_for(asker(request), closed_year_id, clock.today())
    return do(
        request,
        lambda: actions.take_back_asking(closed, by=asker(request), on=clock.today()),
        done=_("The year stays closed; nobody asks to open it any more."),
        back=_page(closed),
    )


def _page(closed: ClosedYear) -> str:
    return _ledger(closed.place.code)


def _ledger(code: str) -> str:
    return f"{reverse('office:ledger')}?place={code}"
