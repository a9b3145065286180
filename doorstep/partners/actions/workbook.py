"""A partner's workbook of what was done together: all of it, or nothing."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.kit.text import printable
from doorstep.partners.actions.guards import hold_partner, tell
from doorstep.partners.actions.joint_acts import fill_act, guard_office
from doorstep.partners.models import JointAct, Partner
from doorstep.partners.queries import ActRow, PartnerFile, read_partner_file
from doorstep.people.actions import audit_all
from doorstep.people.models import Account

type Key = tuple[str, str, date]  # kind, words, day


class PartnerRowRefused(Refused):
    message = _(
        "Sheet “%(sheet)s”, row %(number)s: %(why)s Mend it and send the file again. Nothing was "
        "kept."
    )


class PartnerRowTwice(Refused):
    message = _(
        "Sheet “%(sheet)s”, row %(number)s tells the same thing of the same day as row "
        "%(earlier)s, and otherwise; put them into one, or name them apart. Nothing was kept."
    )


@dataclass(frozen=True)
class ReadIn:
    """What became of a file: acts recorded, rows that stood on record, acts of these of which the
    file says otherwise, headings and sheets left unread."""

    acts: tuple[JointAct, ...]
    known: int
    otherwise: tuple[JointAct, ...]
    unread: tuple[str, ...]
    unread_sheets: tuple[str, ...]


def read_acts(partner: Partner, *, data: bytes, by: Account, on: date) -> ReadIn:
    """Records every row of a partner's file that is not on record yet, by kind, words and day; all
    or none. PartnerRowRefused, PartnerRowTwice, NotOfTheOffice, and what `read_partner_file`
    refuses."""
    return _record(read_partner_file(data), partner, by, on)  # while others write


@transaction.atomic
def _record(told: PartnerFile, partner: Partner, by: Account, on: date) -> ReadIn:
    hold_partner(partner)
    guard_office(by, partner, on)
    acts, known, otherwise = [], 0, []
    on_record = {_key(one.kind, one.title, one.on): one for one in partner.joint_acts.all()}
    of_file: dict[Key, ActRow] = {}
    for row in told.rows:
        key = _key(row.kind, row.title, row.on)
        earlier = of_file.setdefault(key, row)
        if _says(earlier) != _says(row):
            raise PartnerRowTwice(sheet=row.sheet, number=row.number, earlier=earlier.number)
        if earlier is not row:
            known += 1
            continue
        if key in on_record:
            known += 1
            if _says(row) != _says_act(on_record[key]):
                otherwise.append(on_record[key])
            continue
        act = JointAct(partner=partner, recorded_by=by, of_office=by)
        try:
            fill_act(act, on, **_fields(row))
        except Refused as refused:
            raise PartnerRowRefused(sheet=row.sheet, number=row.number, why=refused) from refused
        acts.append(act)
    JointAct.objects.bulk_create(acts)
    for kind in sorted({one.kind for one in acts}):
        told_of = [(one, None) for one in acts if one.kind == kind]
        audit_all(
            "record_joint_act", told_of, by=by, on=on, place=partner.place, detail={"kind": kind}
        )
    tell("read_acts", partner, partner.place, by=by, on=on, count=len(acts))
    return ReadIn(tuple(acts), known, tuple(otherwise), told.unread, told.unread_sheets)


def _fields(row: ActRow) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "title": row.title,
        "on": row.on,
        "where": row.where,
        "people_count": row.people,
        "household_count": row.households,
        "village_count": row.villages,
        "amount": row.amount,
        "seen": row.seen,
        "agreed": row.agreed,
    }


def _key(kind: str, title: str, on: date) -> Key:
    return str(kind), printable(title).strip(), on


def _says(row: ActRow) -> tuple[object, ...]:
    counts = (row.people, row.households, row.villages, row.amount)
    return (*counts, *(printable(text).strip() for text in (row.where, row.seen, row.agreed)))


def _says_act(act: JointAct) -> tuple[object, ...]:
    counts = (act.people_count, act.household_count, act.village_count, act.amount)
    return (*counts, act.where, act.seen, act.agreed)
