"""Sheets to sign: made from the register, keyed in by row number, mended the same way."""

from collections.abc import Iterable
from datetime import date
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.activities.actions.sessions import (
    MOST_OTHERS,
    ActivityNotHeld,
    CountRefused,
    guard_attendee,
    tell,
)
from doorstep.activities.choices import ActivityState, SheetKind
from doorstep.activities.models import Activity, Attendee, Handout, SignRow, SignSheet
from doorstep.activities.rules import MOST_BESIDE, MOST_ROWS, KeyedRow, LineUnreadable, read_rows
from doorstep.kit.errors import Refused
from doorstep.people.actions import told_together
from doorstep.people.models import Account
from doorstep.register.models import Household
from doorstep.register.queries import members_counts
from doorstep.stations.actions import bring_back, hand_out
from doorstep.stations.models import StockItem
from doorstep.stations.queries import good_batches

MOST_PIECES = 1_000


class SheetEmpty(Refused):
    message = _("A sheet has at least one row, and at most %(most)s: of households, or blank ones.")


class PiecesRefused(Refused):
    message = _("How many pieces is a number from 1 to %(most)s.")


class ItemOfAnotherPlace(Refused):
    message = _("“%(name)s” is not kept by %(place)s itself; note first what was bought.")


class RowsUnreadable(Refused):
    message = _(
        "“%(part)s” is no row. Write row numbers with blanks between them: 1 4 7-9; 12x3 for three "
        "persons or pieces, -5 for a row that was not signed after all. Nothing was kept."
    )


class NoSuchRow(Refused):
    message = _("This sheet has the rows 1 to %(last)s; %(number)s is none. Nothing was kept.")


class TooManyCame(Refused):
    message = _(
        "Row %(number)s says %(count)s persons; of a household with %(members)s at most %(most)s "
        "sign together. Nothing was kept. Guests sign on a blank row."
    )


class NothingKeyed(Refused):
    message = _("Write the numbers of the rows that are signed.")


class NotEnoughGood(Refused):
    message = _(
        "“%(name)s”: %(left)s good ones are there, and row %(number)s is for %(asked)s. Nothing "
        "was kept. Expired batches are not handed out; count what is there, or buy more."
    )


@transaction.atomic
def make_sign_sheet(
    activity: Activity,
    *,
    kind: SheetKind | str,
    households: Iterable[Household],
    by: Account,
    on: date,
    blanks: int = 0,
    item: StockItem | None = None,
    each: int | None = None,
) -> SignSheet:
    """A sheet with a row for each household and so many blank ones; of goods, how many pieces of
    which thing each is for. SheetEmpty, PiecesRefused, ItemOfAnotherPlace, AttendeeOfAnotherPlace,
    AttendeeNotActive."""
    kind, rows = SheetKind(kind), list({one.pk: one for one in households}.values())
    Activity.objects.select_for_update(no_key=True).get(pk=activity.pk)
    if not 1 <= len(rows) + max(blanks, 0) <= MOST_ROWS or blanks < 0:
        raise SheetEmpty(most=MOST_ROWS)
    for household in rows:
        guard_attendee(activity, household)
    if kind == SheetKind.GOODS:
        if item is None or item.place_id != activity.place_id or item.station_id is not None:
            raise ItemOfAnotherPlace(name=item.name if item else "–", place=activity.place.name)
        if each is None or not 1 <= each <= MOST_PIECES:
            raise PiecesRefused(most=MOST_PIECES)
    else:
        item = each = None
    sheet = SignSheet.objects.create(
        activity=activity, kind=kind, item=item, each=each, made_on=on, by=by
    )
    listed: list[Household | None] = [*rows, *[None] * blanks]
    SignRow.objects.bulk_create(
        SignRow(sheet=sheet, number=number, household=household)
        for number, household in enumerate(listed, 1)
    )
    tell("make_sign_sheet", activity, by=by, on=on, detail={"kind": kind, "rows": len(listed)})
    return sheet


@transaction.atomic
@told_together()
def key_rows(sheet: SignSheet, line: str, *, by: Account, on: date) -> int:
    """Keys the rows that are signed, or takes rows back, all of a line or nothing of it; how many
    rows changed. Of attendance a signed household came and a blank row counts among the others; of
    goods the pieces leave the stock, the first to expire first, and come back when a row is taken
    back. NothingKeyed, RowsUnreadable, NoSuchRow, ActivityNotHeld, CountRefused, TooManyCame,
    PiecesRefused, NotEnoughGood."""
    activity = sheet.activity
    activity.refresh_from_db(from_queryset=Activity.objects.select_for_update(no_key=True))
    if activity.state != ActivityState.HELD:
        raise ActivityNotHeld(title=activity.title)
    try:
        keyed = read_rows(line)
    except LineUnreadable as error:
        raise RowsUnreadable(part=str(error)) from error
    if not keyed:
        raise NothingKeyed
    rows = {row.number: row for row in sheet.rows.select_related("household")}
    for one in keyed:
        if one.number not in rows:
            raise NoSuchRow(last=len(rows), number=one.number)
    if sheet.kind == SheetKind.ATTENDANCE:
        _guard_counts(sheet, [(rows[one.number], _count(sheet, one)) for one in keyed])
    changed = [
        row
        for one in keyed
        if (row := rows[one.number]).count != _count(sheet, one)
        and _apply(sheet, row, _count(sheet, one), by=by, on=on)
    ]
    tell("key_rows", activity, by=by, on=on, detail={"rows": len(changed)})
    return len(changed)


def _count(sheet: SignSheet, keyed: KeyedRow) -> int | None:
    """How many a row is signed for; None for not signed."""
    if not keyed.is_signed:
        return None
    return keyed.count or sheet.each or 1


def _apply(sheet: SignSheet, row: SignRow, count: int | None, *, by: Account, on: date) -> bool:
    if sheet.kind == SheetKind.GOODS:
        _hand_out(sheet, row, count, by=by, on=on)
    else:
        _note_came(sheet.activity, row, count)
    row.count, row.keyed_on = count, on if count else None
    row.save(update_fields=["count", "keyed_on"])
    return True


def _note_came(activity: Activity, row: SignRow, count: int | None) -> None:
    if row.household is None:
        others = activity.others_count + (count or 0) - (row.count or 0)
        activity.others_count = min(max(others, 0), MOST_OTHERS)
        activity.save(update_fields=["others_count"])
        return
    listed = Attendee.objects.filter(activity=activity, household=row.household, member=None)
    if count is None:
        count = _signed_elsewhere(activity, row)
    if count is None:
        listed.delete()
    elif not listed.update(persons=count):
        Attendee.objects.create(activity=activity, household=row.household, persons=count)


def _guard_counts(sheet: SignSheet, keyed: Iterable[tuple[SignRow, int | None]]) -> None:
    """A slip of the keyboard, 1x99, is no household with 99 persons. CountRefused, TooManyCame."""
    signed = [(row, count) for row, count in keyed if count is not None and count != row.count]
    households = {row.household for row, _signed in signed if row.household is not None}
    there = members_counts(households, sheet.activity.on)
    for row, count in signed:
        if count > MOST_PIECES:
            raise CountRefused(most=MOST_PIECES)
        if row.household is not None:
            members = max(there.get(row.household.pk, 0), row.household.resident_count or 0)
            if count > (most := members + MOST_BESIDE):
                raise TooManyCame(number=row.number, count=count, members=members, most=most)


def _signed_elsewhere(activity: Activity, row: SignRow) -> int | None:
    """How many of the household came by another row of the activity; None where none is signed."""
    rows = SignRow.objects.filter(
        sheet__activity=activity, sheet__kind=SheetKind.ATTENDANCE, household=row.household_id
    )
    found = rows.exclude(pk=row.pk).exclude(count=None).order_by("-keyed_on", "-sheet")
    return found.values_list("count", flat=True).first()


def _hand_out(sheet: SignSheet, row: SignRow, count: int | None, *, by: Account, on: date) -> None:
    """What the row was given before comes back, and the whole of it is given anew."""
    for handout in row.handouts.filter(move__undone_by=None).select_related("move__batch__item"):
        bring_back(handout.move, by=by, on=on)
    if count is None:
        return
    if count > MOST_PIECES:
        raise PiecesRefused(most=MOST_PIECES)
    assert sheet.item is not None  # noqa: S101 - a sheet of goods, by its constraint
    StockItem.objects.select_for_update(no_key=True).get(pk=sheet.item.pk)
    wanted = count
    batches = good_batches(sheet.item, on)
    for line in batches:
        pieces = min(line.left, wanted)
        if pieces:
            move = hand_out(line.batch, quantity=pieces, by=by, on=on, id=uuid4())
            Handout.objects.create(row=row, move=move)
            wanted -= pieces
    if wanted:
        left = sum(line.left for line in batches)
        raise NotEnoughGood(name=sheet.item.name, left=left, number=row.number, asked=count)
