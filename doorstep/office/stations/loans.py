"""Loans of a station: what is out and due, lending, taking back, and what there is to lend."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from doorstep.kit import clock
from doorstep.kit.days import day_text
from doorstep.kit.errors import NotVisible
from doorstep.office.doors import asker, screen
from doorstep.office.notices import say_refused
from doorstep.office.stations.counter_forms import BackForm, LendForm, LoanItemForm, PiecesForm
from doorstep.office.stations.frame import fill_at, frame_of
from doorstep.people.models import Account
from doorstep.stations import actions
from doorstep.stations.choices import Condition
from doorstep.stations.models import HelpRequest, Loan, Station
from doorstep.stations.queries import (
    closed_loans,
    get_help_request_for,
    get_loan_for,
    get_loan_item_for,
    get_station_for,
    loan_items,
    open_loans,
)

PAGE = 50


@screen
def loans(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """What is out, the first due first; what came back; what there is to lend."""
    account, today = asker(request), clock.today()
    station = get_station_for(account, station_id, today)
    rows: Any = loan_items(station)
    items = [(item, item.pieces - item.out) for item in rows]
    context = frame_of(account, station, today) | {
        "loans": list(open_loans(station)),
        "items": items,
        "page": Paginator(closed_loans(station), PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "office/stations/loans.html", context)


@screen
def loan_new(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """Lends something; `?for=` names a request at the counter, which is helped by it."""
    account, today = asker(request), clock.today()
    station = get_station_for(account, station_id, today)
    asked = _asked(account, station, request.GET.get("for"))
    items = loan_items(station)
    if not items.exists():
        say_refused(request, _("Nothing is on the list of what is lent yet; add it first."))
        return redirect("office:loan-item-new", station.pk)
    back = reverse("office:station" if asked else "office:loans", args=[station.pk])

    def save(given: dict[str, Any]) -> None:
        item = given.pop("item")
        actions.lend(item, request=asked, at=clock.now(), by=account, on=today, **given)

    return fill_at(
        station,
        request,
        LendForm(request.POST or None, items=items, today=today, request=asked),
        save,
        heading=_("Lend something"),
        act=_("Lend it"),
        done=_("It is lent, free and without a deposit."),
        back=back,
    )


@screen
def loan_back(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """It came back, and how."""
    account, today = asker(request), clock.today()
    loan = get_loan_for(account, loan_id, today)
    station = loan.item.station
    if loan.back_on is not None:
        say_refused(request, _told_back(loan))
        return redirect("office:loans", station.pk)
    form = BackForm(request.POST or None, pieces=loan.pieces)
    is_lost = form.data.get("condition") == Condition.LOST
    return fill_at(
        station,
        request,
        form,
        lambda given: actions.take_back(loan, by=account, on=today, **given),
        heading=_("It came back"),
        sub=f"{loan.item.name} × {loan.pieces} · {loan.borrower}",
        act=pgettext("loan", "Take it back"),
        done=_("It is noted as lost. Name and phone are deleted in a few days.")
        if is_lost
        else _("It is back. Name and phone are deleted in a few days."),
        back=reverse("office:loans", args=[station.pk]),
        lead=_("What is broken or lost is lent no more and leaves the number that there are."),
    )


@screen
def loan_item_new(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """Something that is lent from now on."""
    account, today = asker(request), clock.today()
    station = get_station_for(account, station_id, today)
    return fill_at(
        station,
        request,
        LoanItemForm(request.POST or None),
        lambda given: actions.add_loan_item(station, by=account, on=today, **given),
        heading=_("Add what is lent"),
        act=_("Add it to the list"),
        done=_("It is on the list."),
        back=reverse("office:loans", args=[station.pk]),
    )


@screen
def loan_item_count(request: HttpRequest, loan_item_id: UUID) -> HttpResponse:
    """How many there are after all."""
    account, today = asker(request), clock.today()
    item = get_loan_item_for(account, loan_item_id, today)
    return fill_at(
        item.station,
        request,
        PiecesForm(request.POST or None, initial={"pieces": item.pieces}),
        lambda given: actions.count_loan_item(item, by=account, on=today, **given),
        heading=_("How many there are"),
        sub=item.name,
        act=_("Save the number"),
        done=_("The number is saved."),
        back=reverse("office:loans", args=[item.station_id]),
    )


def _told_back(loan: Loan) -> str:
    """Of what, from whom and when, as far as the name is still kept."""
    what = " · ".join(filter(None, (loan.item.name, loan.borrower)))
    words = _("“%(what)s” came back on %(day)s already: %(how)s. Nothing is to be done.")
    day = day_text(loan.back_on) if loan.back_on else ""
    return words % {"what": what, "day": day, "how": loan.get_condition_display()}


def _asked(account: Account, station: Station, key: str | None) -> HelpRequest | None:
    """The open request that a loan meets; None without one. NotVisible for another station's."""
    if not key:
        return None
    try:
        found = get_help_request_for(account, UUID(key), clock.today())
    except ValueError as error:
        raise NotVisible from error
    if found.station_id != station.pk:
        raise NotVisible
    return found if found.is_open else None
