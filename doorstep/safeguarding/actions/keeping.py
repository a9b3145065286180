"""What ends: needs closed long ago, and everything about an erased household."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from doorstep.people.models import Account
from doorstep.safeguarding.actions.appending import lock, write_ends
from doorstep.safeguarding.models import SafeguardingEntry
from doorstep.safeguarding.queries import ends_of, entries_of_household, needs_kept_no_longer


@transaction.atomic
def drop_old_needs(*, by: Account, on: date) -> int:
    """Deletes every entry of the needs that were closed more than two years ago; answers how many
    needs. Nobody but the named person may be told the number."""
    old = {one.id for one in needs_kept_no_longer(on)}
    _drop(list(SafeguardingEntry.objects.filter(need_id__in=old)))
    return len(old)


@transaction.atomic
def forget_safeguarding(household_id: UUID, place_id: UUID, *, by: Account, on: date) -> None:
    """Deletes every entry about a household of a place. What is sealed in them goes with the
    household's key, whether or not this is called. Who erases a household waits as long whether or
    not there was something."""
    _drop(entries_of_household(household_id), {place_id})


def _drop(rows: list[SafeguardingEntry], places: Iterable[UUID] = ()) -> None:
    needs: dict[UUID, set[UUID]] = {place_id: set() for place_id in places}
    for row in rows:
        needs.setdefault(row.place_id, set()).add(row.need_id)
    for place_id, gone in sorted(needs.items()):
        chain = lock(place_id)
        asked = gone or {place_id}  # an empty list would ask nothing
        SafeguardingEntry.objects.filter(place=place_id, need_id__in=asked).delete()
        if (ends := ends_of(chain)) is not None:
            left = {need: end for need, end in ends.items() if UUID(need) not in gone}
            write_ends(chain, left)
