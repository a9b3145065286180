"""Helpers' devices: by their token, and as the coordinator sees them."""

from datetime import date
from uuid import UUID

from django.db.models import CharField, QuerySet

from doorstep.entry.queries import lets_devices_in
from doorstep.kit.errors import NotVisible
from doorstep.kit.prepared import Prepared, Slot
from doorstep.people.choices import Role
from doorstep.people.models import Account
from doorstep.people.queries import villages_with_role
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
