"""What every screen about points begins with."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.office.doors import asker, must_coordinate, village_of
from doorstep.points.models import PointScheme, RuleCard
from doorstep.points.queries import get_card_for, get_person_for, scheme_at, scheme_to_dispute_at
from doorstep.register.models import Member


def own_scheme(request: HttpRequest) -> PointScheme:
    """The scheme of the village that the account coordinates; NotVisible where none runs."""
    village = village_of(request)
    must_coordinate(request, village)
    scheme = scheme_at(village, clock.today())
    if scheme is None:
        raise NotVisible
    return scheme


def own_card(request: HttpRequest, rule_card_id: UUID) -> RuleCard:
    """A card of a village that the account coordinates; else NotVisible."""
    card = get_card_for(asker(request), rule_card_id, clock.today())
    must_coordinate(request, card.scheme.place)
    return card


def own_person(request: HttpRequest, member_id: UUID) -> Member:
    """Who takes part, in a village that the account coordinates; else NotVisible."""
    person = get_person_for(asker(request), member_id, clock.today())
    must_coordinate(request, person.household.village)
    return person


def scheme_of(person: Member) -> PointScheme:
    """The scheme of somebody's village that can be disputed about; NotVisible where none can."""
    scheme = scheme_to_dispute_at(person.household.village, clock.today())
    if scheme is None:
        raise NotVisible
    return scheme


def above_points() -> list[tuple[str, str]]:
    """The way back to the village's points."""
    return [(pgettext("menu", "Points"), reverse("office:points"))]


def beside_points(scheme: PointScheme) -> dict[str, Any]:
    """For a form about a scheme: place, way back, pages above."""
    back = reverse("office:points")
    return {"back": back, "trail": above_points(), "place": scheme.place, "sub": scheme.name}


def beside_card(card: RuleCard) -> dict[str, Any]:
    """For a form about a card: place, way back, pages above."""
    page = reverse("office:rule-card", args=[card.pk])
    trail = [*above_points(), (card_name(card), page)]
    return {"back": page, "trail": trail, "place": card.scheme.place, "sub": card.scheme.name}


def beside_person(person: Member) -> dict[str, Any]:
    """For a form about a person: place, way back, pages above."""
    page = reverse("office:points-person", args=[person.pk])
    words = f"{person.household.code} {person.name}"
    trail = [*above_points(), (words, page)]
    return {"back": page, "trail": trail, "place": person.household.village, "sub": words}


def card_name(card: RuleCard) -> str:
    """A card by its number."""
    return _("Rules, version %(number)s") % {"number": card.number}
