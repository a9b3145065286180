"""What the acts of the rights desk ask first, and the trail they leave."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import NotVisible, Refused
from doorstep.people.actions import audit
from doorstep.people.models import Account
from doorstep.register.models import Household
from doorstep.rights.models import Request


class RequestTextTooLong(Refused):
    message = _("The text has %(count)s characters; at most %(most)s fit. Shorten it.")


def guard_lengths(**texts: str) -> None:
    """RequestTextTooLong for a text, by its column's name, that is longer than its column."""
    for name, text in texts.items():
        most: int | None = getattr(Request._meta.get_field(name), "max_length", None)
        if most is not None and len(text.strip()) > most:
            raise RequestTextTooLong(count=len(text.strip()), most=most)


def hold_households(households: Iterable[Household]) -> list[Household]:
    """Locks households, in the one order, before anything that belongs to them, and answers those
    that are still there as they stand now."""
    keys = [one.pk for one in households]
    rows = Household.objects.select_for_update(no_key=True).filter(pk__in=keys)
    return list(rows.order_by("pk"))


def hold_household(household: Household) -> None:
    """Locks one; NotVisible where it was erased meanwhile."""
    if not hold_households([household]):
        raise NotVisible


def note_act(
    act: str,
    subject: Any,
    household: Household,
    *,
    by: Account,
    on: date,
    detail: dict[str, Any] | None = None,
) -> None:
    """Writes one entry about a household; `detail` names kinds and outcomes, no content."""
    audit(
        act,
        subject,
        by=by,
        on=on,
        household_id=household.pk,
        place=household.village_id,
        detail=detail,
    )
