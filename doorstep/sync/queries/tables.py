"""Tables for offices: the sets of columns, and who asked for them."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Q, QuerySet

from doorstep.kit.errors import NotVisible
from doorstep.people.choices import Duty, Role
from doorstep.people.models import Account, Place
from doorstep.people.queries import villages_with_duty, villages_with_role
from doorstep.register.models import Household
from doorstep.sync.choices import AskState
from doorstep.sync.models import ColumnSet, TableAsk
from doorstep.sync.rules import ALONE_WITHIN_DAYS, is_personal, leaves_as_whole


@dataclass(frozen=True)
class Asked:
    """How often an office was given a table, and when last."""

    office: str
    set_name: str
    times: int
    last_on: date


def column_sets_at(village: Place) -> QuerySet[ColumnSet]:
    """The sets in use, with `times` handed over and `last_on`."""
    handed = Q(asks__state=AskState.FILLED)
    return ColumnSet.objects.filter(place=village, ended_on=None).annotate(
        times=Count("asks", filter=handed), last_on=Max("asks__filled_on")
    )


def get_column_set_for(account: Account, set_id: object, on: date) -> ColumnSet:
    """A set in use of a village the account coordinates; else NotVisible."""
    villages = villages_with_role(account, Role.COORDINATOR, on).values("pk")
    rows = ColumnSet.objects.filter(pk=set_id, place__in=villages, ended_on=None)
    found = rows.select_related("place").first()
    if found is None:
        raise NotVisible
    return found


def tables_with(household: Household) -> QuerySet[TableAsk]:
    """The tables handed to offices in which a household stood, the latest first.

    Told by what the tables were made from: who was on the register of the village, or of the group,
    on the table's day. A household that changed its group since is told the tables of the new one:
    which it was before is kept nowhere, the trail names the column that changed and no value.
    """
    handed = TableAsk.objects.filter(
        state=AskState.FILLED,
        column_set__place=household.village_id,
        active_on__gte=household.registered_on,
    )
    if household.closed_on is not None:
        handed = handed.filter(active_on__lt=household.closed_on)
    group = household.group.name if household.group else ""
    return handed.filter(group__in=("", group)).order_by("-filled_on", "-id")


def asks_to_release(account: Account, on: date) -> QuerySet[TableAsk]:
    """Asks that wait for a second person, where the account is one and did not ask itself."""
    villages = villages_with_duty(account, Duty.EXPORTS_REGISTER, on).values("pk")
    waiting = TableAsk.objects.filter(state=AskState.WAITING, column_set__place__in=villages)
    return waiting.exclude(by=account).select_related("column_set__place", "by")


def get_ask_for(account: Account, ask_id: object, on: date) -> TableAsk:
    """An ask of a village the account coordinates, or whose register it releases; else
    NotVisible."""
    seen = Q(column_set__place__in=villages_with_role(account, Role.COORDINATOR, on).values("pk"))
    releases = villages_with_duty(account, Duty.EXPORTS_REGISTER, on).values("pk")
    seen |= Q(column_set__place__in=releases)
    rows = TableAsk.objects.filter(seen, pk=ask_id)
    found = rows.select_related("column_set__place", "by", "settled_by").first()
    if found is None:
        raise NotVisible
    return found


def last_ask(column_set: ColumnSet) -> TableAsk | None:
    """What was asked last, so that the next one is not typed again."""
    return column_set.asks.first()


def asked_by_office(village: Place) -> list[Asked]:
    """Who was given which table how often, the most often first."""
    handed = TableAsk.objects.filter(column_set__place=village, state=AskState.FILLED)
    rows = (
        handed.order_by()
        .values_list("office", "column_set__name")
        .annotate(times=Count("pk"), last_on=Max("filled_on"))
    )
    return [Asked(*row) for row in rows.order_by("-times", "office", "column_set__name")]


def needs_second_person(column_set: ColumnSet, on: date) -> bool:
    """Whether a set is as good as the register: personal, and of the village or of so many of its
    groups, with those that left by one person alone within 30 days, that it comes to the same."""
    if not is_personal(column_set.columns):
        return False
    if not column_set.group:
        return True
    since = on - timedelta(days=ALONE_WITHIN_DAYS)
    left = TableAsk.objects.filter(
        column_set__place=column_set.place_id, state=AskState.FILLED, filled_on__gt=since
    ).exclude(group="")
    groups = {column_set.group} | {
        ask.group for ask in left.only("group", "columns") if is_personal(ask.columns)
    }
    active = Household.objects.filter(village=column_set.place_id).active_on(on)
    leaving = active.filter(group__name__in=groups).count()
    return leaves_as_whole(leaving, active.count())
