"""Public-service posts: giving one to somebody, and ending it."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from doorstep.funds import rules
from doorstep.funds.actions.guards import clean, guard_reaches, hold, tell
from doorstep.funds.choices import PostKind
from doorstep.funds.models import PaidPost, Payment, Programme
from doorstep.funds.queries import posting_of
from doorstep.kit.errors import Refused
from doorstep.kit.money import guard_fen, money_text
from doorstep.people.models import Account
from doorstep.register.actions.guards import guard_open
from doorstep.register.models import Member

MOST_DAYS = 31


class HolderOfCadreFamily(Refused):
    message = _("Families of village cadres hold no public-service post; choose somebody else.")


class HolderHasPost(Refused):
    message = _("%(name)s holds “%(title)s” already; end that one first.")


class HolderLeft(Refused):
    message = _("%(name)s was not in the household on %(day)s; choose another.")


class WorkloadMissing(Refused):
    message = _("Write how many days of work a month the post is, from 1 to %(most)s.")


class PostEndsBeforeStart(Refused):
    message = _("The post is held from %(day)s on; it cannot end before.")


class PostPaidLonger(Refused):
    message = _(
        "%(month)s is paid with %(paid)s; a post that ends on %(day)s is due %(due)s for it. "
        "Reverse that payment first, then end the post and pay the month by its days."
    )


class PostEndedAlready(Refused):
    message = _("The post ended on %(day)s already.")


@transaction.atomic
def give_post(
    holder: Member,
    programme: Programme,
    *,
    kind: PostKind | str,
    title: str,
    monthly_pay: int,
    monthly_days: int,
    start_on: date,
    is_of_cadre: bool,
    by: Account,
    on: date,
) -> PaidPost:
    """Gives a post to a member of a household, with its pay in fen and its workload in days a
    month. `is_of_cadre` is what they answered when asked whether they belong to a cadre's family.
    HolderOfCadreFamily, HolderHasPost, HolderLeft, WorkloadMissing, ProgrammeOfAnotherPlace,
    HouseholdClosedAlready, AmountNotPositive, AmountTooLarge, WordsMissing."""
    household = holder.household
    guard_open(household, max(start_on, on))
    place = household.village
    hold(place)
    if is_of_cadre:
        raise HolderOfCadreFamily
    if holder.left_on is not None and holder.left_on <= start_on:
        raise HolderLeft(name=holder.name, day=start_on)
    running = Q(end_on=None) | Q(end_on__gte=start_on)
    held = PaidPost.objects.filter(running, member=holder).first()
    if held is not None:
        raise HolderHasPost(name=holder.name, title=held.title)
    if not 1 <= monthly_days <= MOST_DAYS:
        raise WorkloadMissing(most=MOST_DAYS)
    guard_reaches(programme, place)
    post = PaidPost(
        place=place,
        programme=programme,
        kind=PostKind(kind),
        title=clean(title, 100, is_required=True),
        household=household,
        member=holder,
        monthly_pay=guard_fen(monthly_pay),
        monthly_days=monthly_days,
        start_on=start_on,
    )
    post.save(force_insert=True)
    tell("give_post", post, place, by=by, on=on, kind=post.kind)
    return post


@transaction.atomic
def end_paid_post(post: PaidPost, *, last_on: date, by: Account, on: date) -> None:
    """The last day on which somebody holds a post. PostEndedAlready, PostEndsBeforeStart,
    PostPaidLonger."""
    hold(post.place)
    post.refresh_from_db(fields=["end_on"])
    if post.end_on is not None:
        raise PostEndedAlready(day=post.end_on)
    if last_on < post.start_on:
        raise PostEndsBeforeStart(day=post.start_on)
    _guard_paid(post, last_on)
    post.end_on = last_on
    post.save(update_fields=["end_on"])
    tell("end_paid_post", post, post.place, by=by, on=on)


def _guard_paid(post: PaidPost, last_on: date) -> None:
    """PostPaidLonger for a month that stands paid with more than such an end leaves due."""
    paid = Payment.objects.filter(post=post).exclude(postings__reverses__isnull=False)
    for payment in paid.order_by("month"):
        month, amount = payment.month, posting_of(payment).amount
        if month is None:
            continue
        due = rules.pay_of_month(post.monthly_pay, post.start_on, last_on, month)
        if amount > due:
            raise PostPaidLonger(
                month=f"{month:%Y-%m}", paid=money_text(amount), due=money_text(due), day=last_on
            )
