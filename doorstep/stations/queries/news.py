"""What of the stations a coordinator has to know this week."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from doorstep.people.models import Place, live_on
from doorstep.stations.models import HelpRequest, Loan, Station
from doorstep.stations.queries.stock import stock_of


@dataclass(frozen=True)
class StationNews:
    """What waits, is overdue, low or expires at one station."""

    station: Station
    waiting: int
    overdue: int
    low: int  # things of which too little is left
    expiring: int  # batches that are over, or soon will be


def stations_to_tell(place: Place, on: date) -> list[StationNews]:
    """The open stations of a village of which something has to be known; two queries each, and
    one."""
    open_now = Station.objects.filter(live_on(on), place=place)
    counted = open_now.annotate(
        waiting=_count(HelpRequest.objects.filter(closed_on=None), "station"),
        overdue=_count(Loan.objects.filter(back_on=None, due_on__lt=on), "item__station"),
    )
    news = []
    for one in counted:
        stock = stock_of(one, on)
        low = sum(line.is_low for line in stock)
        expiring = sum(
            batch.is_expired or batch.is_soon for line in stock for batch in line.batches
        )
        if one.waiting or one.overdue or low or expiring:
            news.append(StationNews(one, one.waiting, one.overdue, low, expiring))
    return news


def _count(rows: QuerySet[Any], way: str) -> Coalesce:
    """How many rows lead to the outer station."""
    found = rows.filter(**{way: OuterRef("pk")}).order_by().values(way)
    return Coalesce(Subquery(found.annotate(n=Count("pk")).values("n")), 0)
