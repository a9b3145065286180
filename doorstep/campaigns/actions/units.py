"""Moving a unit through its states; each step is kept with who and when."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.campaigns import rules
from doorstep.campaigns.actions.guards import clean, guard_day, hold_unit, tell
from doorstep.campaigns.choices import Because, Pace, UnitState
from doorstep.campaigns.models import CampaignUnit, UnitStep
from doorstep.kit.errors import Refused
from doorstep.people.models import Account


class NotBuiltYet(Refused):
    message = _(
        "%(code)s is “%(state)s”: it is accepted once it is built. Enter first that it is built, "
        "and on which day."
    )


class StateCannotFollow(Refused):
    message = _("%(code)s is “%(state)s”; “%(new)s” cannot follow on that.")


class BeforeLastState(Refused):
    message = _("%(code)s has been “%(state)s” since %(day)s; what comes after is of a later day.")


class ReasonMissing(Refused):
    message = _("Say why: the reason is what stays on the list.")


class SettledAlready(Refused):
    message = _("%(code)s is “%(state)s”; nothing is left to explain.")


class NothingToTakeBack(Refused):
    message = _("%(code)s has been “%(state)s” from the first day; nothing was entered yet.")


class WordsMissing(Refused):
    message = _("Write why it is taken back: both steps stay, and so do your words.")


class UnitRepeats(Refused):
    message = _("“%(title)s” comes again: what was done is entered as a turn, with its day.")


@transaction.atomic
def build_unit(unit: CampaignUnit, *, done_on: date, by: Account, on: date) -> None:
    """The work stands; it waits for acceptance. StateCannotFollow, BeforeLastState, and as
    `guard_day` refuses."""
    _move("build_unit", unit, UnitState.BUILT, done_on=done_on, by=by, on=on)


@transaction.atomic
def accept_unit(
    unit: CampaignUnit, *, done_on: date, by: Account, on: date, note: str = ""
) -> None:
    """What was built is accepted; `note` says who looked at it. NotBuiltYet for one that is not
    built; refuses as `build_unit`."""
    _move("accept_unit", unit, UnitState.ACCEPTED, done_on=done_on, note=note, by=by, on=on)


@transaction.atomic
def send_back_unit(
    unit: CampaignUnit, *, done_on: date, because: Because | str, by: Account, on: date,
    note: str = "",
) -> None:  # fmt: skip
    """What was built is not accepted, and why. ReasonMissing; refuses as `build_unit`."""
    told = {"because": because, "note": note}
    _move("send_back_unit", unit, UnitState.SENT_BACK, done_on=done_on, by=by, on=on, **told)


@transaction.atomic
def excuse_unit(
    unit: CampaignUnit, *, done_on: date, because: Because | str, by: Account, on: date,
    note: str = "",
) -> None:  # fmt: skip
    """Nothing is to be done there, and why. ReasonMissing; refuses as `build_unit`."""
    told = {"because": because, "note": note}
    _move("excuse_unit", unit, UnitState.EXCUSED, done_on=done_on, by=by, on=on, **told)


@transaction.atomic
def take_up_unit(unit: CampaignUnit, *, done_on: date, by: Account, on: date) -> None:
    """One that was excused is to be done after all. Refuses as `build_unit`."""
    _move("take_up_unit", unit, UnitState.NOT_BEGUN, done_on=done_on, by=by, on=on)


@transaction.atomic
def explain_unit(
    unit: CampaignUnit, *, done_on: date, because: Because | str, by: Account, on: date,
    note: str = "",
) -> None:  # fmt: skip
    """Why a unit is left; its state stays. ReasonMissing, SettledAlready; as `build_unit`."""
    hold_unit(unit)
    if unit.state in rules.SETTLED:
        raise SettledAlready(code=code_of(unit), state=UnitState(unit.state))
    if not because:
        raise ReasonMissing
    _write(
        "explain_unit", unit, unit.state, done_on=done_on, because=because, note=note, by=by, on=on
    )


@transaction.atomic
def take_back_unit(unit: CampaignUnit, *, note: str, by: Account, on: date) -> None:
    """What was entered last was a mistake: the unit stands as before it, and both steps stay, with
    the words why. A unit that is paid is taken back by nobody: ask the room of money, which knows.
    NothingToTakeBack, WordsMissing."""
    hold_unit(unit)
    before = rules.step_to_return_to(unit.unit_steps.order_by("number"))
    if before is None:
        raise NothingToTakeBack(code=code_of(unit), state=UnitState(unit.state))
    if not clean(note, 200):
        raise WordsMissing
    _write(
        "take_back_unit", unit, before.state, done_on=max(on, unit.state_on),
        because=before.because, note=note, by=by, on=on,
    )  # fmt: skip


def code_of(unit: CampaignUnit) -> str:
    """What a unit is called where everyone may read it: a code."""
    return unit.household.code if unit.household else unit.place.name


def _move(
    act: str, unit: CampaignUnit, new: UnitState, *, done_on: date, by: Account, on: date,
    because: Because | str = "", note: str = "",
) -> None:  # fmt: skip
    hold_unit(unit)
    told = {"code": code_of(unit), "state": UnitState(unit.state)}
    if not rules.can_follow(unit.state, new):
        if new == UnitState.ACCEPTED and unit.state not in rules.DONE:
            raise NotBuiltYet(**told)
        raise StateCannotFollow(new=new, **told)
    if new in rules.WITH_REASON and not because:
        raise ReasonMissing
    _write(act, unit, new, done_on=done_on, because=because, note=note, by=by, on=on)


def _write(
    act: str, unit: CampaignUnit, state: str, *, done_on: date, because: Because | str, note: str,
    by: Account, on: date,
) -> None:  # fmt: skip
    campaign = unit.campaign
    if campaign.pace != Pace.ONCE:
        raise UnitRepeats(title=campaign.title)
    guard_day(campaign, done_on, on)
    if done_on < unit.state_on:
        before = UnitState(unit.state)
        raise BeforeLastState(code=code_of(unit), state=before, day=unit.state_on)
    fields: dict[str, Any] = {
        "state": UnitState(state),
        "because": Because(because) if because else "",
        "note": clean(note, 200),
    }
    for name, value in fields.items():
        setattr(unit, name, value)
    unit.state_on = done_on
    unit.save(update_fields=[*fields, "state_on"])
    last = unit.unit_steps.order_by("-number").values_list("number", flat=True).first()
    UnitStep.objects.create(unit=unit, number=(last or 0) + 1, on=done_on, by=by, **fields)
    tell(act, unit, by=by, on=on, state=str(unit.state))
