"""Who holds which role and duty where, on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from doorstep.kit.errors import NotVisible
from doorstep.people.choices import Duty, PlaceKind, Role
from doorstep.people.models import (
    Account,
    AccountDuty,
    AccountRole,
    Helper,
    Place,
    live_on,
)
from doorstep.people.rules import DAYS_TO_VOUCH


@dataclass(frozen=True)
class Scope:
    """A place and all villages in it: what figures and lists are asked for."""

    place: Place
    village_ids: tuple[UUID, ...]


def villages_below(place: Place) -> tuple[UUID, ...]:
    """Ids of the villages inside a place; a village is inside itself."""
    if place.kind == PlaceKind.VILLAGE:
        return (place.pk,)
    inside = Q(parent=place) | Q(parent__parent=place)
    rows = Place.objects.filter(inside, kind=PlaceKind.VILLAGE)
    return tuple(rows.values_list("pk", flat=True))


def scope_of(place: Place) -> Scope:
    """The scope of a place."""
    return Scope(place=place, village_ids=villages_below(place))


def places_with_role(account: Account, role: Role, on: date) -> QuerySet[Place]:
    """The places at which the account holds a role on a day."""
    held = AccountRole.objects.filter(live_on(on), account=account, role=role)
    return Place.objects.filter(pk__in=held.values("place"))


@dataclass(frozen=True)
class Reach:
    """Where an account stands on a day, as ids: the ground of every row scope.

    `by_role` and `by_duty` name the villages in which a role or duty holds, there or from a place
    above; `team_villages` those of its helpers' teams.
    """

    helpers: frozenset[UUID]
    team_villages: frozenset[UUID]
    by_role: Mapping[str, frozenset[UUID]]
    by_duty: Mapping[str, frozenset[UUID]]


def reach_of(account: Account, on: date) -> Reach:
    """The reach of an account, in at most four small queries.

    A door that asks several times within one request keeps the answer with `keep_reach`.
    """
    kept = account.kept_reach
    if kept is not None and on in kept:
        return kept[on]
    columns = ("place", "place__kind")
    roles = AccountRole.objects.filter(live_on(on), account=account).values_list("role", *columns)
    duties = AccountDuty.objects.filter(live_on(on), account=account).values_list("duty", *columns)
    held = [list(roles), list(duties)]
    helping = {place for role, place, _kind in held[0] if role == Role.HELPER}
    own = Helper.objects.filter(live_on(on), account=account).values_list("pk", "team__place")
    helpers = [row for row in own if row[1] in helping]  # as `_own_helpers`, less to ask
    inside = _villages_inside({row[1:] for rows in held for row in rows})
    by_role, by_duty = (_villages_by_name(rows, inside) for rows in held)
    reach = Reach(
        helpers=frozenset(pk for pk, _place in helpers),
        team_villages=frozenset(place for _pk, place in helpers),
        by_role=by_role,
        by_duty=by_duty,
    )
    if kept is not None:
        kept[on] = reach
    return reach


def _own_helpers(account: Account, on: date) -> QuerySet[Helper]:
    """The helpers an account acts as: while they are active and it holds their team's role."""
    role = AccountRole.objects.filter(
        live_on(on), account=account, role=Role.HELPER, place=OuterRef("team__place")
    )
    return Helper.objects.filter(live_on(on), Exists(role), account=account)


def keep_reach(account: Account) -> None:
    """Lets `reach_of` answer from memory for this object of an account: for one request only."""
    if account.kept_reach is None:
        account.kept_reach = {}


def _villages_by_name(
    rows: Iterable[tuple[str, UUID, str]], inside: Mapping[UUID, frozenset[UUID]]
) -> dict[str, frozenset[UUID]]:
    found: dict[str, frozenset[UUID]] = {}
    for name, place, _kind in rows:
        found[name] = found.get(name, frozenset()) | inside[place]
    return found


def _villages_inside(places: set[tuple[UUID, str]]) -> dict[UUID, frozenset[UUID]]:
    """The villages inside each place; a village is inside itself."""
    above = [pk for pk, kind in places if kind != PlaceKind.VILLAGE]
    found = {pk: {pk} if kind == PlaceKind.VILLAGE else set() for pk, kind in places}
    if above:
        below = Place.objects.filter(
            Q(parent__in=above) | Q(parent__parent__in=above), kind=PlaceKind.VILLAGE
        )
        for village, *parents in below.values_list("pk", "parent", "parent__parent"):
            for parent in parents:
                if parent in found:
                    found[parent].add(village)
    return {pk: frozenset(villages) for pk, villages in found.items()}


def roles_of(account: Account, on: date) -> frozenset[Role]:
    """The roles of an account on a day, wherever held."""
    held = AccountRole.objects.filter(live_on(on), account=account)
    return frozenset(Role(role) for role in held.values_list("role", flat=True))


def villages_with_role(account: Account, role: Role, on: date) -> QuerySet[Place]:
    """Villages in which the account holds a role, there or at a place above."""
    return Place.objects.filter(pk__in=reach_of(account, on).by_role.get(role, ()))


def villages_with_duty(account: Account, duty: Duty, on: date) -> QuerySet[Place]:
    """Villages in which the account holds a duty, there or at a place above."""
    return Place.objects.filter(pk__in=reach_of(account, on).by_duty.get(duty, ()))


def at_or_above(place: Place) -> QuerySet[Place]:
    """A place and the areas above it."""
    inside = Q(pk=place.pk) | Q(children=place.pk) | Q(children__children=place.pk)
    return Place.objects.filter(inside)


def near(place: Place) -> Q:
    """Rows of a place, of those above it and of those inside it."""
    above = Q(place__in=at_or_above(place).values("pk"))
    return above | Q(place__parent=place.pk) | Q(place__parent__parent=place.pk)


def was_held(duty: Duty, place: Place) -> bool:
    """Whether somebody ever held a duty at a place, above it or inside it."""
    return AccountDuty.objects.filter(near(place), duty=duty).exists()


def came_lately(account: Account, role: Role, place: Place, on: date) -> bool:
    """Whether an account holds a role at a place for fewer days than a voucher stands there, after
    or beside somebody else: it might have been put there for the occasion."""
    since = on - timedelta(days=DAYS_TO_VOUCH)
    held = AccountRole.objects.filter(place__in=at_or_above(place).values("pk"), role=role)
    if held.filter(live_on(on), account=account, start_on__lte=since).exists():
        return False
    return held.exclude(account=account).exists()


def has_role(account: Account, role: Role, place: Place, on: date) -> bool:
    """Whether the account holds a role at the place or above it."""
    held = AccountRole.objects.filter(live_on(on), account=account, role=role)
    return held.filter(place__in=at_or_above(place).values("pk")).exists()


def holders_of(role: Role, village: Place, on: date) -> QuerySet[Account]:
    """The accounts that hold a role at the village or above it, by name."""
    held = AccountRole.objects.filter(live_on(on), role=role, account__is_active=True)
    at = held.filter(place__in=at_or_above(village).values("pk"))
    return Account.objects.filter(pk__in=at.values("account")).order_by("name", "login")


def has_duty(account: Account, duty: Duty, place: Place, on: date) -> bool:
    """Whether the account holds a duty at the place or above it."""
    held = AccountDuty.objects.filter(live_on(on), account=account, duty=duty)
    return held.filter(place__in=at_or_above(place).values("pk")).exists()


def duty_holders(duty: Duty, place: Place, on: date) -> QuerySet[Account]:
    """The accounts that hold a duty at the place or above it, by name."""
    held = AccountDuty.objects.filter(live_on(on), duty=duty, account__is_active=True)
    at = held.filter(place__in=at_or_above(place).values("pk"))
    return Account.objects.filter(pk__in=at.values("account")).order_by("name", "login")


def somebody_holds(duty: Duty, place: Place, on: date) -> bool:
    """Whether an account that can sign in holds a duty at the place or above it."""
    held = AccountDuty.objects.filter(live_on(on), duty=duty, account__is_active=True)
    return held.filter(place__in=at_or_above(place).values("pk")).exists()


def is_kept_apart(account: Account, wanted: Role | Duty, place: Place, on: date) -> bool:
    """Whether a role or duty, given at a place, would make an account its safeguarding person and
    its coordinator or helper at once."""
    team = {Role.COORDINATOR.value, Role.HELPER.value}
    later = Q(end_on=None) | Q(end_on__gt=on)  # what begins later counts, too
    held: QuerySet[AccountRole] | QuerySet[AccountDuty]
    if wanted == Duty.SAFEGUARDING:
        held = AccountRole.objects.filter(later, account=account, role__in=team)
    elif wanted in team:
        held = AccountDuty.objects.filter(later, account=account, duty=Duty.SAFEGUARDING)
    else:
        return False
    places = {one.place for one in held.select_related("place")}
    here = set(villages_below(place)) if places else set()
    return any(here & set(villages_below(one)) for one in places)


def helper_of(account: Account, on: date) -> Helper | None:
    """The helper an account acts as, while active and in the role."""
    return _own_helpers(account, on).select_related("team").first()


def helper_at(account: Account, village: Place, on: date) -> Helper | None:
    """As `helper_of`, in the team of one village; None for a helper of another village's team."""
    return _own_helpers(account, on).filter(team__place=village).select_related("team").first()


def village_ids_for(account: Account, on: date) -> frozenset[UUID]:
    """Ids of `villages_for`: out of the reach alone."""
    reach = reach_of(account, on)
    villages = reach.team_villages | reach.by_role.get(Role.COORDINATOR, frozenset())
    return villages | reach.by_duty.get(Duty.DECIDES_CATEGORIES, frozenset())


def villages_for(account: Account, on: date) -> QuerySet[Place]:
    """Villages whose team the account belongs to: as coordinator, as helper, or by a duty."""
    return Place.objects.filter(pk__in=village_ids_for(account, on))


def get_village_for(account: Account, code: str | None, on: date) -> Place:
    """A village of the account's own team by its code (None: the first, of those it coordinates
    where there is one); else NotVisible."""
    villages = villages_for(account, on)
    if code:
        village = villages.filter(code=code).first()
    elif led := reach_of(account, on).by_role.get(Role.COORDINATOR):
        village = villages.filter(pk__in=led).first()
    else:
        village = villages.first()
    if village is None:
        raise NotVisible
    return village


def coordinates_everywhere(account: Account, on: date) -> bool:
    """Whether the account coordinates every village there is: what all share is theirs to set."""
    coordinated = reach_of(account, on).by_role.get(Role.COORDINATOR, frozenset())
    return not Place.objects.filter(kind=PlaceKind.VILLAGE).exclude(pk__in=coordinated).exists()


def helpers_at(village: Place, on: date) -> QuerySet[Helper]:
    """The active helpers of a village's teams."""
    return Helper.objects.filter(live_on(on), team__place=village)


def serves(account: Account, village: Place, on: date) -> bool:
    """Whether an account coordinates a village or helps there."""
    helps = Helper.objects.filter(live_on(on), account=account, team__place=village)
    roles = (Role.COORDINATOR, Role.HELPER)
    return helps.exists() or any(has_role(account, role, village, on) for role in roles)


def accounts_serving(village: Place, on: date) -> QuerySet[Account]:
    """Who may be named for something of one household: the helpers with an account and those who
    hold a duty there, by name; no coordinator."""
    helpers = Helper.objects.filter(live_on(on), team__place=village, account__isnull=False)
    duties = AccountDuty.objects.filter(live_on(on), place__in=at_or_above(village).values("pk"))
    duties = duties.exclude(duty=Duty.SAFEGUARDING)
    coordinators = holders_of(Role.COORDINATOR, village, on).values("pk")
    named = Q(pk__in=helpers.values("account")) | Q(pk__in=duties.values("account"))
    found = Account.objects.filter(named, is_active=True).exclude(pk__in=coordinators)
    return found.order_by("name", "login")


def get_helper_for(account: Account, helper_id: object, on: date) -> Helper:
    """A helper as the coordinator of that village, or oneself; else NotVisible."""
    coordinates = villages_with_role(account, Role.COORDINATOR, on)
    mine = Q(team__place__in=coordinates) | Q(pk__in=reach_of(account, on).helpers)
    helper = Helper.objects.filter(mine, pk=helper_id).select_related("team", "seat").first()
    if helper is None:
        raise NotVisible
    return helper
