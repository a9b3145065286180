"""A chain as these tests look at it, and hands that reach round the product into its rows."""

from doorstep.people.models import AuditChain, AuditEntry
from doorstep.people.queries import check_chains
from doorstep.people.rules import chain_key


def entries_of(place):
    return AuditEntry.objects.filter(place=place).order_by("number")


def chain_of(place):
    return AuditChain.objects.filter(pk=chain_key(place.pk if place else None))


def broken_at(place):
    """(number, kind, what) of the first break; None for a whole chain."""
    (chain,) = check_chains(place)
    return chain.broken and (chain.broken.number, chain.broken.kind.value, chain.broken.what)


def change(place, number, /, **columns):
    assert entries_of(place).filter(number=number).update(**columns) == 1


def swap(place, one, other, /, *names):
    """Swaps columns of two entries; what exists but once passes through a value that is free."""
    first, second = (entries_of(place).get(number=number) for number in (one, other))
    held = [{name: getattr(row, name) for name in names} for row in (first, second)]
    once = {name: 9999 for name in names if name in ("number", "serial")}
    for row, columns in ((first, once), (second, held[0]), (first, held[1])):
        if columns:
            AuditEntry.objects.filter(id=row.id).update(**columns)
