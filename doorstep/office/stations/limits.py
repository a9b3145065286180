"""How often one may ask from one address: counted for minutes, without keeping the address."""

import hmac
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.utils.connection import ConnectionProxy

from doorstep.kit import clock

MINUTES = 10
FROM_ONE_ADDRESS = 5  # a bus behind one mast, a family with one phone
AT_ONE_STATION = 60
ONE_NETWORK = 64  # bits: whoever has one IPv6 address has all of these
doors: Any = ConnectionProxy(caches, "doors")  # cleared or full, it forgets and lets more in


def may_ask(request: HttpRequest, station_id: UUID, day: str) -> bool:
    """Whether this address may ask this station once more; asking counts. What is kept for the
    minutes is a digest under a key that is another one every day, and a number."""
    address = _network(get_adapter().get_client_ip(request))
    key = sha256(f"{settings.SECRET_KEY}:{day}".encode()).digest()
    told = hmac.new(key, f"{station_id}:{address}".encode(), sha256).hexdigest()
    # The minutes stand in the name: counting would let the cache begin its time anew, and a
    # station that is asked now and then all day would be full for good.
    window = int(clock.now().timestamp()) // (MINUTES * 60)
    mine, all_here = f"asked:{told}:{window}", f"asked-at:{station_id}:{window}"
    if doors.get(all_here, 0) >= AT_ONE_STATION:  # first, so that no flood fills the cache
        return False
    return _count(mine) <= FROM_ONE_ADDRESS and _count(all_here) <= AT_ONE_STATION


def _count(key: str) -> int:
    count: int = doors.get(key, 0) + 1
    doors.set(key, count, MINUTES * 60)
    return count


def _network(address: str | None) -> str:
    """An address as it is counted: IPv6 by its network."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ip_network((int(found), ONE_NETWORK), strict=False))
    return str(found)
