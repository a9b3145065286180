"""Keeping in mind where an erased household may still be named, until somebody has looked."""

from datetime import date

from django.db import transaction

from doorstep.people.actions import audit
from doorstep.people.models import Account, Place
from doorstep.rights.models import Rereading
from doorstep.rights.models.rereadings import COLUMN
from doorstep.rights.queries import texts_naming


def keep_to_reread(names: set[str], village: Place) -> int:
    """Keeps the texts that still hold one of the names, each once; how many hold one. Whose names
    they are is kept nowhere; the entry of the erasing speaks of it."""
    found = texts_naming(names, village)
    for text in found:
        Rereading.objects.get_or_create(**{COLUMN[type(text)]: text}, defaults={"place": village})
    return len(found)


@transaction.atomic
def finish_rereading(rereading: Rereading, *, by: Account, on: date) -> None:
    """Says that a text was read and names nobody any more who was erased; again does no harm."""
    row = Rereading.objects.select_for_update().filter(pk=rereading.pk).first()
    if row is None:
        return
    audit("finish_rereading", row, by=by, on=on, place=row.place_id)
    row.delete()
