"""The ledger taken out by two people."""

import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from doorstep.kit.files import private_file
from doorstep.kit.sheets import write_sheets
from doorstep.people.models import Account, Place
from doorstep.register.actions import record_export
from doorstep.sync.queries import ledger_sheets


@dataclass(frozen=True)
class Exported:
    """What a written ledger holds."""

    households: int
    members: int
    columns: list[str]


@transaction.atomic
def export_roster(
    place: Place, target: Path, *, by: Account, released_by: Account, reason: str, on: date
) -> Exported:
    """Writes the ledger to a file and the act to the trail, both or neither; who, who released it
    and why are printed under the title. Raises as `register.actions.record_export`, or OSError."""
    with override(by.language):
        lines = [
            _("Exported by %(by)s, released by %(released_by)s, on %(day)s")
            % {"by": by.name, "released_by": released_by.name, "day": on},
            _("Reason: %(reason)s") % {"reason": reason.strip()},
        ]
        if place.is_invented:
            lines.append(_("All people in this file are invented."))
    households, members = ledger_sheets(place, on, lines=lines)
    counted = Exported(
        households=len(list(households.rows)),
        members=len(list(members.rows)),
        columns=[column.label for column in households.columns],
    )
    rows = counted.households + counted.members
    record_export(place, by=by, released_by=released_by, reason=reason, on=on, rows=rows)
    written = io.BytesIO()
    write_sheets(written, [households, members])
    with private_file(target) as stream:
        stream.write(written.getvalue())
    return counted
