"""Raising a need, of a household or of the place."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible, Refused
from doorstep.method.choices import NeedKind, Urgency
from doorstep.needs.actions import raise_need
from doorstep.needs.queries import mediators_at
from doorstep.office.doors import asker, screen, village_of
from doorstep.office.households.codes import household_of_code, typed_code
from doorstep.office.households.pages import title_of
from doorstep.office.needs.forms import NewNeedForm
from doorstep.office.notices import say_done
from doorstep.office.wording import day_text
from doorstep.pairing.queries import pairs_of
from doorstep.people.choices import Role
from doorstep.people.models import Account, Helper, Place
from doorstep.people.queries import has_role, helper_at, helpers_at
from doorstep.register.models import Household
from doorstep.register.queries import get_whole_household_for, is_sealing


@screen
def need_new(request: HttpRequest) -> HttpResponse:
    """The form; its deadline comes from the method and is said when it is saved."""
    account, today = asker(request), clock.today()
    household = _household(request, account, today)
    village = household.village if household else village_of(request)
    coordinates = has_role(account, Role.COORDINATOR, village, today)
    helper = helper_at(account, village, today)
    if helper is None and not coordinates:
        raise NotVisible
    form = NewNeedForm(
        request.POST or None,
        household=household,
        owners=helpers_at(village, today).order_by("name", "pk") if coordinates else None,
        mediators=_mediators(village, today),
        today=today,
        initial=_first(request, household, helper, today),
    )
    if request.method == "POST" and form.is_valid():
        try:
            need = raise_need(
                village,
                by=account,
                on=today,
                **_values(account, form.cleaned_data, village, household, helper, today),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            if need.sealed:
                say_done(request, _("It is kept; the mediator alone reads it from now on."))
                return redirect("office:needs")
            words = _("The need is recorded; it should be settled by %(day)s.")
            say_done(request, words % {"day": day_text(need.deadline_on)})
            return redirect("office:need", need.pk)
    context = {
        "place": village,
        "household": household,
        "sub": f"{title_of(household)} · {household.code}" if household else "",
        "form": form,
        "back": reverse("office:household", args=[household.pk])
        if household
        else reverse("office:needs"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "office/needs/new.html", context, status=status)


def _household(request: HttpRequest, account: Account, today: date) -> Household | None:
    asked = request.GET.get("household", "")
    if not asked:
        return None
    try:
        return get_whole_household_for(account, UUID(asked), today)
    except ValueError as error:  # no uuid
        raise NotVisible from error


def _mediators(village: Place, today: date) -> Any:
    """Whom a mediation can be named to here; none before sealed fields are switched on."""
    return mediators_at(village, today) if is_sealing(village.pk, today) else ()


def _first(
    request: HttpRequest, household: Household | None, helper: Helper | None, today: date
) -> dict[str, Any]:
    pair = pairs_of(household, today).first() if household else None
    kind = request.GET.get("kind", "")
    return {
        "id": uuid4(),
        "urgency": Urgency.ORDINARY,
        "kind": kind if kind in NeedKind.values else "",
        "owner": pair.helper if pair else helper,
    }


def _values(
    account: Account,
    values: dict[str, Any],
    village: Place,
    household: Household | None,
    helper: Helper | None,
    today: date,
) -> dict[str, Any]:
    if household is None and typed_code(values["code"]):
        household = household_of_code(values["code"], account, village, today)
    sealed = bool(values.get("sealed"))
    return {
        "id": values["id"],
        "household": household,
        "kind": values["kind"],
        "text": values["text"],
        "urgency": values["urgency"],
        "member": values.get("member"),
        "shared": False if values["private"] else None,
        "owner": values.get("owner", helper),
        "mediator": values["mediator"] if sealed else None,
        "requested_on": values["requested_on"],
        "requested_how": values["requested_how"],
        "has_violence": bool(values["violence"]),
        "works_kind": values["works_kind"] if values["kind"] == NeedKind.WORKS else "",
    }
