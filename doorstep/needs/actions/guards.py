"""What every write about a need asks first, and the row it leaves behind."""

from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.needs.actions.sealing import kept_words
from doorstep.needs.choices import NeedState, StepKind
from doorstep.needs.models import Need, Step
from doorstep.people.actions import audit
from doorstep.people.models import Account, Helper, Place, live_on
from doorstep.register.actions.access import guard_not_declined
from doorstep.register.actions.guards import guard_open
from doorstep.register.models import Household

MOST_LETTERS = 300
CHANGING = (  # columns of a need that a write may find changed by somebody else
    "owner",
    "mediator",
    "requested_on",
    "requested_how",
    "seen_on",
    "state",
    "closed_on",
    "outcome",
    "confirmed",
    "version",
)


class NeedAlreadyClosed(Refused):
    message = _("This need was closed on %(day)s. Reopen it if something is left to do.")


class NeedStillOpen(Refused):
    message = _("This need is still open; close it first.")


class NeedChangedMeanwhile(Refused):
    message = _("Somebody else changed this need meanwhile. Load the page again and look.")


class DayBeforeRaising(Refused):
    message = _("This need was raised on %(day)s; nothing about it can be dated earlier.")


class HouseholdNotRegisteredYet(Refused):
    message = _("Household %(code)s is on the register from %(day)s; choose that day or a later.")


class HouseholdOfAnotherPlace(Refused):
    message = _("Household %(code)s does not belong to %(place)s.")


class HelperNotInTeam(Refused):
    message = _("%(name)s is not in the team of %(place)s on that day; choose another helper.")


class TextMissing(Refused):
    message = _("Write in a few words what it is about.")


class TextTooLong(Refused):
    message = _("The text has %(count)s characters; at most %(most)s fit. Shorten it.")


def clean_text(text: str, *, is_required: bool = False) -> str:
    """The text without blanks round it. TextMissing, TextTooLong."""
    text = text.strip()
    if is_required and not text:
        raise TextMissing
    if len(text) > MOST_LETTERS:
        raise TextTooLong(count=len(text), most=MOST_LETTERS)
    return text


def guard_active(household: Household, on: date) -> None:
    """HouseholdClosedAlready, HouseholdNotRegisteredYet."""
    guard_open(household, on)
    if on < household.registered_on:
        raise HouseholdNotRegisteredYet(code=household.code, day=household.registered_on)


def guard_helper(helper: Helper, place: Place, household: Household | None, on: date) -> None:
    """HelperNotInTeam for one who is not active at the place on that day, PairDeclined for one
    whom the household does not want or who does not want to go there."""
    here = Helper.objects.filter(live_on(on), pk=helper.pk, team__place=place)
    if not here.exists():
        raise HelperNotInTeam(name=helper.name, place=place.name)
    if household is not None:
        guard_not_declined(household, helper, on)


def lock(need: Need, on: date) -> None:
    """Brings the need up to what the database holds, and keeps others off. DayBeforeRaising."""
    need.refresh_from_db(fields=CHANGING, from_queryset=Need.objects.select_for_update())
    if on < need.raised_on:
        raise DayBeforeRaising(day=need.raised_on)


def guard_is_open(need: Need) -> None:
    """NeedAlreadyClosed."""
    if need.state != NeedState.OPEN:
        raise NeedAlreadyClosed(day=need.closed_on)


def guard_is_closed(need: Need) -> None:
    """NeedStillOpen."""
    if need.state == NeedState.OPEN:
        raise NeedStillOpen


def save(need: Need, *fields: str) -> None:
    """Saves the named columns and raises the version."""
    need.version += 1
    need.save(update_fields=[*fields, "version"])


def add_step(need: Need, kind: StepKind, *, by: Account, on: date, **values: Any) -> None:
    """The next row of the need's story."""
    last = need.steps.aggregate(last=Max("order"))["last"]
    order = 0 if last is None else last + 1
    text = values.get("text", "")
    values |= kept_words(need.household, need.kind, text, on, is_sealed=need.sealed)
    Step.objects.create(need=need, kind=kind, by=by, on=on, order=order, **values)


def write_audit(
    act: str, need: Need, *, by: Account, on: date, detail: dict[str, Any] | None = None
) -> None:
    """The trail's entry: columns and kinds, no content; of a sealed need not its kind either."""
    audit(
        act,
        need,
        by=by,
        on=on,
        household_id=need.household_id,
        place=need.place_id,
        detail=None if need.sealed else detail,
    )
