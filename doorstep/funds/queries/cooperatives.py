"""Cooperatives: what was earned, declared and paid, and to whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from doorstep.funds import rules
from doorstep.funds.models import Cooperative, CoopMember, Dividend, Payment, Posting
from doorstep.funds.queries.reach import money_reach
from doorstep.kit.errors import NotVisible
from doorstep.people.models import Account, Place
from doorstep.register.models import Household
from doorstep.register.queries import with_head


@dataclass(frozen=True)
class CoopStands:
    """A cooperative since its founding, in fen."""

    cooperative: Cooperative
    earned: int
    declared: int
    paid: int

    @property
    def free(self) -> int:
        """What can still be declared."""
        return self.earned - self.declared


@dataclass(frozen=True)
class MemberDue:
    """A member household of one village and its equal share of what is left of a dividend, in fen;
    `paid` is what it got of it."""

    household: Household
    share: int
    paid: int


def cooperatives_for(account: Account, on: date) -> QuerySet[Cooperative]:
    """The cooperatives of the places whose money the account sees, and those above with its
    village in them."""
    reach = money_reach(account, on)
    rows = Cooperative.objects.filter(Q(place__in=reach.seen) | Q(villages__village__in=reach.kept))
    return rows.select_related("place").distinct()


def get_cooperative_for(account: Account, cooperative_id: object, on: date) -> Cooperative:
    """A cooperative as `cooperatives_for`; else NotVisible."""
    found = cooperatives_for(account, on).filter(pk=cooperative_id).first()
    if found is None:
        raise NotVisible
    return found


def get_dividend_for(account: Account, dividend_id: object, on: date) -> Dividend:
    """A dividend of such a cooperative; else NotVisible."""
    seen = Dividend.objects.filter(cooperative__in=cooperatives_for(account, on).values("pk"))
    found = seen.filter(pk=dividend_id).select_related("cooperative__place").first()
    if found is None:
        raise NotVisible
    return found


def coop_stands(cooperative: Cooperative) -> CoopStands:
    """What a cooperative earned, declared and paid, since its founding."""
    return coops_stand([cooperative])[0]


def coops_stand(cooperatives: Iterable[Cooperative]) -> list[CoopStands]:
    """Some cooperatives with their sums, in their order; three queries, however many."""
    listed = list(cooperatives)
    earned = Posting.objects.filter(income__cooperative__in=listed)
    declared = Dividend.objects.filter(cooperative__in=listed)
    paid = Posting.objects.filter(payment__dividend__cooperative__in=listed)
    ways = (
        (earned, "income__cooperative"),
        (declared, "cooperative"),
        (paid, "payment__dividend__cooperative"),
    )
    sums = [
        dict(rows.order_by().values_list(way).annotate(sum=Sum("amount"))) for rows, way in ways
    ]
    return [CoopStands(one, *(found.get(one.pk, 0) for found in sums)) for one in listed]


def dividend_paid(dividend: Dividend) -> int:
    """Fen paid of a dividend and not reversed."""
    rows = Posting.objects.filter(payment__dividend=dividend)
    return rows.aggregate(sum=Sum("amount"))["sum"] or 0


def is_dividend_paid(dividend: Dividend, household: Household) -> bool:
    """Whether a payment of a dividend to a household stands."""
    rows = Payment.objects.filter(dividend=dividend, household=household)
    return rows.exclude(postings__reverses__isnull=False).exists()


def dividend_payments(dividend: Dividend, village: Place) -> QuerySet[Payment]:
    """What members of a village were paid of a dividend and is not reversed, by their codes; none
    of a household that is out of use."""
    rows = Payment.objects.filter(dividend=dividend, place=village)
    used = rows.filter(household__in=Household.objects.in_use())
    standing = used.exclude(postings__reverses__isnull=False)
    return standing.select_related("place", "receipt").order_by("household__code", "pk")


def village_in(cooperative: Cooperative, village: Place, day: date) -> bool:
    """Whether a village is in a cooperative on a day."""
    return cooperative.villages.filter(_on(day), village=village).exists()


def has_share(household: Household, dividend: Dividend) -> bool:
    """Whether a household had a share when a dividend was declared."""
    members = CoopMember.objects.filter(_on(dividend.declared_on), household=household)
    return members.filter(cooperative=dividend.cooperative).exists()


def shares_at(cooperative: Cooperative, village: Place, day: date) -> QuerySet[CoopMember]:
    """The shares of a village's households in a cooperative on a day."""
    rows = cooperative.members.filter(_on(day), household__village=village)
    return rows.filter(household__in=Household.objects.in_use()).select_related("household")


def members_count(cooperative: Cooperative, day: date) -> int:
    """How many households have a share on a day."""
    return members_counts([cooperative], day).get(cooperative.pk, 0)


def members_counts(cooperatives: Iterable[Cooperative], day: date) -> dict[UUID, int]:
    """How many households have a share on a day, by cooperative; one query."""
    rows = CoopMember.objects.filter(_on(day), cooperative__in=list(cooperatives)).order_by()
    return dict(rows.values_list("cooperative").annotate(count=Count("pk")))


def dues_of_dividend(dividend: Dividend, village: Place) -> list[MemberDue]:
    """The households of a village with a share when the dividend was declared, each with an equal
    share of the whole of it and what was paid; four queries."""
    cooperative, day = dividend.cooperative, dividend.declared_on
    keys = list(
        cooperative.members.filter(_on(day))
        .order_by("household__code", "pk")
        .values_list("household", flat=True)
    )
    if not keys:
        return []
    share = dict(zip(keys, rules.equal_shares(dividend.amount, len(keys)), strict=True))
    rows = Posting.objects.filter(payment__dividend=dividend).order_by()
    paid = dict(rows.values_list("payment__household").annotate(sum=Sum("amount")))
    here = Household.objects.in_use().filter(pk__in=keys, village=village)
    return [
        MemberDue(one, share[one.pk], paid.get(one.pk, 0))
        for one in with_head(here).order_by("code", "pk")
    ]


def _on(day: date) -> Q:
    return Q(start_on__lte=day) & (Q(end_on=None) | Q(end_on__gt=day))
