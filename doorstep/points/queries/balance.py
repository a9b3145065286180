"""What somebody has: computed from the rows each time it is asked, and stored nowhere."""

from datetime import date
from uuid import uuid4

from django.db.models import QuerySet

from doorstep.points import rules
from doorstep.points.models import Award, Swap
from doorstep.points.rules import Earned, Reckoning, Used
from doorstep.register.models import Member

LAST = date.max


def awards_of(member: Member) -> QuerySet[Award]:
    """Every award of one person, those taken back too, on consents that stand."""
    rows = Award.objects.filter(consent__member=member, consent__withdrawn_on=None)
    return rows.select_related("rule__card", "activity", "deed__unit__campaign", "by", "consent")


def swaps_of(member: Member) -> QuerySet[Swap]:
    """Every swap of one person, those taken back too, on consents that stand."""
    rows = Swap.objects.filter(consent__member=member, consent__withdrawn_on=None)
    return rows.select_related("price__item", "by", "undone_by", "consent")


def reckoning_of(
    member: Member,
    day: date,
    *,
    without: Award | None = None,
    also: tuple[date, int] | None = None,
) -> Reckoning:
    """One person's points on a day; `without` an award as if it had not been given, with a swap
    `also` on a day for so many points. Two queries."""
    standing = awards_of(member).filter(taken_back_on=None)
    if without is not None:
        standing = standing.exclude(pk=without.pk)
    earned = [earned_by(award) for award in standing]
    used = [Used(one.pk, one.on, one.points) for one in swaps_of(member).filter(undone_on=None)]
    if also is not None:
        used.append(Used(uuid4(), *also))
    return rules.reckon(earned, used, day)


def earned_by(award: Award) -> Earned:
    """An award as the reckoning takes it."""
    lapses_on = rules.lapse_day(award.on, award.rule.card.lapse_months)
    return Earned(award.pk, award.on, lapses_on, award.rule.points)
