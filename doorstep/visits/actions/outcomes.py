"""What follows from a visit in other rooms: needs raised and closed, errands, changes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.method.choices import NeedKind, ServiceKind
from doorstep.needs.actions import close_need, raise_need, record_errand, reopen_need
from doorstep.needs.choices import NeedState, Outcome
from doorstep.needs.models import Need
from doorstep.people.models import Account
from doorstep.register.actions import (
    change_household,
    end_circumstance,
    set_absence,
    state_circumstance,
)
from doorstep.register.choices import CircumstanceSource
from doorstep.register.models import Household, Member
from doorstep.register.queries import Standing
from doorstep.visits.choices import ChangeKind
from doorstep.visits.models import Visit
from doorstep.visits.queries import with_corrected
from doorstep.visits.rules import Change, ClosedNeed, NewNeed


class NoSuchMember(Refused):
    message = _("The person named is no member of household %(code)s. Choose one of its members.")


class NoSuchNeed(Refused):
    message = _("A need marked as settled does not belong to household %(code)s. Untick it.")


class ValueMissing(Refused):
    message = _("“%(what)s” under “what has changed” lacks a usable value: “%(value)s”.")


def record_errands(
    visit: Visit,
    kinds: Mapping[str, ServiceKind],
    *,
    by: Account,
    standing: Standing | None = None,
) -> None:
    """An errand ticked is a need raised and closed as done the same day."""
    for kind in kinds.values():
        if kind == ServiceKind.ERRAND:
            record_errand(
                visit.household,
                by=by,
                on=visit.on,
                owner=visit.helper,
                visit_id=visit.pk,
                standing=standing,
            )


def withdraw_errands(visit: Visit, *, by: Account, text: str) -> None:
    """The errands of a visit that a mistaken tick recorded, or that were told twice, no longer
    count as done, on that day neither: what is taken from a week's visits is taken from its
    errands."""
    on = visit.on
    errands = Need.objects.filter(
        visit_id__in=with_corrected([visit]),
        kind=NeedKind.ERRAND,
        state=NeedState.CLOSED,
        outcome=Outcome.DONE,
    )
    for need in errands:
        reopen_need(need, by=by, on=on, text=text)
        close_need(need, outcome=Outcome.WITHDRAWN, by=by, on=on, text=text)


def raise_needs(
    visit: Visit, needs: Sequence[NewNeed], *, by: Account, standing: Standing | None = None
) -> None:
    """The needs found at a visit, owned by the helper who was there."""
    household = visit.household
    for need in needs:
        raise_need(
            household.village,
            household=household,
            kind=need.kind,
            text=need.text,
            urgency=need.urgency,
            member=_member(household, need.member_id),
            shared=need.shared,
            requested_on=need.requested_on,
            requested_how=need.requested_how,
            works_kind=need.works_kind,
            has_violence=need.has_violence,
            owner=visit.helper,
            visit_id=visit.pk,
            standing=standing,
            by=by,
            on=visit.on,
        )


def close_needs(visit: Visit, needs: Sequence[ClosedNeed], *, by: Account) -> None:
    """The needs settled at a visit. NoSuchNeed; NeedAlreadyClosed from needs."""
    for closed in needs:
        need = Need.objects.filter(pk=closed.need_id, household=visit.household_id).first()
        if need is None:
            raise NoSuchNeed(code=visit.household.code)
        close_need(need, outcome=closed.outcome, text=closed.text, by=by, on=visit.on)


def apply_changes(visit: Visit, changes: Sequence[Change], *, by: Account) -> None:
    """What the household said has changed, written where it belongs."""
    for change in changes:
        _apply(visit.household, change, by=by, on=visit.on)


def _apply(household: Household, change: Change, *, by: Account, on: date) -> None:
    match ChangeKind(change.kind):
        case ChangeKind.FACT_BEGAN:
            state_circumstance(
                household,
                change.value,
                member=_member(household, change.member_id),
                since_on=change.since_on or on,
                source=CircumstanceSource.VISIT,
                private=change.private,
                by=by,
                on=on,
            )
        case ChangeKind.FACT_ENDED:
            held = household.circumstances.filter(fact=change.value, until_on=None)
            if change.member_id is not None:
                held = held.filter(member=change.member_id)
            for circumstance in held:
                end_circumstance(circumstance, by=by, on=on)
        case ChangeKind.RESIDENTS:
            if not isinstance(change.value, int) or not 0 <= change.value <= 99:
                raise _missing(change)
            change_household(household, by=by, on=on, resident_count=change.value)
        case ChangeKind.PHONE:
            change_household(household, by=by, on=on, phone=_words(change, 40))
        case ChangeKind.BEST_TIME:
            change_household(household, by=by, on=on, best_time=_words(change, 100))
        case ChangeKind.AWAY_UNTIL:
            if not isinstance(change.value, date):
                raise _missing(change)
            set_absence(household, until_on=change.value, by=by, on=on)


def _words(change: Change, most: int) -> str:
    """A text of the change; empty means that there is none any more."""
    if not isinstance(change.value, str) or len(change.value.strip()) > most:
        raise _missing(change)
    return change.value.strip()


def _missing(change: Change) -> ValueMissing:
    value: Any = change.value
    return ValueMissing(what=ChangeKind(change.kind), value="" if value is None else value)


def _member(household: Household, member_id: UUID | None) -> Member | None:
    if member_id is None:
        return None
    member = household.members.filter(pk=member_id).first()
    if member is None:
        raise NoSuchMember(code=household.code)
    return member
