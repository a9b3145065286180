"""Two records of one visit, from paper and from a phone: a person says so, and it counts once."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.method.choices import ServiceKind
from doorstep.people.actions import audit
from doorstep.people.models import Account
from doorstep.register.actions import touch_caseload
from doorstep.visits.actions.outcomes import record_errands, withdraw_errands
from doorstep.visits.models import Visit
from doorstep.visits.queries import likely_doubles


class NotTheSameVisit(Refused):
    message = _(
        "These two records cannot be one visit: they are of another household, day or part of the "
        "day, or one of them counts nowhere any more."
    )


class NotJoined(Refused):
    message = _("This record is not joined to another, so there is nothing to take apart.")


@transaction.atomic
def join_visits(kept: Visit, other: Visit, *, by: Account, on: date) -> None:
    """`other` was the same visit as `kept` and counts nowhere from now on; both stay, and needs
    that either raised stay needs. An errand that `other` tells of is withdrawn: `kept` has
    its own. NotTheSameVisit."""
    rows = Visit.objects.select_for_update(no_key=True).filter(pk__in=(kept.pk, other.pk))
    found = {row.pk: row for row in rows}
    kept, other = found[kept.pk], found[other.pk]
    if kept.is_void or other.is_void or not likely_doubles(kept).filter(pk=other.pk).exists():
        raise NotTheSameVisit
    other.joined_to, other.is_void = kept, True
    other.save(update_fields=["joined_to", "is_void"])
    if ServiceKind.ERRAND in _kinds(other).values():
        text = str(_("Told twice: another record of the same visit counts."))
        withdraw_errands(other, by=by, text=text)
    _tell("join_visits", other, by, on, {"kept": str(kept.pk)})


@transaction.atomic
def part_visits(visit: Visit, *, by: Account, on: date) -> None:
    """Takes back that a visit was the same as another: it counts again as it did. NotJoined."""
    visit = Visit.objects.select_for_update(no_key=True).get(pk=visit.pk)
    if visit.joined_to_id is None:
        raise NotJoined
    visit.joined_to, visit.is_void = None, False
    visit.save(update_fields=["joined_to", "is_void"])
    record_errands(visit, _kinds(visit), by=by)
    _tell("part_visits", visit, by, on, {})


def _kinds(visit: Visit) -> dict[str, ServiceKind]:
    rows = visit.services.values_list("service", "kind")
    return {service: ServiceKind(kind) for service, kind in rows}


def _tell(act: str, visit: Visit, by: Account, on: date, detail: dict[str, str]) -> None:
    household = visit.household
    audit(
        act,
        visit,
        by=by,
        on=on,
        household_id=household.pk,
        place=household.village_id,
        detail=detail,
    )
    touch_caseload(household)
