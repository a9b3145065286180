"""What a rule finds on the register: the target list of a campaign before it is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from doorstep.campaigns.choices import UnitKind
from doorstep.campaigns.rules import ALL_YEAR, ListRule
from doorstep.people.models import Place, live_on
from doorstep.people.queries import villages_below
from doorstep.register.choices import Season
from doorstep.register.models import Home, Household, Member
from doorstep.register.queries import as_counted


@dataclass(frozen=True)
class Target:
    """A line of a list that is about to be written."""

    village_id: UUID
    household_id: UUID | None = None
    member_id: UUID | None = None


def targets(place: Place, unit_kind: str, rule: ListRule, on: date) -> list[Target]:
    """Whom a rule finds at a place on a day, by village and code."""
    villages = _villages(place, rule)
    if unit_kind == UnitKind.VILLAGE:
        return [Target(one) for one in villages.order_by("code").values_list("pk", flat=True)]
    households = _households(villages, rule, on)
    if unit_kind == UnitKind.HOUSEHOLD:
        rows = households.order_by("village__code", "code")
        return [Target(*pair) for pair in rows.values_list("village", "pk")]
    members = _members(households, rule, on).order_by(
        "household__village__code", "household__code", "order", "pk"
    )
    return [
        Target(*found) for found in members.values_list("household__village", "household", "pk")
    ]


def group_names(villages: Iterable[UUID]) -> list[str]:
    """The names of the groups of some villages, each once, in the order villages count them."""
    rows = Household.objects.filter(village__in=list(villages), group__isnull=False)
    return sorted(set(rows.order_by().values_list("group__name", flat=True)), key=as_counted)


def _villages(place: Place, rule: ListRule) -> QuerySet[Place]:
    found = Place.objects.filter(pk__in=villages_below(place))
    return found.filter(code__in=rule.villages) if rule.villages else found


def _households(villages: QuerySet[Place], rule: ListRule, on: date) -> QuerySet[Household]:
    rows = Household.objects.in_use().active_on(on).filter(village__in=villages.values("pk"))
    if rule.groups:
        rows = rows.filter(group__name__in=rule.groups)
    if rule.lives == ALL_YEAR:
        moves = Home.objects.filter(live_on(on), household=OuterRef("pk"), season=Season.SUMMER)
        rows = rows.exclude(Exists(moves))
    if rule.people_from is not None:
        rows = rows.filter(resident_count__gte=rule.people_from)
    if rule.people_to is not None:
        rows = rows.filter(resident_count__lte=rule.people_to)
    return rows


def _members(households: QuerySet[Household], rule: ListRule, on: date) -> QuerySet[Member]:
    rows = Member.objects.filter(
        Q(left_on=None) | Q(left_on__gt=on),
        household__in=households.values("pk"),
        joined_on__lte=on,
    )
    if rule.age_from is None and rule.age_to is None:
        return rows
    # months since year 0; without a month of birth the year alone counts, as if it were January
    age = (
        Value(on.year * 12 + on.month) - F("birth_year") * 12 - Coalesce(F("birth_month"), Value(1))
    )
    rows = rows.filter(birth_year__isnull=False).annotate(months=age)
    if rule.age_from is not None:
        rows = rows.filter(months__gte=rule.age_from * 12)
    if rule.age_to is not None:
        rows = rows.filter(months__lt=(rule.age_to + 1) * 12)
    return rows
