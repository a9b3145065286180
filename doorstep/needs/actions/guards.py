"""What every write about a need asks first, and the row it leaves behind."""

from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from doorstep.kit import rows
from doorstep.kit.errors import Refused
from doorstep.needs.actions.sealing import kept_words
from doorstep.needs.choices import NeedState, StepKind
from doorstep.needs.models import Need, Step
from doorstep.needs.rules import MOST_LETTERS
from doorstep.people.actions import audit
from doorstep.people.models import Account, Helper, Place, live_on
from doorstep.register.actions.access import guard_not_declined
from doorstep.register.actions.guards import guard_open, guard_still_open
from doorstep.register.models import Household
from doorstep.register.queries import Standing

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


def guard_active(household: Household, on: date, standing: Standing | None = None) -> None:
    """HouseholdClosedAlready, HouseholdNotRegisteredYet; locks the household, unless it was read
    under a lock (`standing`)."""
    if standing is None:
        guard_open(household, on)
    else:
        guard_still_open(standing.household, household.code, on)
    if on < household.registered_on:
        raise HouseholdNotRegisteredYet(code=household.code, day=household.registered_on)


def guard_helper(
    helper: Helper,
    place: Place,
    household: Household | None,
    on: date,
    standing: Standing | None = None,
) -> None:
    """HelperNotInTeam for one who is not active at the place on that day, PairDeclined for one
    whom the household does not want or who does not want to go there."""
    if not (_is_in_team(helper, place, on) if standing is None else standing.is_in_team):
        raise HelperNotInTeam(name=helper.name, place=place.name)
    if household is not None:
        is_declined = None if standing is None else standing.is_declined
        guard_not_declined(household, helper, on, is_declined=is_declined)


def _is_in_team(helper: Helper, place: Place, on: date) -> bool:
    return Helper.objects.filter(live_on(on), pk=helper.pk, team__place=place).exists()


def lock(need: Need, on: date) -> None:
    """Brings the need up to what the database holds, and keeps others off. DayBeforeRaising."""
    need.refresh_from_db(fields=CHANGING, from_queryset=Need.objects.select_for_update(no_key=True))
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


def add_step(
    need: Need, kind: StepKind, *, by: Account, on: date, is_first: bool = False, **values: Any
) -> None:
    """The next row of the need's story."""
    last = None if is_first else need.steps.aggregate(last=Max("order"))["last"]
    order = 0 if last is None else last + 1
    text = values.get("text", "")
    values |= kept_words(need.household, need.kind, text, on, is_sealed=need.sealed)
    rows.insert([Step(need=need, kind=kind, by=by, on=on, order=order, **values)])


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
