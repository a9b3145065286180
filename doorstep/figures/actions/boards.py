"""Lists on notice boards: put up masked, taken down in time."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.figures.choices import NoticeColumn
from doorstep.figures.models import Notice, NoticeLine
from doorstep.figures.queries import old_notices
from doorstep.figures.rules import holds_long_number, speaks_of_illness
from doorstep.kit.errors import Refused
from doorstep.kit.text import printable
from doorstep.people.actions import audit, audit_counts
from doorstep.people.models import Account, Place
from doorstep.register.choices import ConsentPurpose
from doorstep.register.models import Household

MOST_LETTERS = {"title": 100, "item": 40}
MOST_LINES = 500
MOST_SUM = Decimal("99999999.99")


class NoticeEmpty(Refused):
    message = _("A notice needs a title and at least one household.")


class NoticeTooLong(Refused):
    message = _("A notice holds at most %(most)s households; make a second one.")


class NoticeTextTooLong(Refused):
    message = _("“%(text)s” has more than %(most)s characters; shorten it.")


class NumberOnNotice(Refused):
    message = _(
        "“%(text)s” holds a long number. Identity cards, phones and bank cards are never posted; "
        "take it out."
    )


class IllnessOnNotice(Refused):
    message = _("“%(text)s” speaks of an illness. Name the aid that is given, not its cause.")


class SumRefused(Refused):
    message = _("The sum of household %(code)s is a number from 0 to %(most)s.")


class TakeDownTooEarly(Refused):
    message = _("The notice comes down on a day after the one it is put up on.")


class HouseholdNotHere(Refused):
    message = _("Household %(code)s is not on the register of %(place)s.")


class NoticeDownAlready(Refused):
    message = _("This notice was taken down already.")


@dataclass(frozen=True)
class NewLine:
    """A household to be posted, with what it gets."""

    household: Household
    item: str = ""
    sum: Decimal | None = None


@transaction.atomic
def make_notice(
    place: Place,
    *,
    title: str,
    lines: Sequence[NewLine],
    take_down_on: date,
    by: Account,
    on: date,
    shows_names: bool = True,
    columns: Iterable[NoticeColumn | str] = tuple(NoticeColumn),
    rests_on: ConsentPurpose | str = "",
) -> Notice:
    """Puts a list up today. Kept of each line are the chosen columns alone; of a list that rests on
    a consent, those who withdraw it are no longer read. NoticeEmpty,
    NoticeTooLong, NoticeTextTooLong, NumberOnNotice, IllnessOnNotice, SumRefused, TakeDownTooEarly,
    HouseholdNotHere."""
    chosen = {NoticeColumn(column) for column in columns}
    title = _guarded("title", title)
    if not title or not lines:
        raise NoticeEmpty
    if len(lines) > MOST_LINES:
        raise NoticeTooLong(most=MOST_LINES)
    if take_down_on <= on:
        raise TakeDownTooEarly
    for line in lines:
        if line.household.village_id != place.pk or not line.household.is_active(on):
            raise HouseholdNotHere(code=line.household.code, place=place.name)
        if line.sum is not None and not 0 <= line.sum <= MOST_SUM:
            raise SumRefused(code=line.household.code, most=MOST_SUM)
    notice = Notice(
        place=place,
        title=title,
        shows_names=shows_names,
        columns=[one.value for one in NoticeColumn if one in chosen],
        rests_on=rests_on,
        put_up_on=on,
        take_down_on=take_down_on,
        made_by=by,
    )
    notice.save(force_insert=True)
    NoticeLine.objects.bulk_create(
        [
            NoticeLine(
                notice=notice,
                household=line.household,
                order=order,
                item=_guarded("item", line.item) if NoticeColumn.ITEM in chosen else "",
                sum=line.sum if NoticeColumn.SUM in chosen else None,
            )
            for order, line in enumerate(lines, 1)
        ]
    )
    audit("make_notice", notice, by=by, on=on, place=place, detail={"households": len(lines)})
    return notice


@transaction.atomic
def take_down_notice(notice: Notice, *, by: Account, on: date) -> None:
    """Says that a list hangs no more. NoticeDownAlready."""
    notice.refresh_from_db(from_queryset=Notice.objects.select_for_update(no_key=True))
    if notice.taken_down_on is not None:
        raise NoticeDownAlready
    notice.taken_down_on, notice.taken_down_by = on, by
    notice.save(update_fields=["taken_down_on", "taken_down_by"])
    audit("take_down_notice", notice, by=by, on=on, place=notice.place_id)


@transaction.atomic
def forget_notices(before: date, *, by: Account, on: date) -> int:
    """Deletes lists that were taken down before a day, with their lines; how many lists."""
    rows = old_notices(before).order_by()
    counts = Counter[UUID | None](rows.values_list("place", flat=True))
    rows.delete()
    return audit_counts("forget_notices", counts, by=by, on=on)


def _guarded(field: str, text: str) -> str:
    text = printable(text).strip()
    if len(text) > MOST_LETTERS[field]:
        raise NoticeTextTooLong(text=text[:20] + "…", most=MOST_LETTERS[field])
    if holds_long_number(text):
        raise NumberOnNotice(text=text)
    if speaks_of_illness(text):
        raise IllnessOnNotice(text=text)
    return text
