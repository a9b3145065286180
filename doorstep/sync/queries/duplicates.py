"""Households that may be one and the same: suggested with reasons, decided by a person.

Codes alone match. A telephone is shared and names repeat, so that both only suggest; nothing is
looked for by who is related to whom.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from django.db.models import Q

from doorstep.people.models import Place
from doorstep.register.choices import Relation
from doorstep.register.models import Household, Member
from doorstep.register.queries import with_head
from doorstep.register.rules import is_child_name
from doorstep.sync.choices import Likeness
from doorstep.sync.models import KeptApart

MOST_ALIKE = 4  # more households with one telephone or one such person say nothing
MOST_SUSPECTS = 500
type Pair = tuple[str, str]  # codes, the lower first


@dataclass(frozen=True)
class Reason:
    """One thing two households have in common: whose telephone, or who, born when."""

    likeness: Likeness
    text: str
    born: str = ""


@dataclass(frozen=True)
class Suspect:
    """Two households that may be one, the lower code first; `head_name` is on both."""

    first: Household
    second: Household
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Person:
    code: str
    group: str | None
    is_head: bool


def suspects_at(village: Place, on: date) -> list[Suspect]:
    """The pairs of a village that may be one household, those with most in common first; in a
    constant number of queries. Codes, unique in a village, stand for households on the way: ids
    take as long to read as all the rest."""
    found: dict[Pair, list[Reason]] = defaultdict(list)
    active = Household.objects.filter(village=village).active_on(on)
    phones = active.exclude(phone="").order_by().values_list("phone", "code")
    for phone, codes in _shared((_digits(phone), code) for phone, code in phones):
        for pair in combinations(sorted(codes), 2):
            found[pair].append(Reason(Likeness.PHONE, phone))
    for (name, year, month), people in _people_alike(village, on).items():
        for one, other in combinations(people, 2):
            is_headed = one.is_head and other.is_head and one.group == other.group
            likeness = Likeness.HEADS if is_headed else Likeness.PERSON
            reason = Reason(likeness, name, f"{year}-{month:02}")
            found[one.code, other.code].append(reason)
    said = KeptApart.objects.filter(first__village=village)
    for first, second in said.values_list("first__code", "second__code"):
        found.pop((min(first, second), max(first, second)), None)
    ranked = sorted(found, key=lambda pair: (-len(found[pair]), pair))
    return _with_households(village, ranked[:MOST_SUSPECTS], found)


def reasons_for(first: Household, second: Household, on: date) -> tuple[Reason, ...]:
    """Why two households of a village are suggested as one; empty where they are not."""
    both = {first.pk, second.pk}
    suspects = suspects_at(first.village, on)
    same = (one.reasons for one in suspects if {one.first.pk, one.second.pk} == both)
    return next(same, ())


def _people_alike(village: Place, on: date) -> dict[tuple[str, int, int], list[_Person]]:
    """Those of one name and month of birth in two households or a few more, by code; no children,
    whose names are not kept."""
    open_on = Q(household__closed_on=None) | Q(household__closed_on__gt=on)
    members = Member.objects.filter(
        open_on,
        household__village=village,
        household__registered_on__lte=on,
        left_on=None,
        birth_year__isnull=False,
        birth_month__isnull=False,
    )
    columns = ("household__code", "household__group__name", "relation")
    rows = members.order_by().values_list("name", "birth_year", "birth_month", *columns)
    alike: dict[tuple[str, int, int], list[tuple[str, str | None, str]]] = defaultdict(list)
    for name, year, month, *rest in rows:
        alike[name, year, month].append(tuple(rest))
    return {
        key: sorted(
            (_Person(code, group, relation == Relation.HEAD) for code, group, relation in people),
            key=lambda one: one.code,
        )
        for key, people in alike.items()
        if 1 < len({code for code, *_rest in people}) == len(people) <= MOST_ALIKE
        and not is_child_name(key[0])
    }


def _shared(values: Iterable[tuple[str, str]]) -> Iterable[tuple[str, list[str]]]:
    """What a few households have in common."""
    holders: dict[str, list[str]] = defaultdict(list)
    for value, code in values:
        if value:
            holders[value].append(code)
    return ((value, codes) for value, codes in holders.items() if 1 < len(codes) <= MOST_ALIKE)


def _digits(phone: str) -> str:
    return "".join(one for one in phone if one.isdigit())


def _with_households(
    village: Place, ranked: list[Pair], found: dict[Pair, list[Reason]]
) -> list[Suspect]:
    codes = {code for pair in ranked for code in pair}
    rows = with_head(Household.objects.filter(village=village, code__in=codes))
    households = {one.code: one for one in rows.select_related("group", "village")}
    return [
        Suspect(households[first], households[second], tuple(found[first, second]))
        for first, second in ranked
    ]
