"""Posts and what they are due for a month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from doorstep.funds import rules
from doorstep.funds.models import PaidPost, Payment, Programme
from doorstep.funds.queries.reach import money_reach
from doorstep.kit.errors import NotVisible
from doorstep.kit.weeks import month_start, next_month
from doorstep.people.models import Account, Place


@dataclass(frozen=True)
class PostDue:
    """A post in a month: fen due for it, and the payment where it was paid."""

    post: PaidPost
    amount: int
    payment: Payment | None = None

    @property
    def is_open(self) -> bool:
        """Still to pay: to a household that is in use, for nothing goes to another."""
        holder = self.post.household
        return self.payment is None and self.amount > 0 and bool(holder and holder.is_in_use())


def posts_for(account: Account, on: date) -> QuerySet[PaidPost]:
    """The posts of the places whose money the account sees."""
    seen = PaidPost.objects.filter(place__in=money_reach(account, on).seen)
    return seen.select_related("place", "programme__place", "household", "member")


def get_post_for(account: Account, post_id: object, on: date) -> PaidPost:
    """A post of a place whose money the account keeps; else NotVisible."""
    kept = money_reach(account, on).kept
    post = posts_for(account, on).filter(pk=post_id, place__in=kept).first()
    if post is None:
        raise NotVisible
    return post


def is_month_paid(post: PaidPost, month: date) -> bool:
    """Whether a payment of that month stands."""
    return bool(_paid([post.pk], month))


def dues_of_month(place: Place, month: date) -> list[PostDue]:
    """Every post that is held in the month of a day, paid or not; two queries."""
    first, after = month_start(month), next_month(month)
    rows = PaidPost.objects.filter(Q(end_on=None) | Q(end_on__gte=first), place=place)
    posts = rows.filter(start_on__lt=after).select_related(
        "programme__place", "place", "household", "member"
    )
    return _dues(posts, month)


def pay_due(posts: Iterable[PaidPost], month: date) -> list[PostDue]:
    """Of some posts, those that can be paid for a month: held, with a holder, and not yet paid."""
    return [one for one in _dues(posts, month) if one.is_open]


def sums_by_programme(dues: Iterable[PostDue]) -> dict[Programme, int]:
    """What some posts are due together, of each programme in the order of its id."""
    sums: dict[Programme, int] = {}
    for one in dues:
        sums[one.post.programme] = sums.get(one.post.programme, 0) + one.amount
    return dict(sorted(sums.items(), key=lambda pair: str(pair[0].pk)))


def _dues(posts: Iterable[PaidPost], month: date) -> list[PostDue]:
    held = list(posts)
    paid = {one.post_id: one for one in _paid([post.pk for post in held], month)}
    return [PostDue(post, _due(post, month), paid.get(post.pk)) for post in held]


def _due(post: PaidPost, month: date) -> int:
    return rules.pay_of_month(post.monthly_pay, post.start_on, post.end_on, month)


def _paid(keys: list[object], month: date) -> list[Payment]:
    rows = Payment.objects.filter(post__in=keys, month=month_start(month))
    return list(rows.exclude(postings__reverses__isnull=False))
