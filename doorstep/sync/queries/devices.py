"""Helpers' devices: by their token, and as the coordinator sees them."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from doorstep.kit.errors import NotVisible
from doorstep.people.choices import Role
from doorstep.people.models import Account
from doorstep.people.queries import villages_with_role
from doorstep.sync.choices import DeviceKind
from doorstep.sync.models import Device
from doorstep.sync.rules import digest_of


def find_device(token: str, kind: DeviceKind) -> Device | None:
    """The device of a token, shut out or not; None for a token never given. What a header holds
    may be no text that can be encoded: then it is none of ours."""
    if not token.isascii():
        return None
    related = ("helper__team__place", "helper__account")
    found = Device.objects.filter(token_digest=digest_of(token.encode()), kind=kind)
    return found.select_related(*related).first()


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
