"""What every screen about a partner begins with."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from doorstep.kit import clock
from doorstep.office.doors import asker
from doorstep.office.money.doors import must_keep_money
from doorstep.partners.models import Partner
from doorstep.partners.queries import get_partner_for


def own_partner(request: HttpRequest, partner_id: UUID) -> Partner:
    """A partner of a place whose money the account keeps; else NotVisible."""
    partner = get_partner_for(asker(request), partner_id, clock.today())
    must_keep_money(request, partner.place)
    return partner


def above_partners() -> list[tuple[str, str]]:
    """The way back to the list of partners."""
    return [(_("Partners"), reverse("office:partners"))]


def page_of(partner: Partner) -> str:
    """Where a partner stands."""
    return reverse("office:partner", args=[partner.pk])


def beside(partner: Partner) -> dict[str, Any]:
    """For a form about a partner: place, way back, pages above."""
    trail = [*above_partners(), (partner.name, page_of(partner))]
    return {"back": page_of(partner), "trail": trail, "place": partner.place}
