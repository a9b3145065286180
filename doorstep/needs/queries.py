"""Needs as people may see them, and what presses on a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from doorstep.kit import vault
from doorstep.kit.errors import NotVisible
from doorstep.method.choices import NeedKind, Urgency
from doorstep.needs import rules
from doorstep.needs.choices import DeadlineState, NeedState, Outcome
from doorstep.needs.models import Need, NeedQuerySet, Placement, Step
from doorstep.people.choices import Duty, Role
from doorstep.people.models import Account, AccountDuty, AccountRole, Place, live_on
from doorstep.people.queries import (
    Scope,
    at_or_above,
    has_role,
    helper_at,
    holders_of,
    reach_of,
    villages_for,
)
from doorstep.register.models import Household, Member
from doorstep.register.queries import (
    households_for,
    households_let_into,
    households_seen_whole,
    may_open_sealed,
)


def needs_for(account: Account, on: date) -> NeedQuerySet:
    """The unsealed needs an account may see on a day, open or closed.

    Those of households it sees, and those of its own villages that name no household; the town
    sees what lies escalated with it and nothing else.
    """
    own = Q(household__in=households_seen_whole(account, on).values("pk"))
    own |= Q(household=None, place__in=villages_for(account, on).values("pk"))
    towns = reach_of(account, on).by_role.get(Role.TOWN)
    if not towns:
        return Need.objects.unsealed().filter(own)
    seen = Q(household=None) | Q(household__in=households_for(account, on).values("pk"))
    escalated = Need.objects.filter(seen, place__in=towns, raised_on__lte=on).escalated_on(on)
    return Need.objects.unsealed().filter(own | Q(pk__in=escalated.values("pk")))


def get_need_for(account: Account, need_id: object, on: date) -> Need:
    """A need of the account's scope with what its page shows; else NotVisible."""
    related = ("place", "household__village", "member", "owner", "raised_by", "works")
    need = needs_for(account, on).filter(pk=need_id).select_related(*related).first()
    if need is None:
        raise NotVisible
    return need


def mediators_at(village: Place, on: date) -> QuerySet[Account]:
    """Whom a sealed need can be named to, by name: who holds the duty there or above, and does not
    coordinate there."""
    held = AccountDuty.objects.filter(live_on(on), duty=Duty.MEDIATOR)
    at = held.filter(place__in=at_or_above(village).values("pk"))
    coordinators = holders_of(Role.COORDINATOR, village, on).values("pk")
    named = Account.objects.filter(pk__in=at.values("account"), is_active=True)
    return named.exclude(pk__in=coordinators).order_by("name", "login")


def is_mediator(account: Account, on: date) -> bool:
    """Whether sealed needs of some village can be named to an account."""
    return bool(_mediated(account, on))


def _mediated(account: Account, on: date) -> frozenset[UUID]:
    reach = reach_of(account, on)
    held: frozenset[UUID] = reach.by_duty.get(Duty.MEDIATOR, frozenset())
    return held - reach.by_role.get(Role.COORDINATOR, frozenset())


def needs_named_to(account: Account, on: date) -> NeedQuerySet:
    """The sealed needs that lie with an account as mediator: those named to it, and those whose
    mediator may not be it any more, which lie with every mediator of the village. None while nobody
    has vouched for the account."""
    if account.unvouched_since is not None:
        return Need.objects.none()
    at = Q(place=OuterRef("place")) | Q(place__children=OuterRef("place"))
    at |= Q(place__children__children=OuterRef("place"))
    at &= Q(live_on(on), account=OuterRef("mediator"), account__is_active=True)
    mediates = AccountDuty.objects.filter(at, duty=Duty.MEDIATOR)
    coordinates = AccountRole.objects.filter(at, role=Role.COORDINATOR)
    mine = Q(mediator=account) | ~Exists(mediates) | Exists(coordinates)
    return _sealed_needs().filter(mine, place__in=_mediated(account, on))


def sealed_needs_for(account: Account, on: date) -> NeedQuerySet:
    """The sealed needs whose words an account opens: those named to it, and those of households
    whose sealed fields it was let into."""
    named = Q(pk__in=needs_named_to(account, on).values("pk"))
    return _sealed_needs().filter(named | Q(household__in=households_let_into(account, on)))


def get_sealed_need_for(account: Account, need_id: object, on: date) -> Need:
    """A sealed need whose words an account opens; else NotVisible."""
    related = ("place", "household__village", "member", "raised_by", "mediator")
    need = sealed_needs_for(account, on).filter(pk=need_id).select_related(*related).first()
    if need is None:
        raise NotVisible
    return need


def get_named_need_for(account: Account, need_id: object, on: date) -> Need:
    """A sealed need that lies with an account as mediator; else NotVisible."""
    related = ("place", "household__village", "member", "raised_by", "mediator")
    need = needs_named_to(account, on).filter(pk=need_id).select_related(*related).first()
    if need is None:
        raise NotVisible
    return need


def _sealed_needs() -> NeedQuerySet:
    return Need.objects.filter(sealed=True, household__in=Household.objects.in_use())


def needs_of(account: Account, household: Household, on: date) -> QuerySet[Need]:
    """A household's needs as the account may see them: open ones first, then the latest closed."""
    found = needs_for(account, on).filter(household=household).select_related("owner", "member")
    return found.order_by(F("closed_on").desc(nulls_first=True), "deadline_on", "id")


def get_placement_for(account: Account, placement_id: object, on: date) -> Placement:
    """A placement of a household the account sees; else NotVisible."""
    seen = households_seen_whole(account, on).values("pk")
    related = ("household__village", "member", "need")
    placements = Placement.objects.filter(pk=placement_id, household__in=seen)
    placement = placements.select_related(*related).first()
    if placement is None:
        raise NotVisible
    return placement


def steps_of(need: Need) -> QuerySet[Step]:
    """The story of a need, first step first."""
    return need.steps.select_related("by", "to")


def served_households(need: Need) -> QuerySet[Household]:
    """Every household the solution serves: its own and those linked."""
    own = Q(pk=need.household_id) if need.household_id else Q(pk__in=())
    return Household.objects.filter(own | Q(served_by__need=need)).distinct().order_by("code")


def urgent_unseen(scope: Scope, day: date) -> QuerySet[Need]:
    """Open and urgent on a day, and not yet seen by a coordinator."""
    urgent = Need.objects.in_villages(scope.village_ids).unsealed().open_on(day)
    unseen = Q(seen_on=None) | Q(seen_on__gt=day)
    return _with_people(urgent.filter(unseen, urgency=Urgency.URGENT))


def unconfirmed(needs: NeedQuerySet, day: date) -> NeedQuerySet:
    """Those closed by that day of which the household has not yet said whether it is so. An errand
    done on the spot is not asked about again, nor what was withdrawn."""
    closed = needs.filter(
        state=NeedState.CLOSED, closed_on__lte=day, confirmed=None, household__isnull=False
    )
    on_the_spot = Q(kind=NeedKind.ERRAND, raised_on=F("closed_on"))
    return closed.exclude(on_the_spot).exclude(outcome=Outcome.WITHDRAWN)


def count_sealed(scope: Scope, day: date) -> int:
    """How many sealed needs are open: a count alone."""
    open_then = Need.objects.in_villages(scope.village_ids).open_on(day)
    return open_then.filter(sealed=True).count()


@dataclass(frozen=True)
class NeedWords:
    """What is sealed of a need, opened: its own words, and those of its steps, first step first."""

    text: str
    steps: tuple[tuple[Step, str], ...]


def has_sealed_words(need: Need) -> bool:
    """Whether something of a need is sealed."""
    return bool(need.sealed_text) or need.steps.exclude(sealed_text="").exists()


def may_open_words(account: Account, need: Need, on: date) -> bool:
    """Whether an account opens a need's sealed words: the helper who has the need, and who was let
    into the household's sealed fields; a coordinator of the village never, and nobody who waits to
    be vouched for."""
    if account.unvouched_since is not None or need.household is None:
        return False
    if has_role(account, Role.COORDINATOR, need.place, on):
        return False
    owner = helper_at(account, need.place, on)
    is_owner = owner is not None and need.owner_id == owner.pk
    return is_owner or may_open_sealed(account, need.household, on)


def words_of(need: Need) -> NeedWords:
    """A need's words, sealed or plain; "" for what cannot be opened any more."""
    owner = need.household_id
    key = vault.present_keys([owner]).get(str(owner)) if owner else None

    def opened(row: Need | Step) -> str:
        if not row.sealed_text:
            return row.text
        return vault.unseal_with(key, owner, row.sealed_text) if key else ""

    steps = tuple((step, text) for step in steps_of(need) if (text := opened(step)))
    return NeedWords(opened(need), steps)


@dataclass(frozen=True)
class NeedRow:
    """A need as a line of a list; `head_name` is for readers who may see the household."""

    id: UUID
    household_id: UUID | None
    household_code: str
    head_name: str
    place_name: str
    kind: str
    text: str
    urgency: str
    is_open: bool
    raised_on: date
    deadline_on: date
    deadline: DeadlineState | None  # None once closed
    days_overdue: int
    owner_name: str
    closed_on: date | None
    outcome: str
    confirmed: bool | None
    is_seen: bool

    @property
    def kind_label(self) -> Any:
        return NeedKind(self.kind).label

    @property
    def urgency_label(self) -> Any:
        return Urgency(self.urgency).label

    @property
    def outcome_label(self) -> Any:
        return Outcome(self.outcome).label if self.outcome else ""


def need_rows(needs: QuerySet[Need], day: date) -> list[NeedRow]:
    """The lines of a list in one query, in the order of `needs`, as they stand now on `day`."""
    head = Member.objects.filter(household=OuterRef("household"), relation="head", left_on=None)
    rows = _with_people(needs).annotate(head_name=Subquery(head.values("name")[:1]))
    return [_row(need, day) for need in rows]


def _row(need: Any, day: date) -> NeedRow:
    is_open = need.state == NeedState.OPEN
    return NeedRow(
        id=need.pk,
        household_id=need.household_id,
        household_code=need.household.code if need.household else "",
        head_name=need.head_name or "",
        place_name=need.place.name,
        kind=need.kind,
        text=need.text,
        urgency=need.urgency,
        is_open=is_open,
        raised_on=need.raised_on,
        deadline_on=need.deadline_on,
        deadline=rules.deadline_state(need.deadline_on, day) if is_open else None,
        days_overdue=rules.days_overdue(need.deadline_on, day) if is_open else 0,
        owner_name=need.owner.name if need.owner else "",
        closed_on=need.closed_on,
        outcome=need.outcome,
        confirmed=need.confirmed,
        is_seen=need.seen_on is not None,
    )


def _with_people(needs: QuerySet[Need]) -> QuerySet[Need]:
    return needs.select_related("household", "owner", "place")


def needs_with_old_words(before: date) -> QuerySet[Need]:
    """Needs closed before a day whose words are still kept."""
    return Need.objects.filter(closed_on__lt=before).exclude(text="", sealed_text="")


def steps_with_old_words(before: date) -> QuerySet[Step]:
    """Steps, with words, of needs closed before a day."""
    return Step.objects.filter(need__closed_on__lt=before).exclude(text="", sealed_text="")
