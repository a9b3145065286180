"""Sealed fields: switched on for a village, given, opened with a reason, ended."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit import vault
from doorstep.kit.errors import Refused
from doorstep.people.actions import audit, await_voucher
from doorstep.people.choices import PlaceKind, Role
from doorstep.people.models import Account, Place
from doorstep.people.queries import came_lately, has_role
from doorstep.register.actions.access import grant_access
from doorstep.register.actions.circumstances import MemberOfAnotherHousehold
from doorstep.register.actions.guards import guard_open
from doorstep.register.choices import AccessVia, SealedKind
from doorstep.register.models import Access, Household, Member, SealedField, Sealing
from doorstep.register.queries import is_sealing, may_open_sealed

FEWEST_LETTERS_OF_A_REASON = 5
MOST_LETTERS_OF_A_REASON = 200
MOST_LETTERS = 500
DAYS_OPEN = 365  # at most; what is needed longer is asked for again


class SealedFieldsAreOff(Refused):
    message = _(
        "Sealed fields are not switched on at %(place)s. First its impact assessment is filled in "
        "and dated; then they are switched on."
    )


class SealedFieldsAreOn(Refused):
    message = _("Sealed fields are switched on at %(place)s since %(day)s.")


class AssessmentMissing(Refused):
    message = _("Fill in and date the impact assessment of %(place)s first.")


class SealsAtVillages(Refused):
    message = _("Sealed fields are switched on village by village; %(place)s is none.")


class ReasonForOpeningMissing(Refused):
    message = _("Say in at least %(fewest)s characters why you open it.")


class SealedTextRefused(Refused):
    message = _("Write what is to be kept, in at most %(most)s characters.")


class SealedDaysRefused(Refused):
    message = _("Say until when it is needed: a later day, within %(most)s days.")


class NotLetIn(Refused):
    message = _("Sealed fields open only to those who were named for this household.")


class CoordinatorOpensNothing(Refused):
    message = _("A coordinator opens no sealed fields; name somebody else.")


@transaction.atomic
def open_sealed_fields(place: Place, *, by: Account, on: date, assessed_on: date | None) -> Sealing:
    """Switches a village's sealed fields on from a day. What stands there already is sealed by
    `needs.actions.switch_on_sealed_fields`, which calls this. SealsAtVillages, AssessmentMissing,
    SealedFieldsAreOn."""
    if place.kind != PlaceKind.VILLAGE:
        raise SealsAtVillages(place=place.name)
    if assessed_on is None or assessed_on > on:
        raise AssessmentMissing(place=place.name)
    Place.objects.select_for_update(no_key=True).get(pk=place.pk)
    held = Sealing.objects.filter(place=place).first()
    if held is not None:
        raise SealedFieldsAreOn(place=place.name, day=held.from_on)
    sealing = Sealing.objects.create(place=place, from_on=on, assessed_on=assessed_on, by=by)
    audit("open_sealed_fields", sealing, by=by, on=on, place=place)
    return sealing


@transaction.atomic
def seal_field(
    household: Household,
    kind: SealedKind | str,
    *,
    member: Member,
    text: str,
    need_id: UUID,
    until_on: date,
    by: Account,
    on: date,
) -> SealedField:
    """Keeps something sealed, for the need it was asked for. SealedFieldsAreOff,
    MemberOfAnotherHousehold, SealedTextRefused, SealedDaysRefused, HouseholdClosedAlready."""
    guard_open(household, on)
    guard_sealing(household, on)
    text = text.strip()
    if member.household_id != household.pk:
        raise MemberOfAnotherHousehold(code=household.code)
    if not 0 < len(text) <= MOST_LETTERS:
        raise SealedTextRefused(most=MOST_LETTERS)
    if not on < until_on <= on + timedelta(days=DAYS_OPEN):
        raise SealedDaysRefused(most=DAYS_OPEN)
    field = SealedField.objects.create(
        household=household,
        member=member,
        kind=SealedKind(kind),
        content=vault.seal(household.pk, text),
        need_id=need_id,
        given_on=on,
        until_on=until_on,
    )
    _audit("seal_field", field, by=by, on=on, reason="")
    return field


@transaction.atomic
def open_sealed_field(field: SealedField, *, reason: str, by: Account, on: date) -> str:
    """What is sealed. The reason goes to the trail, where the household reads it. NotLetIn,
    ReasonForOpeningMissing, SealedFieldsAreOff."""
    reason = clean_reason(reason)
    guard_sealing(field.household, on)
    if not may_open_sealed(by, field.household, on):
        raise NotLetIn
    _audit("open_sealed_field", field, by=by, on=on, reason=reason)
    return vault.unseal(field.household_id, field.content)


@transaction.atomic
def end_sealed_field(field: SealedField, *, by: Account, on: date) -> None:
    """It is needed no longer: the row goes, the trail keeps that there was one."""
    _audit("end_sealed_field", field, by=by, on=on, reason="")
    field.delete()


@transaction.atomic
def let_open_sealed(
    household: Household, account: Account, *, reason: str, until_on: date, by: Account, on: date
) -> Access:
    """Names an account that opens a household's sealed fields until a day; by a coordinator who
    came lately, after or beside another, only once somebody else has vouched for the account.
    CoordinatorOpensNothing, ReasonForOpeningMissing, SealedDaysRefused, SealedFieldsAreOff."""
    reason = clean_reason(reason)
    guard_sealing(household, on)
    if has_role(account, Role.COORDINATOR, household.village, on):
        raise CoordinatorOpensNothing
    if not on < until_on <= on + timedelta(days=DAYS_OPEN):
        raise SealedDaysRefused(most=DAYS_OPEN)
    if came_lately(by, Role.COORDINATOR, household.village, on):
        await_voucher(account, by=by, on=on)
    return grant_access(
        household,
        via=AccessVia.SEALED,
        account=account,
        from_on=on,
        until_on=until_on,
        reason=reason,
        by=by,
    )


def clean_reason(reason: str) -> str:
    """A reason that says something. ReasonForOpeningMissing."""
    reason = reason.strip()[:MOST_LETTERS_OF_A_REASON]
    if len(reason) < FEWEST_LETTERS_OF_A_REASON:
        raise ReasonForOpeningMissing(fewest=FEWEST_LETTERS_OF_A_REASON)
    return reason


def guard_sealing(household: Household, on: date) -> None:
    """SealedFieldsAreOff."""
    if not is_sealing(household.village_id, on):
        raise SealedFieldsAreOff(place=household.village.name)


def _audit(act: str, field: SealedField, *, by: Account, on: date, reason: str) -> None:
    # which kind it is would tell the auditor of an illness
    audit(
        act,
        field,
        by=by,
        on=on,
        household_id=field.household_id,
        place=field.household.village_id,
        detail={"reason": reason} if reason else {},
    )
