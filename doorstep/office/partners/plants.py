"""Plants of a partner: one with its savings and their factors, a new one, and when it is built."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from doorstep.funds.queries import keeps_money
from doorstep.kit import clock
from doorstep.kit.names import name_in
from doorstep.office.doors import asker, screen
from doorstep.office.filling import fill
from doorstep.office.money.doors import must_keep_money
from doorstep.office.partners.doors import above_partners, beside, own_partner, page_of
from doorstep.office.partners.forms import BuiltForm, PlantForm
from doorstep.partners import actions
from doorstep.partners.models import Plant
from doorstep.partners.queries import get_plant_for, plant_saves


@screen
def plant(request: HttpRequest, plant_id: UUID) -> HttpResponse:
    """One plant: what it is expected to make, and what that saves, with factor, source and year."""
    account, today = asker(request), clock.today()
    plant = get_plant_for(account, plant_id, today)
    saves = plant_saves(plant)
    rows = (
        (_("Standard coal saved"), saves.coal, saves.factors.coal),
        (_("CO2 avoided"), saves.co2, saves.factors.co2),
    )
    context = {
        "place": plant.partner.place,
        "today": today,
        "plant": plant,
        "rows": rows,
        "factors": saves.factors,
        "source": name_in(saves.factors.source),
        "of_range": name_in(saves.factors.of_range),
        "keeps": keeps_money(account, plant.partner.place, today),
    }
    return render(request, "office/partners/plant.html", context)


@screen
def plant_new(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """A plant as the partner states it."""
    partner, today = own_partner(request, partner_id), clock.today()
    return fill(
        request,
        PlantForm(request.POST or None, initial={"stated_on": today}),
        lambda given: actions.state_plant(partner, by=asker(request), on=today, **given),
        heading=_("New plant"),
        lead=_("What it saves is computed from the factors; nobody types it in."),
        act=_("Keep it"),
        done=_("The plant is on record."),
        **beside(partner),
    )


@screen
def plant_change(request: HttpRequest, plant_id: UUID) -> HttpResponse:
    """Mends what the partner stated, or takes what it states anew."""
    today = clock.today()
    plant = get_plant_for(asker(request), plant_id, today)
    must_keep_money(request, plant.partner.place)
    initial = {name: getattr(plant, name) for name in PlantForm.base_fields}
    return fill(
        request,
        PlantForm(request.POST or None, initial=initial),
        lambda given: actions.change_plant(plant, by=asker(request), on=today, **given),
        heading=_("Change the plant"),
        act=_("Save the changes"),
        done=_("The plant is changed; what it saves is computed anew."),
        **_beside_plant(plant),
    )


@screen
def plant_built(request: HttpRequest, plant_id: UUID) -> HttpResponse:
    """The day from which it makes power."""
    today = clock.today()
    plant = get_plant_for(asker(request), plant_id, today)
    must_keep_money(request, plant.partner.place)
    return fill(
        request,
        BuiltForm(request.POST or None, initial={"built_on": today}),
        lambda given: actions.note_plant_built(plant, by=asker(request), on=today, **given),
        heading=_("The plant is built"),
        act=_("Note it"),
        done=_("The plant is built."),
        **_beside_plant(plant),
    )


def _beside_plant(plant: Plant) -> dict[str, Any]:
    page, partner = reverse("office:plant", args=[plant.pk]), plant.partner
    trail = [*above_partners(), (partner.name, page_of(partner)), (plant.name, page)]
    return {"back": page, "trail": trail, "place": partner.place}
