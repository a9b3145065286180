"""The swap shop: what it has, prices, the counter, and taking a swap back."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.kit.errors import Refused
from doorstep.office.doors import asker, screen
from doorstep.office.filling import do, fill
from doorstep.office.notices import say_done
from doorstep.office.points.forms import PriceForm, ShopStockForm
from doorstep.office.points.frame import above_points, beside_person, beside_points, own_scheme
from doorstep.office.points.people_forms import SwapForm, UndoForm
from doorstep.points import actions
from doorstep.points.queries import (
    get_shop_price_for,
    get_swap_for,
    items_without_price,
    people_at,
    shelf_of,
)


@screen
def points_counter(request: HttpRequest) -> HttpResponse:
    """A swap at the counter; what the person has is said where it is not enough, and on the
    person's own page."""
    account, today, scheme = asker(request), clock.today(), own_scheme(request)
    shelf = shelf_of(scheme, today)
    form = SwapForm(
        request.POST or None,
        members=people_at(scheme.place, today),
        shelf=shelf,
        initial={"member": request.GET.get("member", "")},
    )
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        member, price = given.pop("member"), given.pop("price")
        try:
            actions.swap_points(member, price, by=account, on=today, **given)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say_done(request, _("It is swapped and signed for."))
            return redirect("office:points-person", member.pk)
    context = {
        "place": scheme.place,
        "form": form,
        "heading": _("Swap counter"),
        "sub": scheme.name,
        "act": _("Swap it"),
        "back": reverse("office:points"),
        "steps": above_points(),
        "lead": "" if shelf else _("Nothing is offered for points yet; set a price first."),
    }
    status = 422 if form.is_bound else 200
    return render(request, "office/fill.html", context, status=status)


@screen
def swap_undo(request: HttpRequest, swap_id: UUID) -> HttpResponse:
    """Takes a swap back: goods and points return, the row stays."""
    account, today = asker(request), clock.today()
    swap = get_swap_for(account, swap_id, today)
    member = swap.consent.member if swap.consent else None
    assert member is not None  # noqa: S101 - `get_swap_for` finds no other
    what = f"{swap.quantity} {swap.price.item.unit} {swap.price.item.name}"
    return fill(
        request,
        UndoForm(request.POST or None),
        lambda given: actions.undo_swap(swap, by=account, on=today, **given),
        heading=_("Take the swap back"),
        lead=_("%(what)s come back into the stock, and %(points)s points to the person.")
        % {"what": what, "points": swap.points},
        act=_("Take it back"),
        done=_("The swap is taken back; its row stays."),
        **beside_person(member),
    )


@screen
def shop_stock(request: HttpRequest) -> HttpResponse:
    """Things came in for the shop; they lie in the village's own stock."""
    account, today, scheme = asker(request), clock.today(), own_scheme(request)
    return fill(
        request,
        ShopStockForm(request.POST or None),
        lambda given: actions.stock_shop(scheme, by=account, on=today, **given),
        heading=_("Something came in for the shop"),
        lead=_("It lies in the village's own stock. What was bought for an activity is there."),
        act=_("Take it in"),
        done=_("It is in the stock."),
        **beside_points(scheme),
    )


@screen
def shop_price_new(request: HttpRequest) -> HttpResponse:
    """Offers a thing of the village's stock for points."""
    account, today, scheme = asker(request), clock.today(), own_scheme(request)
    items = items_without_price(scheme)
    form = PriceForm(request.POST or None, items=items)

    def save(given: dict[str, Any]) -> None:
        actions.price_goods(scheme, given["item"], points=given["points"], by=account, on=today)

    return fill(
        request,
        form,
        save,
        heading=_("Offer goods for points"),
        lead="" if items.exists() else _("Everything in the village's stock is offered already."),
        act=_("Offer it"),
        done=_("It stands on the shelf."),
        **beside_points(scheme),
    )


@screen
@require_POST
def shop_price_end(request: HttpRequest, shop_price_id: UUID) -> HttpResponse:
    """Offers a thing no more."""
    account, today = asker(request), clock.today()
    price = get_shop_price_for(account, shop_price_id, today)
    return do(
        request,
        lambda: actions.end_shop_price(price, by=account, on=today),
        done=_("It is offered no more; what was swapped stays."),
        back=reverse("office:points"),
    )
