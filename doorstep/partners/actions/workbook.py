"""A partner's workbook of what was done together: all of it, or nothing."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.partners.actions.guards import hold, tell
from doorstep.partners.actions.joint_acts import record_joint_act
from doorstep.partners.models import JointAct, Partner
from doorstep.partners.queries import read_partner_file
from doorstep.people.models import Account


class PartnerRowRefused(Refused):
    message = _(
        "Sheet “%(sheet)s”, row %(number)s: %(why)s Mend it and send the file again. Nothing was "
        "kept."
    )


@dataclass(frozen=True)
class ReadIn:
    """What became of a file: acts recorded, rows that stood on record, headings left unread."""

    acts: tuple[JointAct, ...]
    known: int
    unread: tuple[str, ...]


@transaction.atomic
def read_acts(partner: Partner, *, data: bytes, by: Account, on: date) -> ReadIn:
    """Records every row of a partner's file that is not on record yet, by kind, words and day; all
    or none. PartnerRowRefused, and what `read_partner_file` refuses."""
    told = read_partner_file(data)
    hold(partner.place)
    acts, known = [], 0
    for row in told.rows:
        same = {"kind": row.kind, "title": row.title, "on": row.on}
        if partner.joint_acts.filter(**same).exists():
            known += 1
            continue
        try:
            act = record_joint_act(
                partner,
                kind=row.kind,
                title=row.title,
                done_on=row.on,
                where=row.where,
                people_count=row.people,
                amount=row.amount,
                seen=row.seen,
                agreed=row.agreed,
                of_office=by,
                by=by,
                on=on,
            )
        except Refused as refused:
            raise PartnerRowRefused(sheet=row.sheet, number=row.number, why=refused) from refused
        acts.append(act)
    tell("read_acts", partner, partner.place, by=by, on=on, count=len(acts))
    return ReadIn(tuple(acts), known, told.unread)
