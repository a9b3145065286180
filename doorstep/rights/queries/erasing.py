"""What erasing looks at: who came back, and what was merged into whom."""

from uuid import UUID

from doorstep.kit import vault
from doorstep.register.models import Household
from doorstep.sync.queries import mergers_of


def erased_ids_present() -> list[UUID]:
    """Households that were erased and stand here again: the database is an older copy."""
    found = []
    for owner in vault.destroyed_owners():
        try:
            found.append(UUID(owner))
        except ValueError:
            continue  # the key of a place, not of a household
    return list(Household.objects.filter(pk__in=found).values_list("pk", flat=True))


def doubles_of(household: Household) -> list[Household]:
    """What was merged into a household, and into that; each once."""
    found = {household.pk: household}
    waiting = [household]
    while waiting:
        into = waiting.pop()
        for one in mergers_of(into):
            if one.gone_id not in found:
                found[one.gone_id] = one.gone
                waiting.append(one.gone)
    del found[household.pk]
    return list(found.values())
