"""Wishes for work and who was told of what, for the coordinator of the village."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from doorstep.jobs.models import Hire, JobTelling, JobWish
from doorstep.kit.errors import NotVisible
from doorstep.people.choices import Role
from doorstep.people.models import Account, Place
from doorstep.people.queries import villages_with_role
from doorstep.register.models import Household
from doorstep.register.queries import households_seen_whole


def own_households(account: Account, on: date) -> QuerySet[Household]:
    """The households of the villages that the account coordinates."""
    villages = villages_with_role(account, Role.COORDINATOR, on).values("pk")
    return households_seen_whole(account, on).filter(village__in=villages)


def wishes_for(account: Account, on: date) -> QuerySet[JobWish]:
    """The wishes of households of the villages that the account coordinates."""
    rows = JobWish.objects.filter(household__in=own_households(account, on).values("pk"))
    return rows.select_related("household__village", "member", "need", "by")


def get_wish_for(account: Account, wish_id: object, on: date) -> JobWish:
    """One of `wishes_for`; else NotVisible."""
    wish = wishes_for(account, on).filter(pk=wish_id).first()
    if wish is None:
        raise NotVisible
    return wish


def standing_wishes(account: Account, place: Place, on: date) -> QuerySet[JobWish]:
    """The wishes of a village that nobody ended, those that lapsed too, of members who are there
    on a day: nobody is asked again who left or died."""
    rows = wishes_for(account, on).filter(household__village=place, ended_on=None)
    there = Q(member__left_on=None) | Q(member__left_on__gt=on)
    active = Household.objects.active_on(on).values("pk")
    return rows.filter(there, household__in=active)


def live_wishes(account: Account, place: Place, on: date) -> QuerySet[JobWish]:
    """The wishes of a village that hold on a day, of members who are there."""
    return standing_wishes(account, place, on).filter(lapses_on__gt=on)


def tellings_for(account: Account, on: date) -> QuerySet[JobTelling]:
    """Who was told of which offer, with whether they were placed."""
    rows = JobTelling.objects.filter(wish__in=wishes_for(account, on).values("pk"))
    hires = Hire.objects.filter(offer=OuterRef("offer"), wish=OuterRef("wish"))
    return rows.select_related("offer__place", "wish__household__village", "wish__member").annotate(
        is_placed=Exists(hires)
    )


def get_telling_for(account: Account, telling_id: object, on: date) -> JobTelling:
    """One of `tellings_for`; else NotVisible."""
    telling = tellings_for(account, on).filter(pk=telling_id).first()
    if telling is None:
        raise NotVisible
    return telling


def jobs_of(household: Household) -> tuple[QuerySet[JobWish], QuerySet[JobTelling]]:
    """The wishes of a household, and what they were told of."""
    wishes = JobWish.objects.filter(household=household).select_related("member", "by")
    told = JobTelling.objects.filter(wish__household=household)
    return wishes, told.select_related("offer", "wish__member", "by")
