"""Helpers' devices: by their token, and as the coordinator sees them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import CharField, QuerySet

from doorstep.entry.queries import lets_devices_in
from doorstep.kit.errors import NotVisible
from doorstep.kit.prepared import Prepared, Slot
from doorstep.people.choices import Role
from doorstep.people.models import Account, Helper
from doorstep.people.queries import villages_with_role
from doorstep.register.choices import AccessVia
from doorstep.register.models import Access, Household
from doorstep.sync.choices import DeviceKind
from doorstep.sync.models import Device
from doorstep.sync.queries.room import with_left
from doorstep.sync.rules import digest_of


def find_device(token: str, kind: DeviceKind) -> Device | None:
    """The device of a token, shut out or not; None for a token never given. What a header holds
    may be no text that can be encoded: then it is none of ours."""
    if not token.isascii():
        return None
    return _device.first(token=digest_of(token.encode()), kind=kind)


def find_caller(token: str, kind: DeviceKind, today: date) -> Device | None:
    """As `find_device`, with what every call asks beside: whether devices are let in here
    (`is_let_in`), and what it left today (`has_room`)."""
    if not token.isascii():
        return None
    return _caller.first(token=digest_of(token.encode()), kind=kind, day=today)


def _devices() -> QuerySet[Device]:
    found = Device.objects.filter(
        token_digest=Slot("token", CharField()), kind=Slot("kind", CharField())
    )
    return found.select_related("helper__team__place", "helper__account").order_by()


def _callers() -> QuerySet[Device]:
    return with_left(_devices()).annotate(is_let_in=lets_devices_in())


_device, _caller = Prepared(_devices), Prepared(_callers)


def devices_for(account: Account, on: date) -> QuerySet[Device]:
    """The devices of the helpers of the villages an account coordinates."""
    villages = villages_with_role(account, Role.COORDINATOR, on)
    return Device.objects.filter(helper__team__place__in=villages).select_related("helper")


def get_device_for(account: Account, device_id: UUID, on: date) -> Device:
    """A device the account coordinates; else NotVisible."""
    device = devices_for(account, on).filter(pk=device_id).first()
    if device is None:
        raise NotVisible
    return device


@dataclass(frozen=True)
class OnPhone:
    """A household on the phones of one of its helpers; `until_on` None: it is there, or may be."""

    who: str
    from_on: date
    until_on: date | None


def on_phones(household: Household) -> list[OnPhone]:
    """On whose phones a household is or was, the latest first, as its rows tell it: whose list it
    stood on while a phone that had called was theirs. No row is written for it, and it says of no
    day that the helper or the phone did anything. Off the list it is gone from a phone with its
    next call; until then it may be there. A list by a sealed grant is not told here."""
    lists = household.access.exclude(helper=None).exclude(via=AccessVia.SEALED)
    lists = lists.filter(helper__team__place=household.village_id).select_related("helper")
    phones: dict[Helper, list[Device]] = {}
    for device in Device.objects.filter(helper__in=lists.values("helper")).select_related("helper"):
        phones.setdefault(device.helper, []).append(device)
    spans: dict[Helper, list[tuple[date, date | None]]] = {}
    for access in lists:
        for device in phones.get(access.helper, ()) if access.helper else ():
            if (span := _span(access, device)) is not None:
                spans.setdefault(device.helper, []).append(span)
    found = [OnPhone(who.name, *one) for who, own in spans.items() for one in _joined(own)]
    return sorted(found, key=lambda one: (one.from_on, one.who), reverse=True)


def _span(access: Access, device: Device) -> tuple[date, date | None] | None:
    """From when to when a device held what stood on a helper's list; None where it never did."""
    start, called = max(access.from_on, device.given_on), device.last_seen_on
    if called is None or called < start:
        return None
    ends = [one for one in (access.until_on, device.revoked_on) if one is not None]
    if ends and min(ends) <= start:
        return None
    told = [access.until_on] if device.revoked_on is None else []
    if device.is_to_wipe and device.kind == DeviceKind.FIELD:  # Collect cannot be told to
        told.append(device.revoked_on)
    known = [one for one in told if one is not None and called >= one]
    return start, min(known, default=None)


def _joined(spans: Iterable[tuple[date, date | None]]) -> list[tuple[date, date | None]]:
    """Spans that touch as one: several phones, or a pairing after a stand-in, are told once."""
    joined: list[tuple[date, date | None]] = []
    for start, end in sorted(spans, key=lambda span: span[0]):
        first, before = joined[-1] if joined else (start, date.min)
        if before is not None and start > before:
            joined.append((start, end))
            continue
        joined[-1] = (first, None if before is None or end is None else max(before, end))
    return joined
