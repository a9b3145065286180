"""Cooperatives: villages and shares, what is earned, and dividends that are declared."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from doorstep.funds import actions
from doorstep.funds.models import Cooperative, Posting
from doorstep.funds.queries import (
    coop_stands,
    cooperatives_for,
    coops_stand,
    dividend_paid,
    get_cooperative_for,
    keeps_money,
    members_count,
    members_counts,
    money_places,
    shares_at,
)
from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.office.doors import asker, screen
from doorstep.office.filling import fill
from doorstep.office.money.doors import above_cooperatives, frame, money_place, must_keep_money
from doorstep.office.money.forms import ReceiveForm
from doorstep.office.money.payments import households_of
from doorstep.office.money.project_forms import CooperativeForm, DeclareForm, JoinForm, SharesForm
from doorstep.people.choices import PlaceKind
from doorstep.people.models import Place
from doorstep.people.queries import villages_below


@screen
def cooperatives(request: HttpRequest) -> HttpResponse:
    """The cooperatives of the place, and those its village is in."""
    place, today = money_place(request), clock.today()
    found = list(cooperatives_for(asker(request), today).order_by("name", "pk"))
    members = members_counts(found, today)
    lines = [(one, members.get(one.cooperative.pk, 0)) for one in coops_stand(found)]
    context = frame(place, "office:cooperatives", lines=lines)
    return render(request, "office/money/cooperatives.html", context)


@screen
def cooperative_new(request: HttpRequest) -> HttpResponse:
    """A cooperative of the place."""
    place, today = money_place(request), clock.today()
    return fill(
        request,
        CooperativeForm(request.POST or None, initial={"founded_on": today}),
        lambda given: actions.found_cooperative(place, by=asker(request), on=today, **given),
        heading=_("New cooperative"),
        act=_("Found the cooperative"),
        done=_("The cooperative is on record."),
        back=reverse("office:cooperatives"),
        trail=above_cooperatives(),
        place=place,
    )


@screen
def cooperative(request: HttpRequest, cooperative_id: UUID) -> HttpResponse:
    """One cooperative since its founding; the shares of the villages whose money one keeps."""
    account, today = asker(request), clock.today()
    cooperative = get_cooperative_for(account, cooperative_id, today)
    villages = cooperative.villages.select_related("village")
    own = money_places(account, today).filter(
        kind=PlaceKind.VILLAGE, pk__in=villages.filter(end_on=None).values("village")
    )
    income = Posting.objects.filter(income__cooperative=cooperative).select_related("reversed_by")
    dividends = cooperative.dividends.select_related("reversed_by")
    context = {
        "place": cooperative.place,
        "today": today,
        "cooperative": cooperative,
        "stands": coop_stands(cooperative),
        "villages": villages,
        "members": members_count(cooperative, today),
        "own": [(one, shares_at(cooperative, one, today).count()) for one in own],
        "income": income,
        "dividends": [(one, dividend_paid(one)) for one in dividends],
        "keeps": keeps_money(account, cooperative.place, today),
        "is_village": cooperative.place.kind == PlaceKind.VILLAGE,
    }
    return render(request, "office/money/cooperative.html", context)


@screen
def cooperative_join(request: HttpRequest, cooperative_id: UUID) -> HttpResponse:
    """Lets a village in."""
    cooperative, today = _own(request, cooperative_id), clock.today()
    villages = Place.objects.filter(pk__in=villages_below(cooperative.place))
    form = JoinForm(request.POST or None, villages=villages, initial={"start_on": today})

    def save(given: dict[str, Any]) -> None:
        village = given.pop("village")
        actions.join_village(cooperative, village, by=asker(request), on=today, **given)

    return fill(
        request,
        form,
        save,
        heading=_("Let a village in"),
        act=_("Let it in"),
        done=_("The village is in the cooperative."),
        **_beside(cooperative),
    )


@screen
def cooperative_shares(request: HttpRequest, cooperative_id: UUID, code: str) -> HttpResponse:
    """Which households of a village have a share; those ticked get one."""
    cooperative, village = at_village(request, cooperative_id, code)
    today = clock.today()
    held = shares_at(cooperative, village, today).values("household")
    without = households_of(request, village).exclude(pk__in=held)
    form = SharesForm(request.POST or None, households=without, initial={"start_on": today})

    def save(given: dict[str, Any]) -> None:
        actions.add_shares(cooperative, by=asker(request), on=today, **given)

    return fill(
        request,
        form,
        save,
        heading=_("Households with a share"),
        sub=village.name,
        lead=_("Those who have a share already do not stand here."),
        act=_("Note the shares"),
        done=_("The shares are noted."),
        **_beside(cooperative),
    )


@screen
def cooperative_earn(request: HttpRequest, cooperative_id: UUID) -> HttpResponse:
    """Enters what was earned."""
    cooperative, today = _own(request, cooperative_id), clock.today()
    form = ReceiveForm(request.POST or None, initial={"received_on": today, "into": "bank"})
    return fill(
        request,
        form,
        lambda given: actions.earn(cooperative, by=asker(request), on=today, **given),
        heading=_("What was earned"),
        act=_("Enter it"),
        done=_("It is in the ledger."),
        **_beside(cooperative),
    )


@screen
def cooperative_declare(request: HttpRequest, cooperative_id: UUID) -> HttpResponse:
    """Declares a dividend."""
    cooperative, today = _own(request, cooperative_id), clock.today()
    return fill(
        request,
        DeclareForm(request.POST or None, initial={"declared_on": today}),
        lambda given: actions.declare_dividend(cooperative, by=asker(request), on=today, **given),
        heading=_("Declare a dividend"),
        lead=_("All that is declared is at most what was earned."),
        act=_("Declare it"),
        done=_("The dividend is declared; each village pays its members."),
        **_beside(cooperative),
    )


def _own(request: HttpRequest, cooperative_id: UUID) -> Cooperative:
    cooperative = get_cooperative_for(asker(request), cooperative_id, clock.today())
    must_keep_money(request, cooperative.place)
    return cooperative


def at_village(request: HttpRequest, cooperative_id: UUID, code: str) -> tuple[Cooperative, Place]:
    """A cooperative, and a village of it whose money the account keeps; NotVisible."""
    account, today = asker(request), clock.today()
    cooperative = get_cooperative_for(account, cooperative_id, today)
    kept = money_places(account, today).filter(kind=PlaceKind.VILLAGE, code=code)
    village = kept.filter(pk__in=cooperative.villages.values("village")).first()
    if village is None:
        raise NotVisible
    return cooperative, village


def _beside(cooperative: Cooperative) -> dict[str, Any]:
    page = reverse("office:cooperative", args=[cooperative.pk])
    trail = above_cooperatives((cooperative.name, page))
    return {"back": page, "trail": trail, "place": cooperative.place}
