"""What a visit must be before it is written."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.method.choices import ServiceKind
from doorstep.method.models import Service
from doorstep.method.queries import version_at
from doorstep.people.models import Helper
from doorstep.people.queries import helpers_at
from doorstep.register.models import Household
from doorstep.visits.choices import Result


class VisitInFuture(Refused):
    message = _("A visit cannot lie in the future; %(day)s is still to come. Change the day.")


class HouseholdClosed(Refused):
    message = _(
        "Household %(code)s left the register on %(day)s; a visit can only be dated before that."
    )


class HouseholdNotYetRegistered(Refused):
    message = _(
        "Household %(code)s came on the register on %(day)s; a visit cannot be dated before that."
    )


class HelperNotInTeam(Refused):
    message = _(
        "%(name)s was not in the team of %(place)s on %(day)s. Choose who was there, or change the "
        "day."
    )


class VisitIdTaken(Refused):
    message = _(
        "Another visit was recorded under this number. Open that one and correct it, or write "
        "this one on a new form."
    )


class NoSuchService(Refused):
    message = _("“%(service)s” is no service of the method in use. Known services: %(known)s.")


class NobodyMet(Refused):
    message = _(
        "Nobody was met, so no service can be ticked. Change the result to “met”, or take the "
        "ticks away."
    )


class ChangedYetNoChange(Refused):
    message = _("“No change” is ticked, yet changes are written below it. Keep one of the two.")


class NextVisitNotLater(Refused):
    message = _("The next visit, %(day)s, must be later than this one.")


class TextTooLong(Refused):
    message = _("The note has %(length)s characters; %(most)s are possible. Shorten it.")


def guard_household(household: Household, on: date) -> None:
    """Locks the row and asks it, as the database has it, whether a visit that day is possible."""
    row = (
        Household.objects.select_for_update(no_key=True)
        .only("code", "registered_on", "closed_on")
        .get(pk=household.pk)
    )
    guard_on_register(row, on)


def guard_on_register(row: Household, on: date) -> None:
    """As `guard_household`, for a row that was locked before."""
    if on < row.registered_on:
        raise HouseholdNotYetRegistered(code=row.code, day=row.registered_on)
    if row.closed_on is not None and row.closed_on <= on:
        raise HouseholdClosed(code=row.code, day=row.closed_on)


def guard_helper(helper: Helper, household: Household, on: date) -> None:
    """HelperNotInTeam for one who did not go for the household's village that day."""
    guard_in_team(
        helpers_at(household.village, on).filter(pk=helper.pk).exists(), helper, household, on
    )


def guard_in_team(is_in_team: bool, helper: Helper, household: Household, on: date) -> None:
    """As `guard_helper`, where that was read before."""
    if not is_in_team:
        raise HelperNotInTeam(name=helper.name, place=household.village.name, day=on)


def guard_text(text: str, most: int) -> None:
    """TextTooLong."""
    if len(text) > most:
        raise TextTooLong(length=len(text), most=most)


def guard_report(
    *,
    on: date,
    today: date,
    result: str,
    services: Sequence[str],
    no_change: bool,
    has_changes: bool,
    next_on: date | None,
    note: str,
) -> None:
    """What a report must not say about itself."""
    if on > today:
        raise VisitInFuture(day=on)
    if services and result != Result.MET:
        raise NobodyMet
    if no_change and has_changes:
        raise ChangedYetNoChange
    if next_on is not None and next_on <= on:
        raise NextVisitNotLater(day=next_on)
    guard_text(note, 300)


def known_services(
    household: Household, services: Sequence[str], on: date, version_id: UUID | None = None
) -> dict[str, ServiceKind]:
    """The kinds of the ticked services in the version in use that day, `version_id` where that was
    read before; NoSuchService."""
    if not services:
        return {}
    kinds = _service_kinds(version_id or version_at(household.village, on).pk)
    for service in services:
        if service not in kinds:
            raise NoSuchService(service=service, known=", ".join(kinds))
    return {service: kinds[service] for service in dict.fromkeys(services)}


@lru_cache(maxsize=64)
def _service_kinds(version_id: UUID) -> Mapping[str, ServiceKind]:
    """The catalogue of a published version, which never changes."""
    rows = Service.objects.filter(version=version_id).order_by("order", "key")
    return {key: ServiceKind(kind) for key, kind in rows.values_list("key", "kind")}
