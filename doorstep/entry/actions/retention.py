"""What is left of signing in: links, sign-ins, PINs, sessions and moments, gone in their time."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from doorstep.entry.queries import (
    factors_with_old_times,
    old_invitations,
    old_pins,
    old_sessions,
    old_set_up_links,
    old_sign_ins,
)
from doorstep.people.actions import audit_counts
from doorstep.people.models import Account


@transaction.atomic
def forget_links(before: date, *, by: Account, on: date) -> int:
    """Deletes links that were used, taken back or ran out before a day; how many."""
    deleted = old_invitations(before).delete()[0] + old_set_up_links(before).delete()[0]
    return audit_counts("forget_links", {None: deleted}, by=by, on=on)


@transaction.atomic
def forget_sign_ins(before: date, *, by: Account, on: date) -> int:
    """Deletes sign-ins whose browser was last used before a day; how many."""
    deleted, _each = old_sign_ins(before).delete()
    return audit_counts("forget_sign_ins", {None: deleted}, by=by, on=on)


@transaction.atomic
def forget_sessions(now: datetime, *, by: Account, on: date) -> int:
    """Deletes sessions that ran out and PINs of earlier days; how many."""
    deleted = old_sessions(now).delete()[0] + old_pins(on).delete()[0]
    return audit_counts("forget_sessions", {None: deleted}, by=by, on=on)


@transaction.atomic
def cut_factor_times(before: datetime, *, by: Account, on: date) -> int:
    """Cuts the moments at which second factors were set up and last used, where they lie before a
    moment, to the day; how many factors."""
    rows = list(factors_with_old_times(before))
    for row in rows:
        if row.created_at < before:
            row.created_at = _midnight(row.created_at)
        if row.last_used_at is not None and row.last_used_at < before:
            row.last_used_at = _midnight(row.last_used_at)
        row.save(update_fields=["created_at", "last_used_at"])
    return audit_counts("cut_factor_times", {None: len(rows)}, by=by, on=on)


def _midnight(moment: datetime) -> datetime:
    return localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)
