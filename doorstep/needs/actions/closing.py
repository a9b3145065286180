"""Closing a need, what the household says to it, and reopening."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.method.choices import NeedKind
from doorstep.needs import rules
from doorstep.needs.actions.access import end_owners_sight, end_towns_sight, let_owner_see
from doorstep.needs.actions.guards import (
    NeedChangedMeanwhile,
    add_step,
    clean_text,
    guard_is_closed,
    guard_is_open,
    lock,
    save,
    write_audit,
)
from doorstep.needs.actions.works import let_joined_go, lock_joined
from doorstep.needs.choices import NeedState, Outcome, StepKind, WorksState
from doorstep.needs.models import Need, Works
from doorstep.people.models import Account
from doorstep.register.actions import touch_caseload
from doorstep.register.queries import is_declined


class OutcomeOfAnotherKind(Refused):
    message = _("A need of the kind “%(kind)s” cannot end as “%(outcome)s”; choose another.")


class OutcomeReasonMissing(Refused):
    message = _("“%(outcome)s” needs the reason, or what was named instead, in a few words.")


class RelationNotSaid(Refused):
    message = _(
        "Say on the need's own page whether you are a relative of this household: a relative does "
        "not mediate."
    )


class RelativeMayNotMediate(Refused):
    message = _("A relative of the household may not mediate; ask somebody else to close this.")


class WorksNotAccepted(Refused):
    message = _("The works are not accepted yet; done is what was inspected and accepted.")


class ClosedBeforeReopening(Refused):
    message = _("This need was reopened on %(day)s; it cannot be closed on an earlier day.")


class DayBeforeClosing(Refused):
    message = _("This need was closed on %(day)s; choose that day or a later.")


class NobodyToConfirm(Refused):
    message = _("This need is no single household's; there is nobody to confirm it.")


class ConfirmedAlready(Refused):
    message = _("The household has confirmed this need already.")


@transaction.atomic
def close_need(
    need: Need,
    *,
    outcome: Outcome | str,
    by: Account,
    on: date,
    text: str = "",
    version: int | None = None,
    is_relative: bool | None = None,
) -> None:
    """Closes a need; requests that went with its works go on without it.

    `version` is the one the person had before them, where the door knows it.
    Who mediated says whether they are a relative; the answer is kept with this step alone.
    NeedAlreadyClosed, NeedChangedMeanwhile, DayBeforeRaising, ClosedBeforeReopening,
    OutcomeOfAnotherKind, OutcomeReasonMissing, RelationNotSaid, RelativeMayNotMediate,
    WorksNotAccepted."""
    outcome, text = Outcome(outcome), clean_text(text)
    lock(need, on)
    guard_is_open(need)
    if version is not None and version != need.version:
        raise NeedChangedMeanwhile
    _guard_outcome(need, outcome, text)
    said = _guard_mediator(outcome, is_relative)
    reopened_on = need.steps.filter(kind=StepKind.REOPENED).aggregate(day=Max("on"))["day"]
    if reopened_on is not None and on < reopened_on:
        raise ClosedBeforeReopening(day=reopened_on)
    if (works := Works.objects.filter(need=need).first()) is not None:
        let_joined_go(works, lock_joined(works))
    need.state, need.closed_on, need.outcome = NeedState.CLOSED, on, outcome
    save(need, "state", "closed_on", "outcome")
    told: dict[str, Any] = {"text": text, "outcome": outcome, "is_relative": said}
    add_step(need, StepKind.CLOSED, by=by, on=on, **told)
    write_audit("close_need", need, by=by, on=on, detail={"outcome": str(outcome)})
    end_owners_sight(need, need.owner_id, by=by, on=on)
    end_towns_sight(need, by=by, on=on)
    if need.household is not None and not need.sealed:
        touch_caseload(need.household)


@transaction.atomic
def confirm_need(need: Need, *, confirmed: bool, by: Account, on: date) -> None:
    """What the household says to the closing; a "no" may become a "yes" later.
    NeedStillOpen, DayBeforeClosing, NobodyToConfirm, ConfirmedAlready."""
    lock(need, on)
    guard_is_closed(need)
    _guard_after_closing(need, on)
    if need.household_id is None:
        raise NobodyToConfirm
    if need.confirmed:
        raise ConfirmedAlready
    need.confirmed = confirmed
    save(need, "confirmed")
    kind = StepKind.CONFIRMED if confirmed else StepKind.NOT_CONFIRMED
    add_step(need, kind, by=by, on=on)
    write_audit("confirm_need", need, by=by, on=on, detail={"confirmed": confirmed})


@transaction.atomic
def reopen_need(need: Need, *, by: Account, on: date, text: str) -> None:
    """Opens a closed need again. The deadline stays: what was promised was not done by then.
    An urgent one is new to the coordinator; one whose owner is not to go there any more lies with
    nobody. NeedStillOpen, DayBeforeClosing, TextMissing."""
    text = clean_text(text, is_required=True)
    lock(need, on)
    guard_is_closed(need)
    _guard_after_closing(need, on)
    need.state, need.closed_on, need.outcome = NeedState.OPEN, None, ""
    need.confirmed, need.seen_on = None, None
    if _has_lost_owner(need, on):
        need.owner = None
    save(need, "state", "closed_on", "outcome", "confirmed", "seen_on", "owner")
    add_step(need, StepKind.REOPENED, by=by, on=on, text=text)
    write_audit("reopen_need", need, by=by, on=on)
    let_owner_see(need, by=by, on=on)
    if need.household is not None:
        touch_caseload(need.household)


def _has_lost_owner(need: Need, on: date) -> bool:
    """The owner left the team, or is not to go to that household."""
    owner = need.owner
    if owner is None:
        return False
    has_left = owner.end_on is not None and owner.end_on <= on
    return has_left or bool(need.household and is_declined(need.household, owner, on))


def _guard_outcome(need: Need, outcome: Outcome, text: str) -> None:
    kind = NeedKind(need.kind)
    if outcome not in rules.outcomes_for(kind):
        raise OutcomeOfAnotherKind(kind=kind, outcome=outcome)
    if rules.needs_reason(outcome) and not text:
        raise OutcomeReasonMissing(outcome=outcome)
    if kind == NeedKind.WORKS and outcome == Outcome.DONE:
        works = Works.objects.filter(need=need).first()
        if works is None or works.state != WorksState.ACCEPTED:
            raise WorksNotAccepted


def _guard_mediator(outcome: Outcome, is_relative: bool | None) -> bool | None:
    """The answer to keep; None where nothing was mediated and nobody is asked."""
    if not rules.asks_relative(outcome):
        return None
    if is_relative is None:
        raise RelationNotSaid
    if is_relative:
        raise RelativeMayNotMediate
    return is_relative


def _guard_after_closing(need: Need, on: date) -> None:
    if need.closed_on is not None and on < need.closed_on:
        raise DayBeforeClosing(day=need.closed_on)
