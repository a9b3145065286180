"""Taking the whole register out: two people and a reason."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.people.actions import audit
from doorstep.people.choices import Duty, Role
from doorstep.people.models import Account, Place
from doorstep.people.queries import has_duty, has_role


class ExportNeedsTwoPeople(Refused):
    message = _("The register leaves with two people only: somebody else must release it.")


class ExportNotReleased(Refused):
    message = _(
        "%(name)s may not release the register of %(place)s; ask somebody who holds that duty "
        "there."
    )


class ExportNotAllowed(Refused):
    message = _("Only a coordinator of %(place)s may take its register out.")


class ExportReasonMissing(Refused):
    message = _("Write why the register is taken out; the reason is printed in the file.")


@transaction.atomic
def record_export(
    place: Place, *, by: Account, released_by: Account, reason: str, on: date, rows: int
) -> None:
    """Allows one export and writes it to the trail, with who released it and why.
    ExportNeedsTwoPeople, ExportNotAllowed, ExportNotReleased, ExportReasonMissing."""
    if by.pk == released_by.pk or by.is_system or released_by.is_system:
        raise ExportNeedsTwoPeople
    if not has_role(by, Role.COORDINATOR, place, on):
        raise ExportNotAllowed(place=place.name)
    if not has_duty(released_by, Duty.EXPORTS_REGISTER, place, on):
        raise ExportNotReleased(name=released_by.name, place=place.name)
    if not reason.strip():
        raise ExportReasonMissing
    detail = {"released_by": str(released_by.pk), "reason": reason.strip(), "rows": rows}
    audit("record_export", place, by=by, on=on, place=place, detail=detail)
