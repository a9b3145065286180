"""Telling members of a household apart without telling anybody's name on record."""

import re
from collections.abc import Iterable

from doorstep.register.roster.value import Member

_CHILD = re.compile(r"孩子\s*\d+")


def is_child_mark(name: str) -> bool:
    """Whether a name cell holds 孩子1, which leaves the name on record as it is."""
    return _CHILD.fullmatch(name.strip()) is not None


def is_same_person(one: Member, other: Member) -> bool:
    """Same name and birth; a child written as 孩子1 on either side is known by year of birth."""
    if is_child_mark(one.name) or is_child_mark(other.name):
        if one.birth_year is None or other.birth_year is None:
            return one.name == other.name
        return one.birth_year == other.birth_year
    return one.name == other.name and one.born == other.born


def pair_up(
    old: Iterable[Member], new: Iterable[Member]
) -> tuple[list[tuple[Member, Member]], list[Member], list[Member]]:
    """Members on both sides, those only in `old`, those only in `new`; real names match first."""
    left, right = list(old), list(new)
    pairs: list[tuple[Member, Member]] = []
    for by_name in (True, False):
        for one in list(left):
            same = (
                other
                for other in right
                if is_same_person(one, other) and (not by_name or one.name == other.name)
            )
            if (other := next(same, None)) is not None:
                pairs.append((one, other))
                left.remove(one)
                right.remove(other)
    return pairs, left, right
