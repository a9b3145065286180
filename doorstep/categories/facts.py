"""What each fact is in rows: an SQL expression over households, for one day.

A fact is a number; where the register does not know, it is NULL, and no reason rests on it.
"""

from collections.abc import Callable, Iterable
from datetime import date

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from doorstep.method.choices import STATED_FACTS, FactKind, NeedKind
from doorstep.needs.models import Need
from doorstep.register.models import Circumstance, Member

ELDER_FROM = 60  # years of age, by the year of birth
WORKING_FROM = 16

Fact = Callable[[date], Combinable]


def fact_annotations(facts: Iterable[str], on: date) -> dict[str, Combinable]:
    """`fact_<kind>` → its number on a day, for households."""
    return {f"fact_{FactKind(fact)}": FACTS[FactKind(fact)](on) for fact in _once(facts)}


def change_annotations(facts: Iterable[str], on: date) -> dict[str, Combinable]:
    """`changed_<kind>` → the day of its last dated change; facts without such days are left out."""
    return {
        f"changed_{FactKind(fact)}": CHANGES[FactKind(fact)](on)
        for fact in _once(facts)
        if FactKind(fact) in CHANGES
    }


def _once(facts: Iterable[str]) -> list[str]:
    return sorted(set(facts))


def _members(on: date) -> QuerySet[Member]:
    days = Q(joined_on__lte=on) & (Q(left_on=None) | Q(left_on__gt=on))
    return Member.objects.filter(days, household=OuterRef("pk"))


def _count(rows: QuerySet) -> Combinable:
    """How many rows a household has; `rows` are those of the outer household."""
    counted = rows.order_by().values("household").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


def _pupils(on: date) -> Combinable:
    return _count(_members(on).filter(at_school=True))


def _able_to_work(on: date) -> Combinable:
    """Unknown while nobody is known to be able and of some adult nothing is stated."""
    members = _members(on)
    unstated = members.filter(able_to_work=None).filter(
        Q(birth_year=None) | Q(birth_year__lte=on.year - WORKING_FROM)
    )
    able = members.filter(able_to_work=True)
    return Case(
        When(Exists(able), then=_count(able)),
        When(Exists(unstated) | ~Exists(members), then=None),
        default=Value(0),
        output_field=IntegerField(),
    )


def _elders_alone(on: date) -> Combinable:
    """The elders of a household in which everybody is one; an unknown year of birth is none."""
    elders = Q(birth_year__lte=on.year - ELDER_FROM)
    others = _members(on).filter(~elders | Q(birth_year=None))
    return Case(
        When(Exists(others), then=Value(0)),
        default=_count(_members(on).filter(elders)),
        output_field=IntegerField(),
    )


def _circumstances(fact: FactKind, on: date) -> QuerySet[Circumstance]:
    live = Q(since_on__lte=on) & (Q(until_on=None) | Q(until_on__gt=on))
    return Circumstance.objects.filter(live, household=OuterRef("pk"), fact=fact)


def _stated(fact: FactKind) -> Fact:
    return lambda on: _count(_circumstances(fact, on))


def _stated_on(fact: FactKind) -> Fact:
    return lambda on: _last(_circumstances(fact, on), "since_on")


def _requests(on: date) -> QuerySet[Need]:
    """Open mediation that a party asked for or agreed to; sealed needs never colour."""
    open_needs = Need.objects.filter(household=OuterRef("pk"), kind=NeedKind.MEDIATION)
    return open_needs.open_on(on).unsealed().filter(requested_on__lte=on)


def _mediation_requested(on: date) -> Combinable:
    return _count(_requests(on))


def _requested_on(on: date) -> Combinable:
    return _last(_requests(on), "requested_on")


def _last(rows: QuerySet, field: str) -> Combinable:
    dated = rows.order_by().values("household").annotate(last=Max(field)).values("last")
    return Subquery(dated)


FACTS: dict[FactKind, Fact] = {
    **{fact: _stated(fact) for fact in STATED_FACTS},
    FactKind.ABLE_TO_WORK: _able_to_work,
    FactKind.PUPILS: _pupils,
    FactKind.ELDERS_ALONE: _elders_alone,
    FactKind.MEDIATION_REQUESTED: _mediation_requested,
}
CHANGES: dict[FactKind, Fact] = {
    **{fact: _stated_on(fact) for fact in STATED_FACTS},
    FactKind.MEDIATION_REQUESTED: _requested_on,
}
