"""What was done together with a partner: recording it, and mending the record."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.funds.models import Programme
from doorstep.kit.errors import Refused
from doorstep.kit.money import guard_fen
from doorstep.partners.actions.guards import clean, guard_day, guard_number, hold_partner, tell
from doorstep.partners.choices import JointActKind
from doorstep.partners.models import JointAct, Partner
from doorstep.partners.queries import staff_at
from doorstep.people.models import Account

MOST_PEOPLE = 100_000  # and households
MOST_VILLAGES = 1_000
FIELDS = (
    "programme", "kind", "title", "on", "where", "of_office", "people_count", "household_count",
    "village_count", "amount", "seen", "agreed",
)  # fmt: skip


class RecordedAlready(Refused):
    message = _("“%(title)s” of %(day)s is on record already; change it there.")


class ProgrammeOfAnotherPartner(Refused):
    message = _("“%(programme)s” is not backed by %(partner)s.")


class PeopleMissing(Refused):
    message = _("Say how many took part; for jobs, how many graduates got one.")


class PurchaseWithoutAmount(Refused):
    message = _("Write for how much was bought.")


class AmountOfNoPurchase(Refused):
    message = _("An amount belongs to a purchase; what was paid otherwise is a payment.")


class NotOfTheOffice(Refused):
    message = _("%(name)s has no office at %(place)s, then or now.")


@transaction.atomic
def record_joint_act(
    partner: Partner,
    *,
    kind: JointActKind | str,
    title: str,
    done_on: date,
    of_office: Account,
    by: Account,
    on: date,
    programme: Programme | None = None,
    where: str = "",
    people_count: int = 0,
    household_count: int = 0,
    village_count: int = 0,
    amount: int | None = None,
    seen: str = "",
    agreed: str = "",
) -> JointAct:
    """Records what was done together on a day; `amount` is fen, of a purchase alone. Refuses a day
    that is still to come or outside the work together, a programme that the partner does not back,
    who of the office had no office then, and what is recorded already."""
    hold_partner(partner)
    act = JointAct(partner=partner, recorded_by=by)
    _write(
        act,
        on,
        kind=JointActKind(kind),
        title=title,
        on=done_on,
        of_office=of_office,
        programme=programme,
        where=where,
        people_count=people_count,
        household_count=household_count,
        village_count=village_count,
        amount=amount,
        seen=seen,
        agreed=agreed,
    )
    act.save(force_insert=True)
    tell("record_joint_act", act, partner.place, by=by, on=on, kind=act.kind)
    return act


@transaction.atomic
def change_joint_act(act: JointAct, *, by: Account, on: date, **fields: Any) -> None:
    """Mends a record; the day it was done as `done_on`. Refuses as `record_joint_act`."""
    partner = act.partner
    hold_partner(partner)
    act.refresh_from_db()
    act.partner = partner
    if "done_on" in fields:
        fields["on"] = fields.pop("done_on")
    unknown = set(fields) - set(FIELDS)
    if unknown:
        raise TypeError(f"no such field of a joint act: {', '.join(sorted(unknown))}")
    _write(act, on, **fields)
    act.save(update_fields=list(FIELDS))
    tell("change_joint_act", act, partner.place, by=by, on=on)


def fill_act(act: JointAct, today: date, **fields: Any) -> None:
    """Sets what a joint act says, and refuses what cannot be by itself; asks no rows."""
    for name, value in fields.items():
        setattr(act, name, value)
    partner = act.partner
    act.title = clean(act.title, 150, is_required=True)
    act.where = clean(act.where, 100)
    act.seen, act.agreed = clean(act.seen, 500), clean(act.agreed, 500)
    guard_day(partner, act.on, today)
    guard_number(act.people_count, least=0, most=MOST_PEOPLE)
    guard_number(act.household_count, least=0, most=MOST_PEOPLE)
    guard_number(act.village_count, least=0, most=MOST_VILLAGES)
    if act.kind == JointActKind.PURCHASE:
        if act.amount is None:
            raise PurchaseWithoutAmount
        guard_fen(act.amount)
    elif act.amount is not None:
        raise AmountOfNoPurchase
    elif act.kind != JointActKind.OTHER and not act.people_count:
        raise PeopleMissing


def guard_office(account: Account, partner: Partner, *days: date) -> None:
    """NotOfTheOffice for whoever had no office there on one of the days."""
    if not any(staff_at(partner.place, day).filter(pk=account.pk).exists() for day in days):
        raise NotOfTheOffice(name=account.name, place=partner.place.name)


def _write(act: JointAct, today: date, **fields: Any) -> None:
    fill_act(act, today, **fields)
    partner, programme = act.partner, act.programme
    if programme is not None and not partner.backings.filter(programme=programme).exists():
        raise ProgrammeOfAnotherPartner(programme=programme.name, partner=partner.name)
    guard_office(act.of_office, partner, act.on, today)
    same = JointAct.objects.filter(partner=partner, kind=act.kind, title=act.title, on=act.on)
    if same.exclude(pk=act.pk).exists():
        raise RecordedAlready(title=act.title, day=act.on)
