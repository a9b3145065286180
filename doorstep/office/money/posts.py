"""Public-service posts: who holds one, and the month's pay for all of them in one press."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doorstep.funds import actions, rules
from doorstep.funds.queries import (
    dues_of_month,
    get_post_for,
    keeps_money,
    money_reach,
    posts_for,
    programmes_paying_at,
    sums_by_programme,
)
from doorstep.kit import clock
from doorstep.kit.errors import NotVisible, Refused
from doorstep.kit.weeks import month_start, next_month
from doorstep.office.doors import asker, screen
from doorstep.office.filling import do, fill
from doorstep.office.money.doors import above_posts, frame, money_place
from doorstep.office.money.forms import EndForm, PostForm
from doorstep.people.choices import PlaceKind
from doorstep.people.models import Place
from doorstep.register.models import Household, Member


class MonthUnreadable(Refused):
    message = gettext_lazy("“%(text)s” is no month; write one as 2026-03.")


class MonthNotPaid(Refused):
    message = gettext_lazy("Months from %(first)s to %(last)s are paid here; “%(text)s” is none.")


@screen
def posts(request: HttpRequest) -> HttpResponse:
    """The posts of a village by kind; a town reads those of its villages without who holds them."""
    account, place, today = asker(request), money_place(request), clock.today()
    found = posts_for(account, today).filter(place__in=_places(place, account, today))
    context = frame(
        place,
        "office:posts",
        posts=found.order_by("place__code", "kind", "title", "start_on"),
        whole=money_reach(account, today).whole,
        has_run=place.kind == PlaceKind.VILLAGE,
    )
    return render(request, "office/money/posts.html", context)


@screen
def post_new(request: HttpRequest) -> HttpResponse:
    """Gives a post to somebody of the village."""
    place, today = _village(request), clock.today()
    form = PostForm(
        request.POST or None,
        members=_members(place, today),
        programmes=programmes_paying_at(place, today),
        initial={"start_on": today, "monthly_days": 10},
    )

    def save(given: dict[str, Any]) -> None:
        holder, programme = given.pop("holder"), given.pop("programme")
        actions.give_post(holder, programme, by=asker(request), on=today, **given)

    return fill(
        request,
        form,
        save,
        heading=_("Give a post"),
        act=_("Give the post"),
        done=_("The post is given; it is paid with the others of the month."),
        back=reverse("office:posts"),
        trail=above_posts(),
        place=place,
    )


@screen
def post_end(request: HttpRequest, paid_post_id: UUID) -> HttpResponse:
    """The last day on which somebody holds a post."""
    post, today = get_post_for(asker(request), paid_post_id, clock.today()), clock.today()
    return fill(
        request,
        EndForm(request.POST or None, initial={"last_on": today}),
        lambda given: actions.end_paid_post(post, by=asker(request), on=today, **given),
        heading=_("End the post"),
        sub=post.title,
        lead=_("The last month is paid by its days. What was paid stays on record."),
        act=_("End the post"),
        done=_("The post ends on that day."),
        back=reverse("office:posts"),
        trail=above_posts(),
        place=post.place,
    )


@screen
def posts_pay(request: HttpRequest) -> HttpResponse:
    """What each post is due for a month, and the press that pays all that are not paid yet."""
    place, today = _village(request), clock.today()
    month = _month(request, today)
    dues = dues_of_month(place, month)
    open_dues = [one for one in dues if one.is_open]
    if request.method == "POST":
        return do(
            request,
            lambda: actions.pay_posts(
                [one.post for one in open_dues], month, paid_on=today, by=asker(request), on=today
            ),
            done=_("The month is paid. Each post has its payment in the ledger."),
            back=f"{reverse('office:posts-pay')}?month={month:%Y-%m}",
        )
    earlier = month_start(date.fromordinal(month.toordinal() - 1))
    later = next_month(month)
    context = frame(
        place,
        "office:posts",
        month=month,
        earlier=earlier,
        later=later if later <= today else None,
        dues=dues,
        open_dues=open_dues,
        sums=sums_by_programme(open_dues),
        sum=sum(one.amount for one in open_dues),
    )
    return render(request, "office/money/posts_pay.html", context)


def _month(request: HttpRequest, today: date) -> date:
    """The month of `?month=2026-03`, this one at the latest and by default."""
    asked = request.GET.get("month") or request.POST.get("month") or ""
    try:
        month = date.fromisoformat(f"{asked}-01") if asked else month_start(today)
    except ValueError:
        raise MonthUnreadable(text=asked) from None
    if not rules.is_year(month.year):
        first = f"{rules.FIRST_YEAR}-01"
        raise MonthNotPaid(text=asked, first=first, last=f"{today:%Y-%m}")
    return min(month, month_start(today))


def _village(request: HttpRequest) -> Place:
    place = money_place(request)
    if place.kind != PlaceKind.VILLAGE or not keeps_money(asker(request), place, clock.today()):
        raise NotVisible
    return place


def _places(place: Place, account: Any, today: date) -> list[UUID]:
    seen = money_reach(account, today).seen
    below = Place.objects.filter(parent=place, pk__in=seen).values_list("pk", flat=True)
    return [place.pk, *below]


def _members(place: Place, today: date) -> QuerySet[Member]:
    active = Household.objects.filter(village=place).active_on(today)
    rows = Member.objects.filter(household__in=active, left_on=None, sealed_name="")
    return rows.select_related("household__village").order_by("household__code", "name", "pk")
