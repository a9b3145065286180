"""What every write of campaigns asks first."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from doorstep.campaigns.choices import UnitKind
from doorstep.campaigns.models import Campaign, CampaignUnit
from doorstep.campaigns.rules import ListRule
from doorstep.kit.errors import Refused
from doorstep.kit.text import printable
from doorstep.people.actions import audit
from doorstep.people.choices import PlaceKind
from doorstep.people.models import Account, Place


class TitleMissing(Refused):
    message = _("Write what the campaign is called.")


class TextTooLong(Refused):
    message = _("The text has %(count)s characters; at most %(most)s fit. Shorten it.")


class CampaignOver(Refused):
    message = _("“%(title)s” ended on %(day)s; nothing changes in it any more.")


class CampaignNotBegun(Refused):
    message = _("“%(title)s” begins on %(day)s; nothing can have been done before.")


class DayToCome(Refused):
    message = _("%(day)s is still to come; enter what was done on that day or later.")


class OfTheirVillageAlone(Refused):
    message = _(
        "Who is how old and how many live in a house is looked up by the village's own team alone. "
        "Let the villages begin this campaign, or choose households by village, group, or who "
        "lives there all year."
    )


def guard_list(place: Place, unit_kind: str, rule: object) -> None:
    """OfTheirVillageAlone for a list of persons, or one by age or by people in the house, of more
    than one village: there it would be a search by what people are like."""
    if place.kind == PlaceKind.VILLAGE:
        return
    if unit_kind == UnitKind.PERSON or (isinstance(rule, ListRule) and rule.is_of_people):
        raise OfTheirVillageAlone


def clean(text: str, most: int) -> str:
    """The text in one line, without what no paper can hold. TextTooLong."""
    text = " ".join(printable(text).split())
    if len(text) > most:
        raise TextTooLong(count=len(text), most=most)
    return text


def guard_day(campaign: Campaign, day: date, on: date) -> None:
    """Whether something can have been done in a campaign on a day, entered on another.
    CampaignNotBegun, CampaignOver, DayToCome."""
    if day > on:
        raise DayToCome(day=day)
    if day < campaign.start_on:
        raise CampaignNotBegun(title=campaign.title, day=campaign.start_on)
    if campaign.ended_on is not None and day > campaign.ended_on:
        raise CampaignOver(title=campaign.title, day=campaign.ended_on)


def hold_unit(unit: CampaignUnit) -> None:
    """The unit as the database has it, held until the transaction ends."""
    rows = CampaignUnit.objects.select_related("campaign__place", "place", "household")
    unit.refresh_from_db(from_queryset=rows.select_for_update(no_key=True, of=("self",)))


def tell(act: str, unit: CampaignUnit, *, by: Account, on: date, **detail: Any) -> None:
    """One entry of the trail about a unit, in its village's chain; no words and no name."""
    audit(
        act, unit, by=by, on=on, household_id=unit.household_id, place=unit.place_id, detail=detail
    )
