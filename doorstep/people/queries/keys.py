"""Whether the keys at hand are those under which the trail was sealed."""

from doorstep.kit import vault
from doorstep.people import rules
from doorstep.people.models import AuditChain, AuditEntry


def chains_without_keys() -> list[str]:
    """The chains with entries whose key is not there, by their keys' names."""
    names = list(AuditChain.objects.exclude(length=0).values_list("key", flat=True))
    present = vault.present_keys(names)
    return [name for name in names if name not in present]


def has_keys_of_another() -> bool:
    """Whether there is a key by the name of the instance's chain that opens neither its first
    entry nor its last: every installation has one, and a damaged entry is not taken for it."""
    chain = AuditChain.objects.exclude(length=0).filter(pk=rules.INSTANCE).first()
    key = vault.present_keys([rules.INSTANCE]).get(rules.INSTANCE)
    if chain is None or key is None:
        return False
    ends = AuditEntry.objects.filter(place=None, number__in=(1, chain.length))
    # by name: it is asked before the tables are renewed, too
    sealed = [owner or content for owner, content in ends.values_list("owner", "content")]
    return bool(sealed) and not any(_opens(key, one) for one in sealed)


def _opens(key: bytes, sealed: str) -> bool:
    try:
        vault.unseal_with(key, rules.INSTANCE, sealed)
    except vault.SealBroken:
        return False
    return True
