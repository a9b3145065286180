"""Stars that are held: which are shown, which end soon, and what follows one."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet

from doorstep.kit.errors import NotVisible
from doorstep.people.models import Account, Place
from doorstep.register.choices import NOT_USED, ConsentPurpose
from doorstep.register.models import Household
from doorstep.register.queries import consenting
from doorstep.stars.choices import UNDER_WAY
from doorstep.stars.models import Star, StarApplication, StarQuerySet
from doorstep.stars.queries.reach import star_reach

SOON = timedelta(days=60)  # so long before its end a star is called to mind
RENEW = timedelta(days=90)  # so long before its end it is applied for anew
ERROR = timedelta(days=30)  # so long after it was given it can be ended as given in error


def stars_for(account: Account, on: date) -> StarQuerySet:
    """The stars of households where the account records or reviews, also those not shown, and of
    villages that it coordinates or whose town it is."""
    reach = star_reach(account, on)
    households = Q(application__household__isnull=False, application__place__in=reach.read)
    villages = Q(application__household=None) & (
        Q(application__place__in=reach.recorded) | Q(application__star_set__place__in=reach.towns)
    )
    rows = Star.objects.filter(households | villages)
    return with_rows(rows.exclude(application__household__closed_because__in=NOT_USED))


def get_star_for(account: Account, star_id: object, on: date) -> Star:
    """One of `stars_for`; else NotVisible."""
    found = stars_for(account, on).filter(pk=star_id).first()
    if found is None:
        raise NotVisible
    return found


def shown_stars(village_ids: tuple[UUID, ...] | list[UUID], on: date) -> StarQuerySet:
    """What anybody may read: the stars of villages, and of households that agree to be shown; by
    name and code, never by rank."""
    shown = consenting(ConsentPurpose.STAR, on).values("pk")
    who = Q(application__household=None) | Q(application__household__in=shown)
    rows = Star.objects.held_on(on).filter(who, application__place__in=village_ids)
    return with_rows(rows).order_by(
        "application__place__code", "application__household__code", "start_on", "pk"
    )


def with_rows(rows: StarQuerySet) -> StarQuerySet:
    """With what a line of a list names."""
    return rows.select_related(
        "application__star_set__place", "application__place", "application__household"
    )


def ending_soon(account: Account, place: Place, on: date) -> list[Star]:
    """Stars of a place that end within 60 days and are not applied for anew; the first to end on
    top. Three queries."""
    here = Q(application__place=place) | Q(application__star_set__place=place)
    mine = stars_for(account, on).filter(here)
    rows = mine.held_on(on).filter(until_on__lte=on + SOON).order_by("until_on", "pk")
    asked = StarApplication.objects.filter(
        Q(place=place) | Q(star_set__place=place), step__in=UNDER_WAY
    ).select_related("star_set")
    follow = mine.filter(start_on__gt=on, ended_on=None)
    goes_on = {_holder(one) for one in asked} | {_holder(one.application) for one in follow}
    return [one for one in rows if _holder(one.application) not in goes_on]


def held_star(application: StarApplication, on: date) -> Star | None:
    """The star by the same criteria, of any version, that who applies holds or will hold on a day
    or later; the last one."""
    rows = stars_of_holder(application).filter(until_on__gt=on).order_by("-until_on")
    live = Q(ended_on=None) | (Q(ended_on__gt=on) & Q(ended_on__gt=F("start_on")))
    return rows.filter(live).first()


def stars_of_holder(application: StarApplication) -> StarQuerySet:
    """All stars by the same criteria, of any version, of who applies."""
    return Star.objects.filter(application__in=same_applications(application).values("pk"))


def same_applications(application: StarApplication) -> QuerySet[StarApplication]:
    """All applications by the same criteria, of any version, of who applies."""
    whose = Q(household=application.household_id)
    if application.household_id is None:
        whose = Q(household=None, place=application.place_id)
    star_set = application.star_set
    return StarApplication.objects.filter(
        whose, star_set__place=star_set.place_id, star_set__name=star_set.name
    )


def story_applications(household: Household) -> QuerySet[StarApplication]:
    """What a household applied for, with the stars that came of it."""
    rows = StarApplication.objects.filter(household=household)
    return rows.select_related("star_set", "star").order_by("asked_on", "pk")


def _holder(application: StarApplication) -> tuple[UUID, UUID, str]:
    """Who holds or wants which star: the household, else the village, and whose criteria."""
    star_set = application.star_set
    who = application.household_id or application.place_id
    return who, star_set.place_id, star_set.name
