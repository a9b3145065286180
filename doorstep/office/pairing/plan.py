"""The proposal for a village against today: accept all, or change one and see the price move."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.kit.errors import Refused
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.filling import do
from doorstep.office.notices import say_done, say_refused
from doorstep.office.pairing.reading import helper_choices, plan_against_today
from doorstep.office.pairing.sums import sums_against_today
from doorstep.office.plans.making import lacks_households, lacks_tick
from doorstep.office.plans.running import PAIRS, begin_pairs, making_of
from doorstep.pairing import actions
from doorstep.pairing.choices import PairingPlanState
from doorstep.pairing.models import PairingOffer
from doorstep.pairing.queries import (
    adds_in_plan,
    get_offer_for,
    get_plan_for,
    helper_key,
    helpers_load,
    load_in_plan,
    next_words,
    offers_of,
    open_plan,
    points_text,
    price_of,
    stand_in_for,
    state_of,
    words_of,
)
from doorstep.people.models import Helper
from doorstep.people.queries import helpers_at

PAGE = 50


class OfferForm(forms.Form):
    """Another helper for one pair of the proposal."""

    helper = forms.ChoiceField(label=gettext_lazy("Who goes there"))

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["helper"].choices = choices
        fields["helper"].help_text = _("Behind each name: households in this proposal / at most.")


class SeenForm(forms.Form):
    """The state of the proposal that was read."""

    seen = forms.CharField(required=False, max_length=64)


@screen
def pairing_plan(request: HttpRequest) -> HttpResponse:
    """What the open proposal would change, why, and what stays; or how full the helpers are."""
    village, today = village_of(request), clock.today()
    must_coordinate(request, village)
    plan = open_plan(village)
    making = making_of(village, PAIRS)
    if making is not None and not making.is_going_on:
        return redirect("office:pairing-making")
    context: dict[str, Any] = {"place": village, "today": today, "plan": plan, "making": making}
    if plan is not None:
        context["seen"] = state_of(plan)  # first: what changes meanwhile was not read
        against = plan_against_today(plan, today)
        page = Paginator(against.staying, PAGE).get_page(request.GET.get("page"))
        context["sums"] = sums_against_today(plan, today)
        if against.unserved:
            context["stand_in"] = stand_in_for(village, asker(request), today)
        context |= {"against": against, "page": page, "staying": page.object_list}
    else:
        context["loads"] = helpers_load(village, today)
    return render(request, "office/pairing/plan.html", context)


@screen
@require_POST
def pairing_propose(request: HttpRequest) -> HttpResponse:
    """Lets the planner begin with a proposal; nothing else changes."""
    village = village_of(request)
    must_coordinate(request, village)
    today = clock.today()
    if lacks_households(request, village, today):
        return redirect("office:pairing-plan")
    try:
        begin_pairs(village, by=asker(request), on=today)
    except Refused as refused:
        say_refused(request, str(refused))
    return redirect("office:pairing-making")


@screen
@require_POST
def pairing_accept(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Makes the proposal run from today."""
    plan = get_plan_for(asker(request), plan_id, clock.today())
    back = reverse("office:pairing-plan")
    form = SeenForm(request.POST)
    seen = (form.cleaned_data["seen"] or None) if form.is_valid() else ""

    if plan.is_stopped and lacks_tick(request):
        return redirect(f"{back}#accept")

    def save() -> None:
        actions.accept_pairing(plan, by=asker(request), on=clock.today(), seen=seen)

    return do(request, save, done=_("Accepted; the pairs run from today."), back=back)


@screen
def pairing_offer(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """One pair of the proposal: its price by terms, with another helper; a POST takes that one,
    unless it asks for the price alone."""
    today = clock.today()
    offer = get_offer_for(asker(request), offer_id, today)
    village = offer.plan.place
    if offer.plan.state != PairingPlanState.OPEN:
        raise actions.PlanNotOpen
    choices = helper_choices(village, today, offer)
    data = request.POST or (request.GET if "helper" in request.GET else None)
    form = OfferForm(data, choices=choices, initial={"helper": str(offer.helper_id)})
    if request.method == "POST" and "price" not in request.POST and form.is_valid():
        helper = helpers_at(village, today).get(pk=form.cleaned_data["helper"])
        change = actions.propose_around if "around" in request.POST else actions.change_offer
        try:
            change(offer, helper=helper, by=asker(request), on=today)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            words = _("%(helper)s is in the proposal for household %(code)s.")
            say_done(request, words % {"helper": helper.name, "code": offer.household.code})
            return redirect("office:pairing-plan")
    context = {
        "place": village,
        "offer": offer,
        "form": form,
        "reasons": _(", ").join(words_of(offer)),
        "next_best": next_words(offer),
        "price": points_text(offer.price),
    }
    if form.is_bound and form.is_valid():
        asked = form.cleaned_data["helper"]
        if asked != str(offer.helper_id):
            other = helpers_at(village, today).get(pk=asked)
            context |= _priced(offer, other) | _room(offer, other, today)
    status = 422 if form.is_bound and form.errors else 200
    name = "office/pairing/offer.html"
    part = f"{name}#price" if request.htmx and request.method == "GET" else name  # type: ignore[attr-defined]
    return render(request, part, context, status=status)


def _priced(offer: PairingOffer, helper: Helper) -> dict[str, Any]:
    """The price with another helper and what the whole proposal costs more; the reasons in words.
    Nothing is saved."""
    priced = price_of(offer, helper)
    differs = adds_in_plan(offer, priced)
    shown = PairingOffer(plan=offer.plan, helper=helper, price=priced.price, terms=priced.terms)
    return {
        "other": helper,
        "other_reasons": _(", ").join(words_of(shown)),
        "other_price": points_text(priced.price),
        "is_dearer": differs > 0,
        "differs": points_text(abs(differs)),
        "is_same": points_text(abs(differs)) == "0",
    }


def _room(offer: PairingOffer, helper: Helper, today: date) -> dict[str, Any]:
    """What the whole proposal costs more where others make room for a helper who is full; nothing
    for one who has room."""
    if load_in_plan(offer, helper) < helper.most_households:
        return {}
    try:
        found = actions.find_around(offer, helper=helper, on=today)
    except Refused as refused:
        return {"no_room": str(refused)}
    now = {(one.household.code, helper_key(one.helper)) for one in offers_of(offer.plan)}
    then = {(pair.household, pair.helper) for pair in found.result.pairs}
    differs = found.result.objective - offer.plan.objective
    return {
        "is_full": True,
        "room_differs": points_text(abs(differs)),
        "room_is_dearer": differs >= 0,
        "room_is_same": points_text(abs(differs)) == "0",
        "moved": len({household for household, _helper in now ^ then}) - 1,
    }
