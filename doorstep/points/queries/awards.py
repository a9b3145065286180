"""What points can be given for, and how often a rule was used for somebody."""

from datetime import date, timedelta

from django.db.models import QuerySet

from doorstep.activities.models import Activity
from doorstep.campaigns.models import Deed
from doorstep.people.models import Place
from doorstep.points import rules
from doorstep.points.models import Award, PointRule
from doorstep.points.queries.schemes import scheme_at
from doorstep.register.models import Household, Member

CAUSE_DAYS = 60


def sessions_to_thank_for(place: Place, on: date) -> QuerySet[Activity]:
    """Sessions of a village in the last days, the latest first."""
    since = on - timedelta(days=CAUSE_DAYS)
    rows = Activity.objects.held().filter(place=place, on__gte=since, on__lte=on)
    return rows.order_by("-on", "title", "pk")


def turns_to_thank_for(place: Place, on: date) -> QuerySet[Deed]:
    """Turns of a village in campaigns that repeat, in the last days, the latest first."""
    since = on - timedelta(days=CAUSE_DAYS)
    rows = Deed.objects.filter(unit__place=place, taken_back="", on__gte=since, on__lte=on)
    return rows.select_related("unit__campaign", "unit__place").order_by("-on", "pk")


def can_give_for(activity: Activity, on: date) -> bool:
    """Whether a scheme runs in the village of a session of late."""
    runs = scheme_at(activity.place, on) is not None
    return runs and sessions_to_thank_for(activity.place, on).filter(pk=activity.pk).exists()


def came_by_name(activity: Activity) -> set[Member]:
    """Who is written down by name as having come."""
    rows = activity.attendees.exclude(member=None).select_related("member")
    return {one.member for one in rows if one.member is not None}


def households_that_came(activity: Activity) -> QuerySet[Household]:
    """The households that came."""
    return Household.objects.filter(pk__in=activity.attendees.values("household"))


def times_given(rule: PointRule, member: Member, day: date) -> int:
    """How often a rule was used for somebody in the week, month or year that holds a day."""
    first, last = rules.window_of(rule.per, day)
    return _standing(rule, member).filter(on__gte=first, on__lte=last).count()


def is_given_on(rule: PointRule, member: Member, day: date) -> bool:
    """Whether somebody has this award of a day."""
    return _standing(rule, member).filter(on=day).exists()


def _standing(rule: PointRule, member: Member) -> QuerySet[Award]:
    return Award.objects.filter(
        rule=rule, consent__member=member, consent__withdrawn_on=None, taken_back_on=None
    )


def awards_of_household(household: Household) -> QuerySet[Award]:
    """The awards of people of a household that stand, the latest first."""
    rows = Award.objects.filter(
        consent__household=household, consent__withdrawn_on=None, taken_back_on=None
    )
    return rows.select_related("rule", "consent__member", "activity").order_by("-on", "pk")
