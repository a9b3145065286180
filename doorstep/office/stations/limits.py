"""How often one may ask from one address: counted for minutes, without keeping the address."""

import hmac
from hashlib import sha256
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

MINUTES = 10
FROM_ONE_ADDRESS = 5  # a bus behind one mast, a family with one phone
AT_ONE_STATION = 60


def may_ask(request: HttpRequest, station_id: UUID, day: str) -> bool:
    """Whether this address may ask this station once more; asking counts. What is kept for the
    minutes is a digest under a key that is another one every day, and a number."""
    address = get_adapter().get_client_ip(request)
    key = sha256(f"{settings.SECRET_KEY}:{day}".encode()).digest()
    told = hmac.new(key, f"{station_id}:{address}".encode(), sha256).hexdigest()
    mine = _count(f"asked:{told}")
    return mine <= FROM_ONE_ADDRESS and _count(f"asked-at:{station_id}") <= AT_ONE_STATION


def _count(key: str) -> int:
    cache.add(key, 0, MINUTES * 60)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out in between
        return 1
