"""What ends: needs closed long ago, and everything about an erased household."""

from datetime import date
from itertools import groupby
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
def forget_safeguarding(household_id: UUID, *, by: Account, on: date) -> None:
    """Deletes every entry about a household. What is sealed in them goes with the household's key,
    whether or not this is called."""
    _drop(entries_of_household(household_id))


def _drop(rows: list[SafeguardingEntry]) -> None:
    rows.sort(key=lambda row: str(row.place_id))
    for place_id, some in groupby(rows, key=lambda row: row.place_id):
        chain = lock(place_id)
        gone = {str(row.need_id) for row in some}
        SafeguardingEntry.objects.filter(place=place_id, need_id__in=gone).delete()
        if (ends := ends_of(chain)) is not None:
            write_ends(chain, {need: end for need, end in ends.items() if need not in gone})
