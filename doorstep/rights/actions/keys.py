"""New keys where the folder of the old ones is lost for good."""

from datetime import date

from django.db import transaction

from doorstep.kit import vault
from doorstep.people.actions import audit
from doorstep.people.models import Account, AuditChain
from doorstep.people.queries import chains_without_keys, has_keys_of_another
from doorstep.rights.queries import without_keys


@transaction.atomic
def begin_new_keys(*, by: Account, on: date) -> int:
    """Makes a key for whatever lost its own, and answers how many; each chain that lost its own
    says so. What was sealed before stays unreadable, and the trail is broken at its first entry.
    KeysOfAnother where the folder holds those of another installation."""
    if has_keys_of_another():
        raise vault.KeysOfAnother
    chains = chains_without_keys()
    made = list(without_keys())
    vault.keys_of(made)
    for chain in AuditChain.objects.filter(pk__in=chains).select_related("place").order_by("pk"):
        subject = chain.place or by
        audit("begin_new_keys", subject, by=by, on=on, place=chain.place)
    return len(made)
