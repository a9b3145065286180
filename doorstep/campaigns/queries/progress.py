"""How far a campaign is, and who is left by name and reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from doorstep.campaigns.choices import UnitState
from doorstep.campaigns.models import Campaign, CampaignUnit
from doorstep.campaigns.queries.reach import campaign_reach, units_for, units_in_use
from doorstep.campaigns.rules import SETTLED
from doorstep.people.models import Account
from doorstep.register.models import Household
from doorstep.register.queries import with_head

NEAR = timedelta(days=14)  # so long before its deadline a campaign is called to mind


@dataclass(frozen=True)
class Progress:
    """How many units stand where; `built` of them wait for acceptance."""

    target: int = 0
    not_begun: int = 0
    built: int = 0
    accepted: int = 0
    sent_back: int = 0
    excused: int = 0

    @property
    def due(self) -> int:
        return self.target - self.excused

    @property
    def done(self) -> int:
        """Built, accepted or not."""
        return self.built + self.accepted

    @property
    def left(self) -> int:
        """Neither accepted nor excused."""
        return self.due - self.accepted


@dataclass(frozen=True)
class UnitLine:
    """A unit as one reader may see it: `who` and `note` only where the reader knows the
    household; `household_id` where it may be opened."""

    unit_id: UUID
    code: str
    village: str
    who: str
    household_id: UUID | None
    state: str
    state_label: str
    because: str
    note: str
    state_on: date


def progress_of(units: QuerySet[CampaignUnit]) -> Progress:
    """How far some units are; one query."""
    counts: dict[str, int] = dict(units.order_by().values_list("state").annotate(n=Count("pk")))
    return Progress(target=sum(counts.values()), **counts)


def progress_by_village(units: QuerySet[CampaignUnit]) -> list[tuple[str, Progress]]:
    """The same by village, in the order of their codes; one query."""
    rows = units.order_by("place__code").values("place__name", "place__code", "state")
    found: dict[tuple[str, str], dict[str, int]] = {}
    for row in rows.annotate(n=Count("pk")):
        of_village = found.setdefault((row["place__code"], row["place__name"]), {})
        of_village[row["state"]] = row["n"]
    return [
        (name, Progress(target=sum(counts.values()), **counts))
        for (_code, name), counts in found.items()
    ]


def with_left(campaigns: QuerySet[Campaign], villages: Iterable[UUID]) -> QuerySet[Campaign]:
    """Adds `target` and `left` to each campaign, of the units in some villages."""
    here = Q(units__in=units_in_use().filter(place__in=list(villages)).values("pk"))
    return campaigns.annotate(
        target=Count("units", filter=here),
        accepted=Count("units", filter=here & Q(units__state=UnitState.ACCEPTED)),
        left=Count("units", filter=here & ~Q(units__state__in=SETTLED)),
    )


def campaigns_to_tell(villages: Iterable[UUID], on: date) -> list[Campaign]:
    """Running campaigns whose deadline is near or past, with `left` units in some villages."""
    near = Campaign.objects.filter(
        Q(ended_on=None) | Q(ended_on__gte=on), start_on__lte=on, deadline_on__lte=on + NEAR
    )
    found = with_left(near.select_related("place"), villages).filter(left__gt=0)
    return list(found.order_by("deadline_on", "pk"))


def remainder(account: Account, campaign: Campaign, on: date) -> QuerySet[CampaignUnit]:
    """What is left of a campaign in the account's villages: neither accepted nor excused."""
    rows = units_for(account, on).filter(campaign=campaign).exclude(state__in=SETTLED)
    return rows.order_by("place__code", "household__code", "pk")


def unit_lines(account: Account, units: Iterable[CampaignUnit], on: date) -> list[UnitLine]:
    """Units as lines, in their order: the coordinator reads the household, the town its code,
    village and reason."""
    units = list(units)
    whole = campaign_reach(account, on).whole
    known = [one.household_id for one in units if one.place_id in whole and one.household_id]
    heads = with_head(Household.objects.in_use().filter(pk__in=known))
    names = {one.pk: one.head_name or "" for one in heads}  # type: ignore[attr-defined]
    return [_line(one, names, is_whole=one.place_id in whole) for one in units]


def unit_line(account: Account, unit: CampaignUnit, on: date) -> UnitLine:
    """One unit as a line."""
    return unit_lines(account, [unit], on)[0]


def units_of(household: Household) -> QuerySet[CampaignUnit]:
    """The units of a household and its members with their steps, for who reads its story."""
    rows = CampaignUnit.objects.filter(household=household).select_related("campaign", "member")
    return rows.prefetch_related("unit_steps__by").order_by("campaign__start_on", "pk")


def _line(unit: CampaignUnit, names: dict[UUID, str], *, is_whole: bool) -> UnitLine:
    who = names.get(unit.household_id, "") if unit.household_id else ""
    if unit.member is not None and is_whole:
        who = unit.member.name
    opens = is_whole and unit.household_id in names
    return UnitLine(
        unit_id=unit.pk,
        code=unit.household.code if unit.household else unit.place.code,
        village=unit.place.name,
        who=who if is_whole else "",
        household_id=unit.household_id if opens else None,
        state=unit.state,
        state_label=str(unit.get_state_display()),
        because=str(unit.get_because_display()) if unit.because else "",
        note=unit.note if is_whole else "",
        state_on=unit.state_on,
    )
