"""Partners, their contact at work, their end, and the programmes that they back."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from doorstep.funds.models import Programme
from doorstep.kit.errors import Refused
from doorstep.partners.actions.guards import (
    StillToCome,
    clean,
    guard_day,
    hold,
    hold_partner,
    tell,
)
from doorstep.partners.models import Backing, Partner
from doorstep.people.models import Account, Place


class PartnerThereAlready(Refused):
    message = _("“%(name)s” is a partner of %(place)s already; add to that one.")


class PartnerEndedAlready(Refused):
    message = _("The work with %(name)s ended on %(day)s already.")


class EndsBeforeRows(Refused):
    message = _(
        "What is recorded with this partner goes until %(day)s; the work cannot have ended before."
    )


class ProgrammeBackedAlready(Refused):
    message = _("“%(programme)s” is backed by %(partner)s already.")


class ProgrammeElsewhere(Refused):
    message = _("“%(programme)s” belongs to %(of)s; %(partner)s is a partner of %(place)s.")


@transaction.atomic
def add_partner(
    place: Place,
    *,
    name: str,
    since_on: date,
    by: Account,
    on: date,
    contact_name: str = "",
    contact_at: str = "",
    note: str = "",
) -> Partner:
    """Adds a partner of a place. PartnerTextMissing, PartnerTextTooLong, StillToCome,
    PartnerThereAlready."""
    hold(place)
    if since_on > on:
        raise StillToCome(day=since_on)
    partner = Partner(place=place, since_on=since_on)
    _write(partner, name, contact_name, contact_at, note)
    partner.save(force_insert=True)
    tell("add_partner", partner, place, by=by, on=on)
    return partner


@transaction.atomic
def change_partner(
    partner: Partner,
    *,
    name: str,
    contact_name: str,
    contact_at: str,
    note: str,
    by: Account,
    on: date,
) -> None:
    """Mends name, contact and note; whom to reach there no more once the work has ended. As
    `add_partner` refuses."""
    hold_partner(partner)
    _write(partner, name, contact_name, contact_at, note)
    partner.save(update_fields=["name", "contact_name", "contact_at", "note"])
    tell("change_partner", partner, partner.place, by=by, on=on)


@transaction.atomic
def end_partner(partner: Partner, *, last_on: date, by: Account, on: date) -> None:
    """The last day of the work together; the contact goes with it. PartnerEndedAlready,
    StillToCome, BeforePartner, EndsBeforeRows."""
    hold_partner(partner)
    if partner.end_on is not None:
        raise PartnerEndedAlready(name=partner.name, day=partner.end_on)
    guard_day(partner, last_on, on)
    later = _last_day_of_rows(partner)
    if later is not None and later > last_on:
        raise EndsBeforeRows(day=later)
    partner.end_on, partner.contact_name, partner.contact_at = last_on, "", ""
    partner.save(update_fields=["end_on", "contact_name", "contact_at"])
    tell("end_partner", partner, partner.place, by=by, on=on)


@transaction.atomic
def back_programme(
    partner: Partner, programme: Programme, *, since_on: date, by: Account, on: date
) -> Backing:
    """Says that a partner backs a programme of the same place. ProgrammeElsewhere,
    ProgrammeBackedAlready, and as `guard_day`."""
    hold_partner(partner)
    if programme.place_id != partner.place_id:
        raise ProgrammeElsewhere(
            programme=programme.name,
            of=programme.place.name,
            partner=partner.name,
            place=partner.place.name,
        )
    backing = Backing.objects.filter(programme=programme).select_related("partner").first()
    if backing is not None:
        raise ProgrammeBackedAlready(programme=programme.name, partner=backing.partner.name)
    guard_day(partner, since_on, on)
    backing = Backing(partner=partner, programme=programme, since_on=since_on)
    backing.save(force_insert=True)
    tell("back_programme", backing, partner.place, by=by, on=on)
    return backing


def _write(partner: Partner, name: str, contact_name: str, contact_at: str, note: str) -> None:
    partner.name = clean(name, 100, is_required=True)
    same = Partner.objects.filter(place=partner.place, name=partner.name)
    if same.exclude(pk=partner.pk).exists():
        raise PartnerThereAlready(name=partner.name, place=partner.place.name)
    has_ended = partner.end_on is not None
    partner.contact_name = "" if has_ended else clean(contact_name, 60)
    partner.contact_at = "" if has_ended else clean(contact_at, 100)
    partner.note = clean(note, 300)


def _last_day_of_rows(partner: Partner) -> date | None:
    """The last day on which something is recorded with a partner."""
    ways = ("joint_acts__on", "backings__since_on", "plants__stated_on", "plants__built_on")
    found = (Partner.objects.filter(pk=partner.pk).aggregate(last=Max(way))["last"] for way in ways)
    return max((day for day in found if day is not None), default=None)
