"""A turn of a village in a campaign that repeats: a clean-up of a week, a trip with waste."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.campaigns.actions.guards import clean, guard_day, hold_unit, tell
from doorstep.campaigns.choices import Pace
from doorstep.campaigns.models import CampaignUnit, Deed
from doorstep.kit.errors import Refused
from doorstep.kit.weeks import Week
from doorstep.people.models import Account

MOST_TRIPS, MOST_KILOGRAMS = 100, 1_000_000


class TurnEnteredAlready(Refused):
    message = _("%(village)s had its turn of this week on %(day)s; it is on record already.")


class TripsRefused(Refused):
    message = _("How many trips is a number from 1 to %(most)s.")


class KilogramsRefused(Refused):
    message = _("Kilograms are a number from 0 to %(most)s, or left empty.")


class DoneOnce(Refused):
    message = _("“%(title)s” is done once for each on its list: enter there that it is built.")


class TakenBackAlready(Refused):
    message = _("This was taken back already.")


class TakeBackReasonMissing(Refused):
    message = _("Write why it is taken back: the row stays, and so does the reason.")


@transaction.atomic
def record_deed(
    unit: CampaignUnit,
    *,
    done_on: date,
    by: Account,
    on: date,
    trips: int = 1,
    kilograms: int | None = None,
    note: str = "",
) -> Deed:
    """A village had its turn: once a week where the campaign comes every week, else so many trips
    with so many kilograms in all (None: not weighed). TurnEnteredAlready, TripsRefused,
    KilogramsRefused, DoneOnce, and as `guard_day` refuses."""
    hold_unit(unit)
    campaign = unit.campaign
    if campaign.pace == Pace.ONCE:
        raise DoneOnce(title=campaign.title)
    guard_day(campaign, done_on, on)
    is_weekly = campaign.pace == Pace.WEEKLY
    week_on = Week.of(done_on).start_on if is_weekly else None
    if week_on is not None:
        earlier = unit.deeds.filter(week_on=week_on, taken_back="").first()
        if earlier is not None:
            raise TurnEnteredAlready(village=unit.place.name, day=earlier.on)
    elif not 1 <= trips <= MOST_TRIPS:
        raise TripsRefused(most=MOST_TRIPS)
    if kilograms is not None and not 0 <= kilograms <= MOST_KILOGRAMS:
        raise KilogramsRefused(most=MOST_KILOGRAMS)
    deed = Deed(
        unit=unit,
        on=done_on,
        week_on=week_on,
        trips=0 if is_weekly else trips,
        kilograms=None if is_weekly else kilograms,
        note=clean(note, 200),
        recorded_by=by,
    )
    deed.save(force_insert=True)
    tell("record_deed", unit, by=by, on=on)
    return deed


@transaction.atomic
def take_back_deed(deed: Deed, *, because: str, by: Account, on: date) -> None:
    """Takes back what was entered by mistake; the row stays and counts no more. TakenBackAlready,
    TakeBackReasonMissing, TextTooLong."""
    because = clean(because, 200)
    if not because:
        raise TakeBackReasonMissing
    deed.refresh_from_db(from_queryset=Deed.objects.select_for_update(no_key=True))
    if deed.taken_back:
        raise TakenBackAlready
    deed.taken_back = because
    deed.save(update_fields=["taken_back"])
    tell("take_back_deed", deed.unit, by=by, on=on)
