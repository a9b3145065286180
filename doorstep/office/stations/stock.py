"""Stock of a station: what is there, what came in and went out, what is low or expires."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from doorstep.kit import clock
from doorstep.office.doors import asker, screen
from doorstep.office.notices import say_refused
from doorstep.office.stations.frame import fill_at, frame_of
from doorstep.office.stations.stock_forms import (
    CountForm,
    StockInForm,
    StockItemForm,
    StockOutForm,
    WriteOffForm,
)
from doorstep.stations import actions
from doorstep.stations.models import Station, StockItem
from doorstep.stations.queries import (
    balance,
    batches_to_hand_out,
    get_batch_for,
    get_station_for,
    get_stock_item_for,
    open_requests,
    stock_moves,
    stock_of,
)

PAGE = 50


def page_of(station: Station) -> str:
    """Where every act here leads back to."""
    return reverse("office:stock", args=[station.pk])


def station_of(item: StockItem) -> Station:
    """Whose screens an item is on: `get_stock_item_for` and `get_batch_for` find no other."""
    assert item.station is not None  # noqa: S101 - what the village keeps opens elsewhere
    return item.station


@screen
def stock(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """Everything that is kept, by item and batch, and every move below."""
    account, today = asker(request), clock.today()
    station = get_station_for(account, station_id, today)
    page = Paginator(stock_moves(station), PAGE).get_page(request.GET.get("page"))
    context = frame_of(account, station, today) | {"lines": stock_of(station, today), "page": page}
    return render(request, "office/stations/stock.html", context)


@screen
def stock_item_new(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """Something the station keeps from now on."""
    account, today = asker(request), clock.today()
    station = get_station_for(account, station_id, today)
    return fill_at(
        station,
        request,
        StockItemForm(request.POST or None),
        lambda given: actions.add_stock_item(station, by=account, on=today, **given),
        heading=_("Add what is kept"),
        act=_("Add it to the list"),
        done=_("It is on the list. Note what comes in."),
        back=page_of(station),
    )


@screen
def stock_in(request: HttpRequest, stock_item_id: UUID) -> HttpResponse:
    """A batch came in."""
    account, today = asker(request), clock.today()
    item = get_stock_item_for(account, stock_item_id, today)
    return fill_at(
        station_of(item),
        request,
        StockInForm(request.POST or None),
        lambda given: actions.take_in(item, by=account, on=today, **given),
        heading=_("Something came in"),
        sub=f"{item.name} · {item.unit}",
        act=_("Take it in"),
        done=_("It is in the stock."),
        back=page_of(station_of(item)),
    )


@screen
def stock_out(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """Hands something out of a good batch, for a request that waits or for nobody who waits."""
    account, today = asker(request), clock.today()
    station = get_station_for(account, station_id, today)
    batches = batches_to_hand_out(station, today)
    if not batches:
        say_refused(request, _("Nothing good is there to hand out; note first what came in."))
        return redirect("office:stock", station.pk)
    waiting = open_requests(station, today, clock.now())
    form = StockOutForm(request.POST or None, batches=batches, waiting=waiting)

    def save(given: dict[str, Any]) -> None:
        batch = form.batches[given["batch"]]
        actions.hand_out(batch, by=account, on=today, **form.values())

    return fill_at(
        station,
        request,
        form,
        save,
        heading=_("Hand something out"),
        act=_("Hand it out"),
        done=_("It is handed out."),
        lead=_("The batch that expires first stands first; one that is over stands on no list."),
        back=page_of(station),
    )


@screen
def batch_count(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Somebody counted a batch."""
    account, today = asker(request), clock.today()
    batch = get_batch_for(account, batch_id, today)
    return fill_at(
        station_of(batch.item),
        request,
        CountForm(request.POST or None, initial={"there": balance(batch)}),
        lambda given: actions.count_batch(batch, by=account, on=today, **given),
        heading=_("Count what is there"),
        sub=f"{batch.item.name} · {batch.number}".rstrip(" ·"),
        act=_("Save the number"),
        done=_("The number is saved."),
        back=page_of(station_of(batch.item)),
    )


@screen
def batch_write_off(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Writes some of a batch off."""
    account, today = asker(request), clock.today()
    batch = get_batch_for(account, batch_id, today)
    return fill_at(
        station_of(batch.item),
        request,
        WriteOffForm(request.POST or None, initial={"quantity": balance(batch)}),
        lambda given: actions.write_off(batch, by=account, on=today, **given),
        heading=_("Write off"),
        sub=f"{batch.item.name} · {batch.number}".rstrip(" ·"),
        act=_("Write it off"),
        done=_("It is written off; the move stays on the list."),
        back=page_of(station_of(batch.item)),
    )
