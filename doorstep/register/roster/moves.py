"""Households that split off or were merged, and people who moved, told by the members who left one
and came to another.

A suggestion for the preview: the same name and month of birth on both sides, at least once.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from doorstep.register.roster.diff import Move
from doorstep.register.roster.people import is_child_mark, is_same_person
from doorstep.register.roster.value import HouseholdKey, Member

type Own = Mapping[HouseholdKey, list[Member]]


def splits(lost: Own, gained: Own, *, created: Collection[HouseholdKey]) -> Iterator[Move]:
    """Each created household with the one that most of its members left."""
    places = _by_name(lost)
    for target, came in gained.items():
        if target in created and (source := _likeliest(target, came, places)):
            yield _move(source, target, lost, gained)


def merges(lost: Own, gained: Own, *, gone: Collection[HouseholdKey]) -> Iterator[Move]:
    """Each household that is gone with the one to which most of its members came."""
    places = _by_name(gained)
    for source, left in lost.items():
        if source in gone and (target := _likeliest(source, left, places)):
            yield _move(source, target, lost, gained)


def between(lost: Own, gained: Own, *, staying: Collection[HouseholdKey]) -> Iterator[Move]:
    """People who left one household and came to another, both of which stay; told by name and
    birth, never by a name alone."""
    places = _by_name(gained)
    for source, left in lost.items():
        if source not in staying:
            continue
        into: dict[HouseholdKey, list[Member]] = {}
        for one in left:
            found = places.get((source[0], one.name, one.born), []) if one.born else []
            if len(found) == 1 and found[0] in staying and found[0] != source:
                into.setdefault(found[0], []).append(one)
        for target, members in into.items():
            yield Move(source[1], target[1], tuple(members))


def _by_name(own: Own) -> dict[tuple[str, str, str], list[HouseholdKey]]:
    places: dict[tuple[str, str, str], list[HouseholdKey]] = {}
    for key, members in own.items():
        for one in members:
            if not is_child_mark(one.name):
                places.setdefault((key[0], one.name, one.born), []).append(key)
    return places


def _likeliest(
    key: HouseholdKey,
    members: list[Member],
    places: Mapping[tuple[str, str, str], list[HouseholdKey]],
) -> HouseholdKey | None:
    counted: Counter[HouseholdKey] = Counter()
    for one in members:
        counted.update(places.get((key[0], one.name, one.born), ()))
    del counted[key]
    return counted.most_common(1)[0][0] if counted else None


def _move(source: HouseholdKey, target: HouseholdKey, lost: Own, gained: Own) -> Move:
    members = tuple(
        one for one in gained[target] if any(is_same_person(other, one) for other in lost[source])
    )
    return Move(source[1], target[1], members)
