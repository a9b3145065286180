"""Who may see a household, and the caseload revision of those who go there."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit import rows
from doorstep.kit.errors import Refused
from doorstep.people.actions import after_trail, audit, audit_all, raise_caseload, with_trail
from doorstep.people.choices import Duty, Role
from doorstep.people.models import Account, Helper
from doorstep.register import queries
from doorstep.register.choices import AccessVia
from doorstep.register.models import Access, Household

_TOUCHING = (
    f"UPDATE {Helper._meta.db_table} SET caseload_revision = caseload_revision + 1 WHERE id IN "  # noqa: S608
    f"(SELECT helper_id FROM {Access._meta.db_table} "
    "WHERE household_id = %s AND helper_id IS NOT NULL)"
)


class AccessNamesNobody(Refused):
    message = _("Access must name one holder: an account, a helper, a duty or a role.")


class AccessEndsBeforeItBegins(Refused):
    message = _("Access cannot end on %(end)s, before it begins on %(start)s.")


class PairDeclined(Refused):
    message = _("Household %(code)s and %(helper)s are not to be paired. Choose another helper.")


def guard_not_declined(
    household: Household, helper: Helper, on: date, *, is_declined: bool | None = None
) -> None:
    """PairDeclined where one side does not want to meet the other; `is_declined` where that was
    read already."""
    if is_declined is None:
        is_declined = queries.is_declined(household, helper, on)
    if is_declined:
        raise PairDeclined(code=household.code, helper=helper.name)


@transaction.atomic
def grant_access(
    household: Household,
    *,
    via: AccessVia | str,
    from_on: date,
    by: Account,
    until_on: date | None = None,
    reason: str = "",
    account: Account | None = None,
    helper: Helper | None = None,
    duty: Duty | str = "",
    role: Role | str = "",
) -> Access:
    """Lets one holder see a household from a day on, until the day `until_on` (not inside).
    PairDeclined for a helper who is not to go there."""
    if sum(bool(holder) for holder in (account, helper, duty, role)) != 1:
        raise AccessNamesNobody
    if until_on is not None and until_on < from_on:
        raise AccessEndsBeforeItBegins(start=from_on, end=until_on)
    if helper is not None:
        guard_not_declined(household, helper, from_on)
    access = Access.objects.create(
        household=household,
        account=account,
        helper=helper,
        duty=duty,
        role=role,
        via=AccessVia(via),
        reason=reason,
        from_on=from_on,
        until_on=until_on,
    )
    audit(
        "grant_access",
        access,
        by=by,
        on=from_on,
        household_id=household.pk,
        place=household.village_id,
        detail={"via": str(via)},
    )
    if helper is not None:
        _raise_after_trail(helper.pk)
    return access


@transaction.atomic
def let_helpers_see(
    pairs: Iterable[tuple[Household, Helper]], *, via: AccessVia, from_on: date, by: Account
) -> None:
    """As `grant_access`, for many households of one village at once, each with its helper."""
    made = [
        Access(household=household, helper=helper, via=via, from_on=from_on)
        for household, helper in pairs
    ]
    if not made:
        return
    rows.insert(made)
    place, detail = made[0].household.village_id, {"via": str(via)}
    subjects = [(row, row.household_id) for row in made]
    audit_all("grant_access", subjects, by=by, on=from_on, place=place, detail=detail)
    raise_caseload(row.helper_id for row in made if row.helper_id)


@transaction.atomic
def end_access(access: Access, *, by: Account, on: date) -> None:
    """Ends access: it does not hold on that day any more. One that ended earlier stays so."""
    if access.until_on is not None and access.until_on <= on:
        return
    access.until_on = max(on, access.from_on)
    access.save(update_fields=["until_on"])
    audit(
        "end_access",
        access,
        by=by,
        on=on,
        household_id=access.household_id,
        place=access.household.village_id,
        detail={"via": access.via},
    )
    if access.helper_id:
        _raise_after_trail(access.helper_id)


def touch_caseload(household: Household) -> None:
    """Raises the caseload revision of the helpers who have the household on their list. Compiled
    by hand: every visit does it."""
    key = Household._meta.pk.get_db_prep_value(household.pk, connection)
    with_trail(("touch_caseload", household.pk), (_TOUCHING, [key]))


def touch_caseloads(household_ids: Iterable[UUID]) -> None:
    """As `touch_caseload`, for many households at once."""
    wanted = tuple(household_ids)

    def touch() -> None:
        rows = Access.objects.filter(household__in=wanted, helper__isnull=False)
        raise_caseload(rows.values("helper"))

    after_trail(("touch_caseloads", wanted), touch)


def _raise_after_trail(helper_id: UUID) -> None:
    after_trail(("raise_caseload", helper_id), lambda: raise_caseload([helper_id]))
