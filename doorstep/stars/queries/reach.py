"""Who reads, records and decides applications for stars, and to whom stars are shown."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from doorstep.kit.errors import NotVisible
from doorstep.people.choices import Duty, PlaceKind, Role
from doorstep.people.models import Account, Place
from doorstep.people.queries import (
    duty_holders,
    has_duty,
    has_role,
    holders_of,
    places_with_role,
    reach_of,
    village_ids_for,
)
from doorstep.stars.models import StarApplication, StarSet


@dataclass(frozen=True)
class StarReach:
    """Ids of places: villages whose applications the account records, villages in which it reviews
    those of households, and towns at which it reviews those of villages."""

    recorded: frozenset[UUID]
    reviewed: frozenset[UUID]
    towns: frozenset[UUID]

    @property
    def read(self) -> frozenset[UUID]:
        """Villages whose households' applications are read."""
        return self.recorded | self.reviewed


def star_reach(account: Account, on: date) -> StarReach:
    """A coordinator records and reviews in the own village; who decides there reviews; the town
    reviews what villages apply for, and reads no household's application."""
    reach = reach_of(account, on)
    coordinated = reach.by_role.get(Role.COORDINATOR, frozenset())
    deciding = reach.by_duty.get(Duty.DECIDES_CATEGORIES, frozenset())
    towns = places_with_role(account, Role.TOWN, on).filter(kind=PlaceKind.TOWN)
    return StarReach(
        recorded=coordinated,
        reviewed=coordinated | deciding,
        towns=frozenset(towns.values_list("pk", flat=True)),
    )


def star_places(account: Account, on: date) -> QuerySet[Place]:
    """The villages and towns whose published criteria and shown stars the account finds: a village
    for its team, a town with its villages for itself."""
    return Place.objects.filter(pk__in=star_place_ids(account, on)).order_by("kind", "code")


def star_place_ids(account: Account, on: date) -> frozenset[UUID]:
    """Ids of `star_places`."""
    reach = star_reach(account, on)
    found = village_ids_for(account, on) | reach.read | reach.towns
    if reach.towns:
        inside = Place.objects.filter(parent__in=reach.towns, kind=PlaceKind.VILLAGE)
        found |= frozenset(inside.values_list("pk", flat=True))
    return found


def get_star_place(account: Account, code: str | None, on: date) -> Place:
    """One of them by its code (None: the first, a town before villages); else NotVisible."""
    places = star_places(account, on)
    place = places.filter(code=code).first() if code else places.first()
    if place is None:
        raise NotVisible
    return place


def records_for(account: Account, place: Place, on: date) -> bool:
    """Whether the account records what the village or its households apply for."""
    return place.pk in star_reach(account, on).recorded


def publishes_at(account: Account, place: Place, on: date) -> bool:
    """Whether the account publishes the criteria of a place: a coordinator those of the village, a
    town its own."""
    reach = star_reach(account, on)
    return place.pk in (reach.recorded if place.kind == PlaceKind.VILLAGE else reach.towns)


def may_review(account: Account, application: StarApplication, on: date) -> bool:
    """Whether the account may review by where it stands; the act asks the rest."""
    if account.is_system:
        return False
    if application.of_village:
        town = application.star_set.place
        is_own = has_role(account, Role.COORDINATOR, application.place, on)
        return has_role(account, Role.TOWN, town, on) and not is_own
    place = application.place
    return has_role(account, Role.COORDINATOR, place, on) or has_duty(
        account, Duty.DECIDES_CATEGORIES, place, on
    )


def second_reviewers(application: StarApplication, on: date) -> list[Account]:
    """Whose accounts may confirm a review that another made, by name; none of a household's
    relatives is known here, and each is asked."""
    if application.of_village:
        able = holders_of(Role.TOWN, application.star_set.place, on)
    else:
        able = holders_of(Role.COORDINATOR, application.place, on)
        able |= duty_holders(Duty.DECIDES_CATEGORIES, application.place, on)
    others = able.exclude(pk=application.reviewed_by_id)
    return [one for one in others if may_review(one, application, on)]


def may_answer_star(account: Account, application: StarApplication, on: date) -> bool:
    """Whether the account may answer an objection: it may review, and did not."""
    reviewers = {application.reviewed_by_id, application.confirmed_by_id}
    return may_review(account, application, on) and account.pk not in reviewers


def sets_for(account: Account, on: date) -> QuerySet[StarSet]:
    """The published criteria of the account's places and of the towns above its villages."""
    places = star_places(account, on)
    here = Q(place__in=places.values("pk")) | Q(place__in=places.values("parent"))
    rows = StarSet.objects.filter(here, place__kind__in=(PlaceKind.VILLAGE, PlaceKind.TOWN))
    return rows.select_related("place")


def get_star_set_for(account: Account, star_set_id: object, on: date) -> StarSet:
    """One of `sets_for`; else NotVisible."""
    found = sets_for(account, on).filter(pk=star_set_id).first()
    if found is None:
        raise NotVisible
    return found
