"""A recorded visit is corrected: the old row stays, marked as replaced, and counts nowhere."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.method.choices import ServiceKind
from doorstep.people.actions import audit
from doorstep.people.models import Account
from doorstep.register.actions import touch_caseload
from doorstep.visits.actions.guards import (
    VisitIdTaken,
    guard_helper,
    guard_household,
    guard_report,
    known_services,
)
from doorstep.visits.actions.outcomes import record_errands, withdraw_errands
from doorstep.visits.actions.recording import write_services
from doorstep.visits.choices import Mode, Result
from doorstep.visits.models import Visit
from doorstep.visits.rules import digest

AMENDABLE = (
    "helper",
    "on",
    "part_of_day",
    "mode",
    "result",
    "no_change",
    "note",
    "next_on",
    "answers",
)


class VisitReplacedAlready(Refused):
    message = _("This visit was corrected already. Open the corrected one and change that.")


@transaction.atomic
def amend_visit(
    visit: Visit,
    *,
    id: UUID,  # noqa: A002 - of the corrected visit, minted by whoever made the form
    by: Account,
    today: date,
    services: Sequence[str] | None = None,
    **fields: Any,
) -> tuple[Visit, bool]:
    """Replaces a visit by a corrected one; answers (corrected visit, is_new).

    `fields` are those of AMENDABLE; what is left out stays as it was. Needs raised or closed stay:
    they have their own screen. An errand no longer ticked is withdrawn, and moves with the visit's
    day. VisitReplacedAlready, and what `record_visit` refuses.
    """
    if unknown := set(fields) - set(AMENDABLE):
        raise TypeError(f"not a field of a visit to amend: {', '.join(sorted(unknown))}")
    former = dict(visit.services.values_list("service", "kind"))
    ticked = list(former) if services is None else list(dict.fromkeys(services))
    values = {name: fields.get(name, getattr(visit, name)) for name in AMENDABLE}
    values["note"] = values["note"].strip()
    content = digest({"amends": visit.pk, "services": sorted(ticked), **_for_digest(values)})
    guard_report(
        on=values["on"],
        today=today,
        result=values["result"],
        services=ticked,
        no_change=values["no_change"],
        has_changes=False,
        next_on=values["next_on"],
        note=values["note"],
    )
    guard_household(visit.household, values["on"])
    recorded = Visit.objects.filter(pk=id).first()
    if recorded is not None:
        if recorded.digest != content:
            raise VisitIdTaken
        return recorded, False
    if Visit.objects.get(pk=visit.pk).is_void:
        raise VisitReplacedAlready
    if (values["helper"], values["on"]) != (visit.helper, visit.on):
        guard_helper(values["helper"], visit.household, values["on"])
    kinds = known_services(visit.household, ticked, values["on"])
    values |= {"mode": Mode(values["mode"]), "result": Result(values["result"])}
    amended = Visit(
        id=id,
        household=visit.household,
        channel=visit.channel,
        recorded_by=by,
        recorded_on=today,
        amends=visit,
        digest=content,
        **values,
    )
    amended.save(force_insert=True)
    write_services(amended, kinds)
    visit.is_void = True
    visit.save(update_fields=["is_void"])
    has_moved = amended.on != visit.on
    if has_moved or ServiceKind.ERRAND not in kinds.values():
        withdraw_errands(visit, by=by, text=str(_("The visit was corrected: no errand.")))
    fresh = {key: kinds[key] for key in kinds if has_moved or key not in former}
    record_errands(amended, fresh, by=by)
    audit(
        "amend_visit",
        amended,
        by=by,
        on=today,
        household_id=visit.household_id,
        place=visit.household.village_id,
        detail={"fields": sorted([*fields, *(["services"] if services is not None else [])])},
    )
    touch_caseload(visit.household)
    return amended, True


def _for_digest(values: dict[str, Any]) -> dict[str, Any]:
    told = {**values, "helper": values["helper"].pk}
    if not told["answers"]:
        del told["answers"]  # as it was before methods had questions of their own
    return told
