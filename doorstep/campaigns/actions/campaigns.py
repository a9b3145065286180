"""Beginning a campaign with its fixed list, changing its words, ending it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from doorstep.campaigns.actions.guards import CampaignOver, TitleMissing, clean, guard_list
from doorstep.campaigns.choices import CampaignKind, Pace, UnitKind, UnitState
from doorstep.campaigns.models import Campaign, CampaignUnit, UnitStep
from doorstep.campaigns.queries import Target, standing_deeds, targets
from doorstep.campaigns.rules import FARTHEST_BACK, ListRule
from doorstep.kit.errors import Refused
from doorstep.kit.money import guard_fen
from doorstep.people.actions import audit
from doorstep.people.models import Account, Place

CHANGEABLE = ("title", "text", "deadline_on")


class NobodyOnTheList(Refused):
    message = _("The rule finds nobody at %(place)s. Widen it, or look at the register.")


class BeginsLongAgo(Refused):
    message = _(
        "A campaign begins at most three years before it is entered; %(day)s lies before that. "
        "Look whether the year is right."
    )


class DeadlineBeforeStart(Refused):
    message = _("The deadline %(due)s lies before the beginning, %(day)s.")


class DeadlineMissing(Refused):
    message = _("Say by when everyone on the list is to be done.")


class RepeatsByVillageOnly(Refused):
    message = _(
        "What comes again is counted by village and is not paid for each: choose villages, and "
        "leave the pay empty."
    )


class CampaignBegunAlready(Refused):
    message = _("“%(title)s” was begun on %(day)s already.")


class EndBeforeStart(Refused):
    message = _("The campaign began on %(day)s and cannot end before that day.")


class EndBeforeLastStep(Refused):
    message = _(
        "Something of “%(title)s” was entered for %(day)s; it cannot end before that day. End it "
        "on that day or later, or take back first what was entered by mistake."
    )


@transaction.atomic
def begin_campaign(
    place: Place,
    *,
    kind: CampaignKind | str,
    title: str,
    unit_kind: UnitKind | str,
    start_on: date,
    rule: ListRule | Sequence[Target],
    by: Account,
    on: date,
    deadline_on: date | None = None,
    pace: Pace | str = Pace.ONCE,
    pay: int = 0,
    text: str = "",
    stored: dict[str, Any] | None = None,
) -> Campaign:
    """Begins a campaign and fixes its list: what `rule` finds on the register that day, or the
    targets of a file, about which `stored` is kept. `pay` is in fen for each accepted unit, 0 for
    none. TitleMissing, TextTooLong, NobodyOnTheList, BeginsLongAgo, DeadlineMissing,
    DeadlineBeforeStart, RepeatsByVillageOnly, OfTheirVillageAlone, CampaignBegunAlready."""
    Place.objects.select_for_update(no_key=True).get(pk=place.pk)  # a double click begins once
    campaign = Campaign(
        place=place,
        kind=CampaignKind(kind),
        title=clean(title, 100),
        text=clean(text, 300),
        unit_kind=UnitKind(unit_kind),
        pace=Pace(pace),
        start_on=start_on,
        deadline_on=deadline_on if pace == Pace.ONCE else None,
        pay=guard_fen(pay) if pay else 0,
        begun_by=by,
    )
    if start_on < on - FARTHEST_BACK:
        raise BeginsLongAgo(day=start_on)
    _guard(campaign)
    guard_list(place, campaign.unit_kind, rule)
    if isinstance(rule, ListRule):
        found, campaign.rule = targets(place, campaign.unit_kind, rule, on), rule.as_json()
    else:
        found, campaign.rule = list(rule), stored or {}
    if not found:
        raise NobodyOnTheList(place=place.name)
    campaign.rule["found"] = len(found)
    campaign.save(force_insert=True)
    _write_list(campaign, found, by)
    detail = {"kind": str(campaign.kind), "units": len(found)}
    audit("begin_campaign", campaign, by=by, on=on, place=place, detail=detail)
    return campaign


@transaction.atomic
def change_campaign(campaign: Campaign, *, by: Account, on: date, **fields: Any) -> None:
    """Sets fields of CHANGEABLE; list, unit and pay stay as they were begun. Refuses as
    `begin_campaign` does, and CampaignOver."""
    unknown = set(fields) - set(CHANGEABLE)
    if unknown:
        raise TypeError(f"no such field of a campaign: {', '.join(sorted(unknown))}")
    campaign.refresh_from_db(from_queryset=Campaign.objects.select_for_update(no_key=True))
    if campaign.ended_on is not None and campaign.ended_on < on:
        raise CampaignOver(title=campaign.title, day=campaign.ended_on)
    most = {"title": 100, "text": 300}
    for name, value in fields.items():
        setattr(campaign, name, clean(value, most[name]) if name in most else value)
    _guard(campaign)
    campaign.save(update_fields=list(fields))
    detail = {"fields": sorted(fields)}
    audit("change_campaign", campaign, by=by, on=on, place=campaign.place_id, detail=detail)


@transaction.atomic
def end_campaign(campaign: Campaign, *, last_on: date, by: Account, on: date) -> None:
    """Ends it after a day; what is left stays listed. EndBeforeStart, EndBeforeLastStep,
    CampaignOver."""
    campaign.refresh_from_db(from_queryset=Campaign.objects.select_for_update(no_key=True))
    if campaign.ended_on is not None:
        raise CampaignOver(title=campaign.title, day=campaign.ended_on)
    if last_on < campaign.start_on:
        raise EndBeforeStart(day=campaign.start_on)
    _guard_all_done_by(campaign, last_on)
    campaign.ended_on = last_on
    campaign.save(update_fields=["ended_on"])
    audit("end_campaign", campaign, by=by, on=on, place=campaign.place_id)


def _guard_all_done_by(campaign: Campaign, last_on: date) -> None:
    """EndBeforeLastStep where something of it was done after a day; its units are held."""
    units = CampaignUnit.objects.filter(campaign=campaign)
    list(units.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    steps = UnitStep.objects.filter(unit__campaign=campaign).aggregate(last=Max("on"))["last"]
    deeds = standing_deeds(units).aggregate(last=Max("on"))["last"]
    for day in filter(None, (steps, deeds)):
        if day > last_on:
            raise EndBeforeLastStep(title=campaign.title, day=day)


def _guard(campaign: Campaign) -> None:
    if not campaign.title:
        raise TitleMissing
    if campaign.pace == Pace.ONCE:
        if campaign.deadline_on is None:
            raise DeadlineMissing
        if campaign.deadline_on < campaign.start_on:
            raise DeadlineBeforeStart(due=campaign.deadline_on, day=campaign.start_on)
    elif campaign.unit_kind != UnitKind.VILLAGE or campaign.pay:
        raise RepeatsByVillageOnly
    same = Campaign.objects.filter(
        place=campaign.place_id,
        kind=campaign.kind,
        title=campaign.title,
        start_on=campaign.start_on,
    )
    if same.exclude(pk=campaign.pk).exists():
        raise CampaignBegunAlready(title=campaign.title, day=campaign.start_on)


def _write_list(campaign: Campaign, found: Sequence[Target], by: Account) -> None:
    units = [
        CampaignUnit(
            campaign=campaign,
            place_id=one.village_id,
            household_id=one.household_id,
            member_id=one.member_id,
            state_on=campaign.start_on,
        )
        for one in found
    ]
    CampaignUnit.objects.bulk_create(units)
    UnitStep.objects.bulk_create(
        [
            UnitStep(unit=unit, number=1, state=UnitState.NOT_BEGUN, on=campaign.start_on, by=by)
            for unit in units
        ]
    )
