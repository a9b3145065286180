"""Helpers' devices: given, shut out, wiped."""

import secrets
from contextlib import suppress
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.method.queries import NoMethodAdopted, version_at
from doorstep.people.actions import audit
from doorstep.people.models import Account, Helper
from doorstep.sync.actions.publishing import publish_forms
from doorstep.sync.choices import DeviceKind
from doorstep.sync.models import Device
from doorstep.sync.rules import digest_of

TOKEN_BYTES = 32
MOST_LETTERS = 60


class DeviceNameMissing(Refused):
    message = _("Name the device, in at most %(most)s characters: whose it is, and which.")


class HelperGone(Refused):
    message = _("%(name)s is not in the team any more; a device can be given to its helpers only.")


@transaction.atomic
def give_device(
    helper: Helper, *, kind: DeviceKind | str, name: str, by: Account, on: date
) -> tuple[Device, str]:
    """Lets a device fetch the helper's caseload; answers it with its token, which is told once.
    DeviceNameMissing, HelperGone."""
    name = name.strip()
    if not 0 < len(name) <= MOST_LETTERS:
        raise DeviceNameMissing(most=MOST_LETTERS)
    if helper.end_on is not None and helper.end_on <= on:
        raise HelperGone(name=helper.name)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    device = Device.objects.create(
        helper=helper,
        kind=DeviceKind(kind),
        name=name,
        token_digest=digest_of(token.encode()),
        given_on=on,
        given_by=by,
    )
    audit("give_device", device, by=by, on=on, place=helper.team.place_id)
    if device.kind == DeviceKind.COLLECT:
        with suppress(NoMethodAdopted):  # then its list of forms is empty until there is one
            publish_forms(version_at(helper.team.place, on), by=by, on=on)
    return device, token


@transaction.atomic
def revoke_device(device: Device, *, by: Account, on: date, wipe: bool = False) -> None:
    """Shuts a device out of the caseload; what it still sends is held. `wipe`: at its next call it
    is told to delete what it holds. Again does no harm."""
    device.refresh_from_db(from_queryset=Device.objects.select_for_update(no_key=True))
    if device.revoked_on is not None and device.is_to_wipe >= wipe:
        return
    device.revoked_on = device.revoked_on or on
    device.is_to_wipe = device.is_to_wipe or wipe
    device.save(update_fields=["revoked_on", "is_to_wipe"])
    audit(
        "revoke_device",
        device,
        by=by,
        on=on,
        place=device.helper.team.place_id,
        detail={"wipe": wipe},
    )


def see_device(device: Device, on: date) -> None:
    """Notes the day on which a device called last; no hour, and no row of its own."""
    if device.last_seen_on != on:
        device.last_seen_on = on
        device.save(update_fields=["last_seen_on"])
