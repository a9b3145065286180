"""A dispute between two at a station: a mediator takes it up, and what they agreed on."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.kit.errors import Refused
from doorstep.people.models import Account
from doorstep.stations.actions.requests import (
    close_request,
    guard_mediates,
    hold_request,
    note_minutes,
    tell_of_request,
)
from doorstep.stations.actions.text import clean
from doorstep.stations.choices import HelpState
from doorstep.stations.models import HelpRequest

AGREED = pgettext_lazy("mediation", "What was agreed")


class NoDispute(Refused):
    message = _("This request is no dispute; close it at the counter. Nothing was changed.")


class MediatedAlready(Refused):
    message = _("Somebody is mediating already.")


@transaction.atomic
def take_up_dispute(request: HelpRequest, *, by: Account, on: date) -> None:
    """Notes that a mediator mediates. HelpRequestClosed, NoDispute, NotTheMediator,
    MediatedAlready."""
    _hold_dispute(request, by, on)
    if request.state == HelpState.COMING:
        raise MediatedAlready
    request.state = HelpState.COMING
    request.save(update_fields=["state"])
    tell_of_request("take_up_dispute", request, by=by, on=on)


@transaction.atomic
def note_agreement(
    request: HelpRequest, *, agreed: str, at: datetime | None, by: Account, on: date
) -> None:
    """Closes a dispute with what the two agreed on, which goes with the other words of the request
    soon after. HelpRequestClosed, NoDispute, NotTheMediator, TextMissing, TextTooLong,
    IdentityNumberRefused."""
    _hold_dispute(request, by, on)
    request.agreed = clean(agreed, AGREED, most=300)
    request.minutes = note_minutes(request, at)
    close_request(request, HelpState.HELPED, on)
    request.save(update_fields=["state", "asked_at", "closed_on", "minutes", "agreed"])
    tell_of_request("note_agreement", request, by=by, on=on)


def _hold_dispute(request: HelpRequest, by: Account, on: date) -> None:
    hold_request(request)
    if not request.kind.is_dispute:
        raise NoDispute
    guard_mediates(request, by, on)
