"""Sealed needs: opened by whom they are named to, and named to another mediator."""

from datetime import date

from django.db import transaction

from doorstep.needs.actions.closing import RelationNotSaid, RelativeMayNotMediate
from doorstep.needs.actions.guards import add_step, guard_is_open, lock, save, write_audit
from doorstep.needs.actions.raising import guard_mediator
from doorstep.needs.choices import StepKind
from doorstep.needs.models import Need
from doorstep.needs.queries import NeedWords, sealed_needs_for, words_of
from doorstep.people.actions import audit
from doorstep.people.models import Account
from doorstep.register.actions import clean_reason
from doorstep.register.actions.sealing import NotLetIn


@transaction.atomic
def open_sealed_need(
    need: Need, *, reason: str, is_relative: bool | None, by: Account, on: date
) -> NeedWords:
    """The words of a sealed need and of its steps. The reason goes to the trail, but to no page of
    the household, where others of it would read that there is a need. NotLetIn, RelationNotSaid,
    RelativeMayNotMediate, ReasonForOpeningMissing."""
    reason = clean_reason(reason)
    if not sealed_needs_for(by, on).filter(pk=need.pk).exists():
        raise NotLetIn
    if is_relative is None:
        raise RelationNotSaid
    if is_relative:
        raise RelativeMayNotMediate
    audit(
        "open_sealed_need",
        need,
        by=by,
        on=on,
        household_id=need.household_id,
        place=need.place_id,
        detail={"reason": reason, "is_relative": is_relative},
    )
    return words_of(need)


@transaction.atomic
def name_mediator(need: Need, *, to: Account, by: Account, on: date) -> None:
    """Names a sealed need to another mediator; who had it reads it no more. NotAMediator,
    NeedAlreadyClosed."""
    lock(need, on)
    guard_is_open(need)
    guard_mediator(to, need.place, on)
    need.mediator = to
    save(need, "mediator")
    add_step(need, StepKind.HANDED_OVER, by=by, on=on)
    write_audit("name_mediator", need, by=by, on=on)
