"""Pure decisions of meetings: the order of an agenda, and which lines stand alone on it."""

from doorstep.meetings.choices import ItemKind

PLACES_A_KIND = 2900  # room for so many lines of a kind before their order is that of writing
_KINDS = tuple(ItemKind)


def item_order(kind: str, count: int) -> int:
    """Where a line goes, given how many of its kind the agenda has."""
    return _KINDS.index(ItemKind(kind)) * PLACES_A_KIND + min(count, PLACES_A_KIND - 1)


def stands_alone(kind: str) -> bool:
    """Whether an agenda has one line of this kind where no subject is named."""
    return kind in (ItemKind.NOT_REACHED, ItemKind.PLAN)
