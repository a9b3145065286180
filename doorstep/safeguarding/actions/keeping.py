"""What ends: needs closed long ago, and everything about an erased household but what is open."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction

from doorstep.kit import vault
from doorstep.people.models import Account
from doorstep.safeguarding import rules
from doorstep.safeguarding.actions.appending import lock, row_of, write_ends
from doorstep.safeguarding.models import SafeguardingEntry
from doorstep.safeguarding.queries import (
    ends_of,
    entries_of_household,
    needs_kept_no_longer,
    open_needs_of,
)
from doorstep.safeguarding.rules import SafeguardingNeed

Story = list[SafeguardingEntry]
KEYS_MADE = 4  # with an erasure: more open needs than one household has at once


@transaction.atomic
def drop_old_needs(*, by: Account, on: date) -> int:
    """Deletes every entry of the needs that were closed more than two years ago; answers how many
    needs. Nobody but the named person may be told the number."""
    old = {one.id for one in needs_kept_no_longer(on)}
    _drop(list(SafeguardingEntry.objects.filter(need_id__in=old)))
    return len(old)


@transaction.atomic
def forget_safeguarding(
    household_id: UUID,
    place_id: UUID,
    *,
    by: Account,
    on: date,
    names: Mapping[UUID, str] | None = None,
) -> None:
    """Forgets a household of a place that is erased. Its closed needs are deleted. One that is open
    is cut loose, since whoever asked for the erasure may be the one who is feared: its entries are
    sealed anew under a key of its own, without the household, and with the name of the person
    concerned (`names`, by member). What stays sealed under the household's key goes with that key,
    whether or not this is called. Who erases a household waits as long whether or not there was
    something."""
    rows = entries_of_household(household_id)
    needs = open_needs_of(rows)
    stand_ins = [uuid4() for _key in range(max(KEYS_MADE, len(needs)))]
    vault.keys_of(stand_ins)  # so many each time: neither time nor number of keys tells
    kept = [
        _loosened(need, stand_in, _name_of(need, names or {}), by=by, on=on)
        for need, stand_in in zip(needs, stand_ins, strict=False)
    ]
    _drop(rows, {place_id}, kept)


@transaction.atomic
def drop_loosened(need: SafeguardingNeed, *, by: Account, on: date) -> None:
    """Deletes a need that had outlived its household, with its key."""
    _drop(list(SafeguardingEntry.objects.filter(need_id=need.id)))
    vault.destroy_key(need.household_id, on)


def _name_of(need: SafeguardingNeed, names: Mapping[UUID, str]) -> str:
    return names.get(need.member_id, "") if need.member_id else ""


def _loosened(need: SafeguardingNeed, stand_in: UUID, name: str, *, by: Account, on: date) -> Story:
    """The story of a need under another name, chained from its first entry on."""
    need_id, story = uuid4(), Story()
    previous = rules.chain_start(need_id)
    for number, entry in enumerate(rules.loosened(need, name, by=by.pk, on=on), 1):
        row = row_of(entry, need_id, stand_in, need.place_id, number, previous)
        story.append(row)
        previous = row.digest
    return story


def _drop(
    rows: list[SafeguardingEntry], places: Iterable[UUID] = (), kept: Iterable[Story] = ()
) -> None:
    """Deletes rows and writes stories in their place: as many queries whether or not there are
    any, so that neither an empty list of needs nor one of stories asks less."""
    needs: dict[UUID, set[UUID]] = {place_id: set() for place_id in places}
    for row in rows:
        needs.setdefault(row.place_id, set()).add(row.need_id)
    for place_id, gone in sorted(needs.items()):
        chain = lock(place_id)
        mine = [story for story in kept if story[0].place_id == place_id]
        decoy = SafeguardingEntry(place_id=place_id, need_id=uuid4(), number=1)
        SafeguardingEntry.objects.bulk_create([decoy, *(row for story in mine for row in story)])
        asked = gone | {decoy.need_id}
        SafeguardingEntry.objects.filter(place=place_id, need_id__in=asked).delete()
        if (ends := ends_of(chain)) is not None:
            left = {need: end for need, end in ends.items() if UUID(need) not in gone}
            ended = {str(one[-1].need_id): [one[-1].number, one[-1].digest] for one in mine}
            write_ends(chain, left | ended)
