"""Tables for offices: a set of columns kept, asked for, released by another, handed over."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from doorstep.kit.errors import Refused
from doorstep.kit.sheets import write_csv, write_sheets
from doorstep.people.actions import audit
from doorstep.people.choices import Duty, Role
from doorstep.people.models import Account, Group, Place
from doorstep.people.queries import has_duty, has_role
from doorstep.register.actions import record_export
from doorstep.register.actions.exports import (
    ExportNeedsTwoPeople,
    ExportNotAllowed,
    ExportNotReleased,
)
from doorstep.register.roster import is_refused_heading, is_sealed_heading
from doorstep.sync import rules
from doorstep.sync.choices import AskState, RowsOf, TableColumn, TableFormat
from doorstep.sync.models import ColumnSet, TableAsk
from doorstep.sync.queries import needs_second_person, table_sheet


class ColumnNotExportable(Refused):
    message = gettext_lazy("“%(column)s” is no column that a table can hold; choose from the list.")


class ColumnOfOtherRows(Refused):
    message = gettext_lazy("“%(column)s” cannot stand in a table with %(rows)s; take it off.")


class ColumnsMissing(Refused):
    message = gettext_lazy("A table needs at least one column; choose some from the list.")


class ColumnSetNamed(Refused):
    message = gettext_lazy("A table “%(name)s” is kept already; choose another name.")


class NameMissing(Refused):
    message = gettext_lazy("Give the table a name by which you find it again.")


class NamesRefusedTopic(Refused):
    message = gettext_lazy(
        "“%(words)s” names what this register does not hold; write it otherwise."
    )


class NoSuchGroup(Refused):
    message = gettext_lazy("There is no group “%(group)s” in %(place)s.")


class OfficeMissing(Refused):
    message = gettext_lazy("Write which office asks, and what for: both are printed in the table.")


class OfficeGetsNoTable(Refused):
    message = gettext_lazy(
        "“%(office)s”: no table goes to police or petition offices. What one of them may ask, it "
        "asks of the household itself."
    )


class DayStillToCome(Refused):
    message = gettext_lazy("%(day)s is still to come; choose today or an earlier day.")


class TableNeedsSecondPerson(Refused):
    message = gettext_lazy(
        "This table holds names or the like of the whole village: somebody else must release it."
    )


class AskSettledAlready(Refused):
    message = gettext_lazy("This table was released or declined already.")


class AskNotReleased(Refused):
    message = gettext_lazy("This table is not released; ask somebody who may release it.")


class AskTooOld(Refused):
    message = gettext_lazy("This table could be fetched until %(last)s; ask for it again.")


@dataclass(frozen=True)
class FilledTable:
    """A table as a file, and the row that tells of it."""

    ask: TableAsk
    filename: str
    content: bytes


@transaction.atomic
def make_column_set(
    village: Place,
    *,
    name: str,
    rows_of: RowsOf | str,
    columns: Iterable[str],
    by: Account,
    on: date,
    group: str = "",
) -> ColumnSet:
    """Keeps a set of columns under a name. ExportNotAllowed, NameMissing, NamesRefusedTopic,
    ColumnsMissing, ColumnNotExportable, ColumnOfOtherRows, NoSuchGroup, ColumnSetNamed."""
    _guard_coordinator(village, by, on)
    name = name.strip()
    if not name:
        raise NameMissing
    if is_refused_heading(name) or is_sealed_heading(name):
        raise NamesRefusedTopic(words=name)
    try:
        chosen = rules.columns_in_order(rows_of, columns)
    except LookupError as error:
        raise _no_column(error.args[0], rows_of) from error
    if not chosen:
        raise ColumnsMissing
    if group and not Group.objects.filter(village=village, name=group).exists():
        raise NoSuchGroup(group=group, place=village.name)
    Place.objects.select_for_update(no_key=True).get(pk=village.pk)  # a double click keeps one
    if ColumnSet.objects.filter(place=village, name=name, ended_on=None).exists():
        raise ColumnSetNamed(name=name)
    column_set = ColumnSet.objects.create(
        place=village,
        name=name,
        rows_of=RowsOf(rows_of),
        columns=chosen,
        group=group,
        made_on=on,
        made_by=by,
    )
    detail = {"columns": chosen, "rows_of": str(rows_of)}
    audit("make_column_set", column_set, by=by, on=on, place=village, detail=detail)
    return column_set


@transaction.atomic
def end_column_set(column_set: ColumnSet, *, by: Account, on: date) -> None:
    """Offers a set no more; who asked for it stays on record."""
    if column_set.ended_on is not None:
        return
    column_set.ended_on = on
    column_set.save(update_fields=["ended_on"])
    audit("end_column_set", column_set, by=by, on=on, place=column_set.place_id)


@transaction.atomic
def ask_table(
    column_set: ColumnSet, *, office: str, purpose: str, active_on: date, by: Account, on: date
) -> TableAsk:
    """Asks for a table that a second person must release before it is filled. ExportNotAllowed,
    OfficeMissing, OfficeGetsNoTable, DayStillToCome."""
    ask = _asked(column_set, office, purpose, active_on, by, on)
    ask.state = AskState.WAITING
    ask.save(force_insert=True)
    audit("ask_table", ask, by=by, on=on, place=column_set.place_id, detail=_detail(ask))
    return ask


@transaction.atomic
def fill_table(
    column_set: ColumnSet,
    *,
    office: str,
    purpose: str,
    active_on: date,
    format: TableFormat | str,  # noqa: A002
    by: Account,
    on: date,
) -> FilledTable:
    """Fills a table at once, with a row that tells of it. What `ask_table` refuses, and
    TableNeedsSecondPerson for one that is as good as the register."""
    ask = _asked(column_set, office, purpose, active_on, by, on)
    Place.objects.select_for_update(no_key=True).get(
        pk=column_set.place_id
    )  # two groups at once are two
    if needs_second_person(column_set, on):
        raise TableNeedsSecondPerson
    content, rows = _written(ask, TableFormat(format), by, on)
    _hand_over(ask, rows, on)
    ask.save(force_insert=True)
    audit("fill_table", ask, by=by, on=on, place=column_set.place_id, detail=_detail(ask))
    return FilledTable(ask, _filename(ask, format), content)


@transaction.atomic
def settle_ask(ask: TableAsk, *, release: bool, by: Account, on: date) -> None:
    """Somebody else with that duty releases a table, or does not. AskSettledAlready,
    ExportNeedsTwoPeople, ExportNotReleased."""
    row = TableAsk.objects.select_for_update(no_key=True).get(pk=ask.pk)
    place = ask.column_set.place
    if row.state != AskState.WAITING:
        raise AskSettledAlready
    if row.by_id == by.pk or by.is_system:
        raise ExportNeedsTwoPeople
    if not has_duty(by, Duty.EXPORTS_REGISTER, place, on):
        raise ExportNotReleased(name=by.name, place=place.name)
    ask.state = AskState.RELEASED if release else AskState.DECLINED
    ask.settled_by, ask.settled_on = by, on
    ask.save(update_fields=["state", "settled_by", "settled_on"])
    act = "release_table" if release else "decline_table"
    audit(act, ask, by=by, on=on, place=place, detail=_detail(ask))


@transaction.atomic
def fetch_table(
    ask: TableAsk,
    *,
    format: TableFormat | str,  # noqa: A002
    by: Account,
    on: date,
) -> FilledTable:
    """Fills a released table for who asked for it, once; the reason and both people are printed.
    AskNotReleased, AskTooOld, and what `record_export` refuses."""
    row = TableAsk.objects.select_for_update(no_key=True).get(pk=ask.pk)
    if row.state != AskState.RELEASED or ask.settled_by is None or ask.settled_on is None:
        raise AskNotReleased
    if row.by_id != by.pk:
        raise ExportNotAllowed(place=ask.column_set.place.name)
    last = rules.last_day_to_fetch(ask.settled_on)
    if on > last:
        raise AskTooOld(last=last)
    content, rows = _written(ask, TableFormat(format), by, on)
    place, reason = ask.column_set.place, ask.purpose
    record_export(place, by=by, released_by=ask.settled_by, reason=reason, on=on, rows=rows)
    _hand_over(ask, rows, on)
    ask.save(update_fields=["state", "filled_on", "columns", "group", "rows"])
    audit("fill_table", ask, by=by, on=on, place=place, detail=_detail(ask))
    return FilledTable(ask, _filename(ask, format), content)


def _no_column(column: str, rows_of: str) -> Refused:
    if column not in TableColumn.values:
        return ColumnNotExportable(column=column)
    return ColumnOfOtherRows(column=TableColumn(column).label, rows=RowsOf(rows_of).label)


def _asked(
    column_set: ColumnSet, office: str, purpose: str, active_on: date, by: Account, on: date
) -> TableAsk:
    """An ask that is not saved yet."""
    _guard_coordinator(column_set.place, by, on)
    office, purpose = office.strip(), purpose.strip()
    if not office or not purpose:
        raise OfficeMissing
    for words in (office, purpose):
        if rules.may_not_ask(words):
            raise OfficeGetsNoTable(office=words)
    if active_on > on:
        raise DayStillToCome(day=active_on)
    return TableAsk(
        column_set=column_set, office=office, purpose=purpose, active_on=active_on, on=on, by=by,
        columns=column_set.columns, group=column_set.group,
    )  # fmt: skip


def _hand_over(ask: TableAsk, rows: int, on: date) -> None:
    ask.state, ask.rows, ask.filled_on = AskState.FILLED, rows, on
    ask.columns, ask.group = ask.column_set.columns, ask.column_set.group


def _written(ask: TableAsk, kind: TableFormat, by: Account, on: date) -> tuple[bytes, int]:
    """The file and how many rows it has."""
    with override(by.language):
        people = {"by": by.name, "day": on}
        if ask.settled_by is None:
            said = _("Exported by %(by)s on %(day)s") % people
        else:
            people["released_by"] = ask.settled_by.name
            said = _("Exported by %(by)s, released by %(released_by)s, on %(day)s") % people
        lines = [
            said,
            _("Asked for by: %(office)s") % {"office": ask.office},
            _("Reason: %(reason)s") % {"reason": ask.purpose},
        ]
        if ask.column_set.place.is_invented:
            lines.append(_("All people in this file are invented."))
    sheet = table_sheet(ask.column_set, ask.active_on, lines=lines)
    rows = len(list(sheet.rows))
    if kind == TableFormat.CSV:
        return write_csv(sheet), rows
    out = io.BytesIO()
    write_sheets(out, [sheet])
    return out.getvalue(), rows


def _filename(ask: TableAsk, kind: str) -> str:
    return f"{ask.column_set.place.code}-{ask.column_set.name}-{ask.active_on}.{kind}"


def _guard_coordinator(village: Place, by: Account, on: date) -> None:
    if not has_role(by, Role.COORDINATOR, village, on):
        raise ExportNotAllowed(place=village.name)


def _detail(ask: TableAsk) -> dict[str, object]:
    """Which columns of how many rows; for whom and what for stands in the row itself."""
    return {"columns": ask.columns, "rows": ask.rows, "set": str(ask.column_set_id)}
