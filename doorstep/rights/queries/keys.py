"""Whether the keys' folder is the one of this database."""

from collections.abc import Container, Iterator
from itertools import batched
from uuid import UUID

from doorstep.kit import vault
from doorstep.people.queries import chains_without_keys, has_keys_of_another
from doorstep.register.models import Household

BATCH = 5000


def guard_keys() -> None:
    """KeysOfAnother where a chain or a household has no key though something is sealed under it, as
    with an empty folder, one of another installation, or an older copy of the own."""
    if has_keys_of_another() or any(without_keys()):
        raise vault.KeysOfAnother


def without_keys() -> Iterator[str]:
    """Whose keys are missing: of chains and households that have entries in the trail, so that each
    had one."""
    yield from chains_without_keys()
    destroyed = vault.destroyed_owners()
    rows = Household.objects.order_by().values_list("pk", flat=True)
    for some in batched(rows.iterator(chunk_size=BATCH), BATCH):
        yield from _missing(some, destroyed)


def _missing(households: tuple[UUID, ...], destroyed: Container[str]) -> Iterator[str]:
    present = vault.present_keys(households)
    for one in map(str, households):
        if one not in present and one not in destroyed:
            yield one
