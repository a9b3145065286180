"""Who may see a household because of a need: its owner, and the town it was escalated to."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from doorstep.needs.models import Need
from doorstep.people.choices import Role
from doorstep.people.models import Account
from doorstep.register.actions import end_access, grant_access
from doorstep.register.choices import AccessVia
from doorstep.register.models import Access


def let_owner_see(need: Need, *, by: Account, on: date) -> None:
    """The owner sees the household while the need is theirs; who sees it already gains nothing."""
    if need.household is None or need.owner is None:
        return
    if not _live(need, on).filter(helper=need.owner).exists():
        grant_access(need.household, via=AccessVia.NEED, helper=need.owner, from_on=on, by=by)


def end_owners_sight(need: Need, owner_id: UUID | None, *, by: Account, on: date) -> None:
    """Ends what `let_owner_see` gave, unless another open need of the household is theirs."""
    if need.household_id is None or owner_id is None:
        return
    others = Need.objects.filter(household=need.household_id, owner=owner_id, closed_on=None)
    if not others.exclude(pk=need.pk).exists():
        given = _live(need, on).filter(helper=owner_id, via=AccessVia.NEED)
        _end_all(given, by=by, on=on)


def let_town_see(need: Need, *, by: Account, on: date) -> None:
    """The town sees the household while one of its needs lies with the town."""
    if need.household is None or _towns(need, on).exists():
        return
    grant_access(need.household, via=AccessVia.ESCALATION, role=Role.TOWN, from_on=on, by=by)


def end_towns_sight(need: Need, *, by: Account, on: date) -> None:
    """Ends what `let_town_see` gave, unless another need of the household lies with the town."""
    if need.household_id is None:
        return
    others = Need.objects.filter(household=need.household_id, closed_on=None)
    if not others.exclude(pk=need.pk).escalated_on(on).exists():
        _end_all(_towns(need, on), by=by, on=on)


def _live(need: Need, on: date) -> QuerySet[Access]:
    return Access.objects.filter(
        Q(until_on=None) | Q(until_on__gt=on), household=need.household_id, from_on__lte=on
    )


def _towns(need: Need, on: date) -> QuerySet[Access]:
    return _live(need, on).filter(role=Role.TOWN, via=AccessVia.ESCALATION)


def _end_all(rows: QuerySet[Access], *, by: Account, on: date) -> None:
    for access in rows.select_related("household"):
        end_access(access, by=by, on=on)
