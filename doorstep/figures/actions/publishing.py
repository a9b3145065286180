"""Printing tables for the town and for everybody, each checked against all earlier prints."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.figures.choices import TABLES, Circle
from doorstep.figures.disclose import INSIDE_TOWN, PUBLIC, Print, disclose_to_both
from doorstep.figures.models import Publication
from doorstep.figures.queries import counted_table, is_stock, last_month_end, window_of
from doorstep.kit.errors import Refused
from doorstep.method.queries import NoMethodAdopted
from doorstep.people.actions import audit
from doorstep.people.models import Account, Place
from doorstep.people.queries import villages_below

CIRCLES = (Circle.TOWN, Circle.PUBLIC)  # from the narrower to the wider


class MonthNotOver(Refused):
    message = _("Figures are printed by whole months that are over; %(to)s ends none.")


class LaterMonthPrinted(Refused):
    message = _("A later month of %(place)s was printed already; an earlier one can only be read.")


def publish_tables(place: Place, *, to_on: date, by: Account, on: date) -> None:
    """Prints every table of the villages of a place for a month, where that was not done yet.
    A village without a method counts nothing, and a month before a later one stays as it was."""
    villages = villages_below(place)
    done = set(
        Publication.objects.filter(place__in=villages, to_on__gte=to_on).values_list(
            "place", "table"
        )
    )
    for village in Place.objects.filter(pk__in=villages):
        try:
            for key in TABLES:
                if (village.pk, key) not in done:
                    publish_table(village, key, to_on=to_on, by=by, on=on)
        except NoMethodAdopted:
            continue


@transaction.atomic
def publish_table(
    village: Place, key: str, *, to_on: date, by: Account, on: date
) -> tuple[Publication, Publication]:
    """What the town and what everybody may read of a village's table for a month: a second time
    the same rows. MonthNotOver, LaterMonthPrinted."""
    Place.objects.select_for_update(no_key=True).get(pk=village.pk)  # two readers print once
    log = Publication.objects.filter(place=village, table=key)
    made = {row.circle: row for row in log.filter(to_on=to_on)}
    if made:
        return made[Circle.TOWN], made[Circle.PUBLIC]
    if to_on > last_month_end(on) or to_on != last_month_end(_day_after(to_on)):
        raise MonthNotOver(to=to_on)
    if log.filter(to_on__gt=to_on).exists():
        raise LaterMonthPrinted(place=village.name)
    table = counted_table(village, key, to_on)
    from_on = None if is_stock(key) else window_of(to_on).from_on
    series = log.filter(from_on=from_on).order_by("to_on")
    inside, public = (_prints(series.filter(circle=circle)) for circle in CIRCLES)
    told = disclose_to_both(table, on=to_on, earlier=(inside, public))
    rows = [
        Publication(
            place=village,
            table=key,
            circle=circle,
            threshold=one.threshold if one else threshold,
            from_on=from_on,
            to_on=to_on,
            numbers_on=one.on if one else None,
            shown=_frozen(one),
            on=on,
            by=by,
        )
        for circle, threshold, one in zip(CIRCLES, (INSIDE_TOWN, PUBLIC), told, strict=True)
    ]
    Publication.objects.bulk_create(rows)
    audit("publish_table", rows[0], by=by, on=on, place=village, detail={"table": key})
    return rows[0], rows[1]


def _day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _prints(rows: Iterable[Publication]) -> list[Print]:
    """Each print once: one that was printed again says nothing new."""
    prints: list[Print] = []
    for row in rows:
        one = row.as_print
        if one is not None and one not in prints:
            prints.append(one)
    return prints


def _frozen(one: Print | None) -> dict[str, list[int]]:
    return {key: [number.value, number.behind] for key, number in one.shown.items()} if one else {}
