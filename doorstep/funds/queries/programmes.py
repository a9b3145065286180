"""Programmes with what is committed, paid and left by year."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from doorstep.funds.models import Commitment, Posting, Programme
from doorstep.funds.queries.reach import above, money_reach
from doorstep.kit.errors import NotVisible
from doorstep.people.models import Account, Place
from doorstep.people.queries import at_or_above


@dataclass(frozen=True)
class YearLine:
    """A programme's year in fen; a payment that was reversed later counts no more."""

    year: int
    committed: int = 0
    paid: int = 0

    @property
    def left(self) -> int:
        return self.committed - self.paid


@dataclass(frozen=True)
class ProgrammeLine:
    """A programme as a line of a list. Of one that belongs above, only what was paid here is told:
    what is left there would say what other places were paid."""

    programme: Programme
    year: YearLine
    received: int
    is_own: bool


def programmes_for(account: Account, on: date) -> QuerySet[Programme]:
    """Those of the places whose money the account keeps or sees, and those above that pay there."""
    reach = money_reach(account, on)
    places = Q(place__in=reach.seen) | Q(place__in=above(reach.kept).values("pk"))
    return Programme.objects.filter(places).select_related("place")


def get_programme_for(account: Account, programme_id: object, on: date) -> Programme:
    """A programme of a place whose money the account keeps or sees; else NotVisible."""
    seen = Programme.objects.filter(place__in=money_reach(account, on).seen, pk=programme_id)
    programme = seen.select_related("place").first()
    if programme is None:
        raise NotVisible
    return programme


def programmes_paying_at(place: Place, on: date) -> QuerySet[Programme]:
    """The programmes of a place and of those above it that run on a day."""
    rows = Programme.objects.filter(place__in=at_or_above(place).values("pk"), start_on__lte=on)
    return rows.filter(Q(end_on=None) | Q(end_on__gte=on)).select_related("place")


def year_of(programme: Programme, year: int) -> YearLine:
    """What is committed and paid of a programme's year."""
    rows = Commitment.objects.filter(programme=programme, year=year)
    committed = rows.aggregate(sum=Sum("amount"))["sum"] or 0
    return YearLine(year, committed, paid_in_year(programme, year))


def left_of_others(programme: Programme, year: int, account: Account) -> int:
    """Fen left of a programme's year, had this account committed nothing; below 0 where more than
    that is paid."""
    rows = Commitment.objects.filter(programme=programme, year=year, reverses=None)
    others = rows.filter(reversed_by=None).exclude(by=account)
    committed = others.aggregate(sum=Sum("amount"))["sum"] or 0
    return committed - paid_in_year(programme, year)


def paid_in_year(programme: Programme, year: int, **of_payment: Any) -> int:
    """Fen paid in a year and not reversed since; `of_payment` narrows to some payments."""
    wanted = {f"payment__{name}": value for name, value in of_payment.items()}
    rows = _of_year(year).filter(payment__programme=programme, **wanted)
    return rows.aggregate(sum=Sum("amount"))["sum"] or 0


def years_of(programme: Programme) -> list[YearLine]:
    """Every year in which something was committed or paid, the latest first."""
    committed = dict(
        Commitment.objects.filter(programme=programme)
        .order_by()
        .values_list("year")
        .annotate(sum=Sum("amount"))
    )
    days = Posting.objects.filter(payment__programme=programme, reverses=None)
    years = {*committed, *(day.year for day in days.dates("on", "year"))}
    return [
        YearLine(year, committed.get(year, 0), paid_in_year(programme, year))
        for year in sorted(years, reverse=True)
    ]


def programme_lines(account: Account, place: Place, year: int, on: date) -> list[ProgrammeLine]:
    """The programmes that pay at a place or, below a town, at its villages: own ones first; four
    queries, however many."""
    reach = money_reach(account, on)
    below = Q(place=place) | Q(place__parent=place, place__in=reach.seen)
    wanted = below | Q(place__in=at_or_above(place).values("pk"))
    programmes = list(programmes_for(account, on).filter(wanted).distinct())
    keys = [one.pk for one in programmes]
    committed = _sums(Commitment.objects.filter(programme__in=keys, year=year), "programme")
    payments = _of_year(year).filter(payment__programme__in=keys)
    paid = _sums(payments, "payment__programme")
    here = _sums(payments.filter(payment__place=place), "payment__programme")
    income = Posting.objects.filter(income__programme__in=keys, on__year=year)
    received = _sums(income, "income__programme")
    lines = []
    for one in programmes:
        is_own = one.place_id in reach.seen
        stands = YearLine(year, committed.get(one.pk, 0), paid.get(one.pk, 0))
        shown = stands if is_own else YearLine(year, 0, here.get(one.pk, 0))
        lines.append(ProgrammeLine(one, shown, received.get(one.pk, 0) if is_own else 0, is_own))
    return sorted(lines, key=lambda line: (not line.is_own, line.programme.name))


def _of_year(year: int) -> QuerySet[Posting]:
    """Postings of payments of a year, with those that took them back, whenever that was."""
    of_year = Q(reverses=None, on__year=year) | Q(reverses__on__year=year)
    return Posting.objects.filter(of_year, payment__isnull=False)


def _sums(rows: QuerySet[Any], way: str) -> dict[UUID, int]:
    return dict(rows.order_by().values_list(way).annotate(sum=Sum("amount")))
