"""Appending to the story of a need: sealed, numbered, chained; one at a time for a place."""

import json
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit import vault
from doorstep.kit.errors import Refused
from doorstep.people.models import Account
from doorstep.safeguarding import rules
from doorstep.safeguarding.choices import Act
from doorstep.safeguarding.models import SafeguardingChain, SafeguardingEntry
from doorstep.safeguarding.queries import digest_of, ends_of, text_of
from doorstep.safeguarding.rules import Entry


class WordsMissing(Refused):
    message = _("Write in a few words what it is about.")


class WordsTooLong(Refused):
    message = _("The text has %(count)s characters; at most %(most)s fit. Shorten it.")


def words(text: str) -> str:
    """The text without blanks round it. WordsMissing, WordsTooLong."""
    text = text.strip()
    if not text:
        raise WordsMissing
    if len(text) > rules.MOST_LETTERS:
        raise WordsTooLong(count=len(text), most=rules.MOST_LETTERS)
    return text


def lock(place_id: UUID) -> SafeguardingChain:
    """The place's chain, which nobody else appends to until this transaction ends."""
    SafeguardingChain.objects.get_or_create(place_id=place_id)
    return SafeguardingChain.objects.select_for_update(no_key=True).get(place_id=place_id)


def append(
    act: Act,
    need_id: UUID,
    household_id: UUID,
    place_id: UUID,
    *,
    by: Account,
    on: date,
    **values: Any,
) -> None:
    """Appends one entry to a need's story. Where its end was damaged the story goes on from its
    last row, and the damage stays to be seen: somebody in danger is not turned away for it."""
    chain = lock(place_id)
    ends = ends_of(chain)
    start: list[object] = [0, rules.chain_start(need_id)]
    length, previous = (_last(need_id) if ends is None else ends.get(str(need_id))) or start
    entry = Entry(act, on, by.pk, values)
    row = row_of(entry, need_id, household_id, place_id, int(str(length)) + 1, str(previous))
    row.save(force_insert=True)
    if ends is not None:
        write_ends(chain, ends | {str(need_id): [row.number, row.digest]})


def row_of(
    entry: Entry, need_id: UUID, household_id: UUID, place_id: UUID, number: int, previous: str
) -> SafeguardingEntry:
    """An entry as a row: sealed, and chained to the digest of the one before."""
    told = {
        "act": entry.act.value,
        "on": str(entry.on),
        "by": str(entry.by),
        "values": entry.values,
    }
    row = SafeguardingEntry(
        place_id=place_id,
        need_id=need_id,
        number=number,
        owner=vault.seal(rules.key_of(place_id), str(household_id)),
        content=vault.seal(household_id, text_of(told)),
    )
    row.digest = digest_of(previous, row)
    return row


def _last(need_id: UUID) -> list[object] | None:
    rows = SafeguardingEntry.objects.filter(need_id=need_id).order_by("number")
    last = rows.values_list("number", "digest").last()
    return list(last) if last else None


def write_ends(chain: SafeguardingChain, ends: dict[str, list[object]]) -> None:
    """Keeps where the stories of a place end; and, once that is in the database for good, that
    there are ends to be found (`is_whole`)."""
    chain.ends = vault.seal(rules.key_of(chain.place_id), json.dumps(ends))
    chain.save(update_fields=["ends"])
    transaction.on_commit(partial(vault.keys_of, [rules.begun_of(chain.place_id)]))
