"""Whose campaigns: of villages one coordinates, of a town one works for, and of the town above."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from doorstep.campaigns.choices import Pace, UnitState
from doorstep.campaigns.models import Campaign, CampaignUnit, Deed
from doorstep.kit.errors import NotVisible
from doorstep.people.choices import PlaceKind, Role
from doorstep.people.models import Account, Place
from doorstep.people.queries import places_with_role, reach_of, villages_below
from doorstep.register.choices import NOT_USED
from doorstep.register.models import Household


@dataclass(frozen=True)
class CampaignReach:
    """Ids of places: where the account leads campaigns, in which villages it sees units, and in
    which of these it knows the households (`whole`)."""

    led: frozenset[UUID]
    villages: frozenset[UUID]
    whole: frozenset[UUID]


def campaign_reach(account: Account, on: date) -> CampaignReach:
    """A coordinator leads the campaigns of the village and knows its households; a town leads its
    own and sees code, village and reason of the units below. Nobody else sees campaigns."""
    whole = reach_of(account, on).by_role.get(Role.COORDINATOR, frozenset())
    led, villages = set(whole), set(whole)
    for town in places_with_role(account, Role.TOWN, on).filter(kind=PlaceKind.TOWN):
        led.add(town.pk)
        villages |= set(villages_below(town))
    return CampaignReach(frozenset(led), frozenset(villages), frozenset(whole))


def campaigns_for(account: Account, on: date) -> QuerySet[Campaign]:
    """The campaigns that an account sees: those it leads, those of villages below, and those of
    the places above its villages."""
    reach = campaign_reach(account, on)
    above = Place.objects.filter(
        Q(children__in=reach.whole) | Q(children__children__in=reach.whole)
    )
    seen = Q(place__in=reach.led | reach.villages) | Q(place__in=above.values("pk"))
    return Campaign.objects.filter(seen).select_related("place")


def get_campaign_for(account: Account, campaign_id: object, on: date) -> Campaign:
    """A campaign that the account sees; else NotVisible."""
    return _found(campaigns_for(account, on).filter(pk=campaign_id).first())


def leads_campaign(account: Account, campaign: Campaign, on: date) -> bool:
    """Whether the account leads it: accepts, sends back, moves the deadline, ends it."""
    return campaign.place_id in campaign_reach(account, on).led


def get_led_campaign_for(account: Account, campaign_id: object, on: date) -> Campaign:
    """A campaign that the account leads; else NotVisible."""
    campaign = get_campaign_for(account, campaign_id, on)
    if not leads_campaign(account, campaign, on):
        raise NotVisible
    return campaign


def places_to_lead(account: Account, on: date) -> QuerySet[Place]:
    """The places at which the account may begin a campaign, a village before a town."""
    led = campaign_reach(account, on).led
    return Place.objects.filter(pk__in=led).order_by("-kind", "code")


def get_place_to_lead(account: Account, code: str | None, on: date) -> Place:
    """One of them by its code (None: the first); else NotVisible."""
    places = places_to_lead(account, on)
    return _found(places.filter(code=code).first() if code else places.first())


def units_in_use() -> QuerySet[CampaignUnit]:
    """Units but those of households that are out of use: no list shows these any more."""
    gone = Household.objects.filter(closed_because__in=NOT_USED)
    return CampaignUnit.objects.exclude(household__in=gone.values("pk"))


def units_for(account: Account, on: date) -> QuerySet[CampaignUnit]:
    """The units of villages in the account's reach, of campaigns it sees."""
    rows = units_in_use().filter(
        place__in=campaign_reach(account, on).villages, campaign__in=campaigns_for(account, on)
    )
    return rows.select_related("campaign__place", "place", "household", "member")


def get_unit_for(account: Account, unit_id: object, on: date) -> CampaignUnit:
    """A unit of a village in the account's reach; else NotVisible."""
    return _found(units_for(account, on).filter(pk=unit_id).first())


def get_deed_for(account: Account, deed_id: object, on: date) -> Deed:
    """What a village in the account's reach did; else NotVisible."""
    rows = Deed.objects.filter(pk=deed_id, unit__in=units_for(account, on))
    return _found(rows.select_related("unit__campaign__place", "unit__place").first())


def can_accept(account: Account, unit: CampaignUnit, on: date) -> bool:
    """Whether the account may accept a unit, or send it back: who leads the campaign."""
    return unit.state == UnitState.BUILT and leads_campaign(account, unit.campaign, on)


def can_take_back(account: Account, unit: CampaignUnit, on: date) -> bool:
    """Whether the account may take back what was entered last: of what is accepted or sent back,
    who leads the campaign."""
    if unit.campaign.pace != Pace.ONCE or unit.state == UnitState.NOT_BEGUN:
        return False
    is_leaders = unit.state in (UnitState.ACCEPTED, UnitState.SENT_BACK)
    return not is_leaders or leads_campaign(account, unit.campaign, on)


def _found[Row](row: Row | None) -> Row:
    if row is None:
        raise NotVisible
    return row
