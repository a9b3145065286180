"""The gathering: planned with what has to be brought, held on a Friday, signed for by hand."""

from collections.abc import Iterable

from doorstep.activities.actions import (
    add_material,
    hold_activity,
    key_rows,
    make_sign_sheet,
    plan_activity,
    tick_material,
)
from doorstep.activities.choices import ActivityKind, SheetKind
from doorstep.activities.models import Activity
from doorstep.activities.queries import goods_of
from doorstep.register.models import Household
from doorstep.scenarios.village import Village


def plan(village: Village) -> Activity:
    """Planned in the first week; the volunteers tick off what they bring."""
    by, on = village.coordinator, village.day(0, 2)
    activity = plan_activity(
        village.place,
        kind=ActivityKind.ELDERS,
        planned_on=village.day(1, 4),
        led_by=village.helpers[0],
        by=by,
        on=on,
        **village.story["activity"],
    )
    for text in village.story["materials"]:
        material = add_material(activity, text=text, by=by, on=on)
        tick_material(material, is_ready=True, by=by, on=village.day(1, 3))
    return activity


def meet(village: Village, activity: Activity) -> list[Household]:
    """Everybody on the register was invited; who came signed, and the coordinator keys the rows.
    The households that came, by code."""
    by, on = village.coordinator, activity.on
    invited = list(Household.objects.filter(village=village.place).order_by("code"))
    sheet = make_sign_sheet(
        activity,
        kind=SheetKind.ATTENDANCE,
        households=invited,
        blanks=village.story["blanks"],
        by=by,
        on=village.day(1, 3),
    )
    hold_activity(activity, held_on=on, by=by, on=on)
    sheet.refresh_from_db()
    absent = set(village.story["absent"])
    persons = {
        row["code"]: len(row["elders"])
        for row in village.story["households"]
        if row["code"] not in absent
    }
    rows = [
        (row.number, persons.get(row.household.code, 0) if row.household else 1)
        for row in sheet.rows.select_related("household")
    ]
    key_rows(sheet, _line(rows), by=by, on=on)
    return [one for one in invited if one.code in persons]


def hand_out(village: Village, activity: Activity, households: list[Household]) -> None:
    """A sheet for each thing; each elder of a household signs for as many as everybody gets, and
    a row that was keyed by mistake is taken back and keyed again."""
    by, on = village.coordinator, activity.on
    elders = {row["code"]: len(row["elders"]) for row in village.story["households"]}
    each = {row["name"]: row["each"] for row in village.story["goods"]}
    blanks = village.story["blanks"]
    for goods in goods_of(activity):
        item = goods.goods.batch.item
        sheet = make_sign_sheet(
            activity,
            kind=SheetKind.GOODS,
            households=households,
            blanks=blanks,
            item=item,
            each=each[item.name],
            by=by,
            on=on,
        )
        persons = [elders[one.code] for one in households] + [1] * blanks
        rows = [(at, each[item.name] * count) for at, count in enumerate(persons, 1)]
        key_rows(sheet, _line(rows), by=by, on=on)
        if item.name == village.story["mistake"]:
            key_rows(sheet, f"-{rows[-1][0]}", by=by, on=on)
            key_rows(sheet, _line(rows[-1:]), by=by, on=on)


def _line(rows: Iterable[tuple[int, int]]) -> str:
    """Rows as they are typed in: number and count; a count of 0 was not signed."""
    return " ".join(f"{number}x{count}" for number, count in rows if count)
