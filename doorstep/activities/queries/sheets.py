"""Sheets, goods and wishes of activities as their team sees them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from doorstep.activities.models import Activity, Goods, Handout, Material, SignRow, SignSheet, Wish
from doorstep.activities.queries.sessions import activities_for
from doorstep.kit.errors import NotVisible
from doorstep.needs.queries import needs_for
from doorstep.people.choices import Role
from doorstep.people.models import Account
from doorstep.people.queries import villages_with_role
from doorstep.register.models import Household
from doorstep.register.queries import with_head


@dataclass(frozen=True)
class GoodsLine:
    """What was bought: how many pieces, how many of them are left in the stock."""

    goods: Goods
    bought: int
    left: int

    @property
    def fen(self) -> int:
        return self.bought * self.goods.unit_fen


def sheets_of(activity: Activity) -> QuerySet[SignSheet]:
    """The sheets of an activity, with how many `rows_count` and `keyed_count`."""
    found = activity.sheets.select_related("item")
    return found.annotate(rows_count=Count("rows"), keyed_count=Count("rows__count"))


def get_sheet_for(account: Account, sheet_id: object, on: date) -> SignSheet:
    """A sheet of an activity in a village that the account coordinates; else NotVisible."""
    led = villages_with_role(account, Role.COORDINATOR, on).values("pk")
    found = SignSheet.objects.filter(activity__place__in=led, pk=sheet_id)
    sheet = found.select_related("activity__place", "item").first()
    if sheet is None:
        raise NotVisible
    return sheet


def get_material_for(account: Account, material_id: object, on: date) -> Material:
    """A material of an activity that the account sees; else NotVisible."""
    activities = activities_for(account, on).values("pk")
    found = Material.objects.filter(activity__in=activities, pk=material_id)
    material = found.select_related("activity__place").first()
    if material is None:
        raise NotVisible
    return material


def rows_of_sheet(sheet: SignSheet) -> list[SignRow]:
    """The rows of a sheet; their households have `head_name` and group. The row of one that is out
    of use reads as a blank one."""
    rows = list(sheet.rows.order_by("number"))
    found = with_head(Household.objects.in_use().select_related("group"))
    households = found.in_bulk([row.household_id for row in rows if row.household_id])
    for row in rows:
        if row.household_id:
            row.household = households.get(row.household_id)
    return rows


def goods_of(activity: Activity) -> list[GoodsLine]:
    """What was bought for an activity, and what is left of each batch."""
    goods = activity.goods.select_related("batch__item").prefetch_related("batch__moves")
    lines = []
    for one in goods:
        moves = list(one.batch.moves.all())
        bought = sum(move.quantity for move in moves if move.kind == "in")
        lines.append(GoodsLine(one, bought, sum(move.quantity for move in moves)))
    return lines


def worth_handed_out(activity: Activity) -> int:
    """How many fen the things were bought for that were handed out at an activity."""
    return Handout.objects.standing().filter(row__sheet__activity=activity).worth()


def wishes_for(account: Account, activity: Activity, on: date) -> list[Wish]:
    """The wishes told at an activity, of the needs that the account sees."""
    seen = needs_for(account, on).values("pk")
    found = activity.wishes.filter(need__in=seen)
    return list(found.select_related("need__household", "need__owner").order_by("need__raised_on"))


def old_sign_rows(before: date) -> QuerySet[SignRow]:
    """Rows of sheets that name a household, of activities held before a day."""
    return SignRow.objects.filter(sheet__activity__on__lt=before).exclude(household=None)
