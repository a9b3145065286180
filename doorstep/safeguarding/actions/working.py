"""What the named person does with a need."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.people.models import Account
from doorstep.safeguarding import rules
from doorstep.safeguarding.actions.appending import append, words
from doorstep.safeguarding.actions.keeping import drop_loosened
from doorstep.safeguarding.choices import Act
from doorstep.safeguarding.rules import Entry, SafeguardingNeed


class SafeguardingNeedClosed(Refused):
    message = _("This need was closed on %(day)s.")


class ReasonTooShort(Refused):
    message = _("Say in at least %(fewest)s characters why you open it.")


class AgainInPast(Refused):
    message = _("The day to come back to it lies before today; choose a later one.")


@transaction.atomic
def answer_relative(need: SafeguardingNeed, *, is_relative: bool, by: Account, on: date) -> None:
    """Keeps with this need alone whether the named person is a relative of the household: one who
    is reads nothing of it, and another person has to be named."""
    _append(Act.ANSWERED, need, by=by, on=on, is_relative=is_relative)


@transaction.atomic
def open_safeguarding_need(
    need: SafeguardingNeed, *, reason: str, by: Account, on: date
) -> tuple[Entry, ...]:
    """The words of the story, first entry first; the reason is written to it. ReasonTooShort."""
    reason = reason.strip()
    if len(reason) < rules.FEWEST_LETTERS_OF_A_REASON:
        raise ReasonTooShort(fewest=rules.FEWEST_LETTERS_OF_A_REASON)
    _append(Act.OPENED, need, by=by, on=on, text=words(reason))
    return need.entries


@transaction.atomic
def note_safeguarding_need(
    need: SafeguardingNeed, *, text: str, again_on: date | None, by: Account, on: date
) -> None:
    """Writes what was done, and the day to come back to it. AgainInPast, SafeguardingNeedClosed."""
    _guard_open(need)
    if again_on is not None and again_on < on:
        raise AgainInPast
    again = str(again_on) if again_on else ""
    _append(Act.NOTED, need, by=by, on=on, text=words(text), again_on=again)


@transaction.atomic
def close_safeguarding_need(need: SafeguardingNeed, *, text: str, by: Account, on: date) -> None:
    """Closes it, with how it ended; one that outlived its household is deleted with its key, since
    it was kept for somebody's safety alone. SafeguardingNeedClosed."""
    _guard_open(need)
    told = words(text)
    if need.loosened_on is None:
        _append(Act.CLOSED, need, by=by, on=on, text=told)
    else:
        drop_loosened(need, by=by, on=on)


def _guard_open(need: SafeguardingNeed) -> None:
    if need.closed_on is not None:
        raise SafeguardingNeedClosed(day=need.closed_on)


def _append(
    act: Act, need: SafeguardingNeed, *, by: Account, on: date, **values: str | bool
) -> None:
    append(act, need.id, need.household_id, need.place_id, by=by, on=on, **values)
