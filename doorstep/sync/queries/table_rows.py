"""The rows of a table for an office."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Count
from django.utils.translation import override

from doorstep.kit.sheets import Column, SheetOut, Value
from doorstep.method.queries import NoMethodAdopted, version_at
from doorstep.needs.models import Need
from doorstep.people.choices import Language
from doorstep.people.models import Place
from doorstep.register import roster
from doorstep.register.models import Household
from doorstep.sync.choices import RowsOf, TableColumn
from doorstep.sync.models import ColumnSet
from doorstep.sync.queries.ledger import HOUSEHOLD_COLUMNS, MEMBER_COLUMNS
from doorstep.sync.queries.stated import stated_at
from doorstep.visits.models import ServiceGiven
from doorstep.visits.queries import service_names, with_last_contact

A_YEAR = timedelta(days=365)
# column → its heading in the ledger, which reads it back
HEADINGS: Mapping[str, str] = {
    TableColumn.CODE: "户编号",
    TableColumn.GROUP: "村民小组",
    TableColumn.HEAD: "户主（联系人）",
    TableColumn.RESIDENT_COUNT: "常住人口数",
    TableColumn.PHONE: "联系电话",
    TableColumn.LANGUAGE: "语言偏好",
    TableColumn.BEST_TIME: "方便联系时间",
    TableColumn.HELPER: "结对联系人",
    TableColumn.NEED_NOTE: "需求简述",
    TableColumn.REGISTERED_ON: "登记日期",
    TableColumn.REVIEW_ON: "复核日期",
    TableColumn.CONSENT_ON: "知情同意日期",
    TableColumn.CONSENT_HOW: "同意方式",
    TableColumn.NOTE: "备注",
    TableColumn.NAME: "成员姓名",
    TableColumn.RELATION: "与户主关系",
    TableColumn.SEX: "性别",
    TableColumn.BORN: "出生年月",
    TableColumn.IN_SCHOOL: "是否在校",
    TableColumn.LABOUR: "有无劳动力",
}
OF_THE_LEDGER: dict[str, dict[str, tuple[int, Callable[[Any], Value]]]] = {
    RowsOf.HOUSEHOLDS: {label: (width, of) for label, width, of in HOUSEHOLD_COLUMNS},
    RowsOf.MEMBERS: {label: (width, of) for label, width, of in MEMBER_COLUMNS},
}
DERIVED = {  # heading and width of what no ledger states
    TableColumn.LAST_VISIT: ("最近走访", 12),
    TableColumn.OPEN_NEEDS: ("未办结需求数", 14),
    TableColumn.SERVICES: ("近一年服务", 30),
}


type Beside = dict[str, dict[str, Value]]  # column → household code → value


def table_sheet(column_set: ColumnSet, active_on: date, *, lines: Sequence[str]) -> SheetOut:
    """The rows of a set: households active on a day, or their members; no coordinate, no colour, a
    child as 孩子N, and of needs a count without the sealed ones."""
    stated = stated_at({"": column_set.place}, active_on)
    group = column_set.group
    homes = [
        one for _key, one in sorted(stated.items()) if one.household.group == group or not group
    ]
    beside = _beside(column_set.place, column_set.columns, active_on)
    return SheetOut(
        name=column_set.name,
        title=f"{column_set.place.name} {column_set.name}",
        columns=[_column(column_set.rows_of, one) for one in column_set.columns],
        rows=list(_rows(column_set, homes, beside)),
        lines=lines,
    )


def _rows(
    column_set: ColumnSet, homes: Iterable[roster.Stated], beside: Beside
) -> Iterable[list[Value]]:
    for one in homes:
        entries = one.members if column_set.rows_of == RowsOf.MEMBERS else (one.household,)
        for entry in entries:
            yield [_value(column, entry, one.household, beside) for column in column_set.columns]


def _value(column: str, entry: Any, home: roster.Household, beside: Beside) -> Value:
    if column in DERIVED:
        return beside[column].get(home.code)
    heading = HEADINGS[column]
    of_a_person = OF_THE_LEDGER[RowsOf.MEMBERS]
    if isinstance(entry, roster.Member) and heading in of_a_person:
        return of_a_person[heading][1](entry)
    return OF_THE_LEDGER[RowsOf.HOUSEHOLDS][heading][1](home)


def _column(rows_of: str, column: str) -> Column:
    if column in DERIVED:
        return Column(*DERIVED[TableColumn(column)])
    heading = HEADINGS[column]
    known = OF_THE_LEDGER[rows_of].get(heading) or OF_THE_LEDGER[RowsOf.HOUSEHOLDS][heading]
    return Column(heading, known[0])


def _beside(village: Place, columns: Collection[str], day: date) -> Beside:
    """What no ledger states, as far as it is asked for."""
    read: dict[str, Callable[[Place, date], dict[str, Value]]] = {
        TableColumn.LAST_VISIT: _last_visits,
        TableColumn.OPEN_NEEDS: _open_needs,
        TableColumn.SERVICES: _services,
    }
    return {column: read[column](village, day) for column in read if column in columns}


def _last_visits(village: Place, day: date) -> dict[str, Value]:
    rows = with_last_contact(Household.objects.filter(village=village), day)
    return dict(rows.exclude(last_on=None).values_list("code", "last_on"))


def _open_needs(village: Place, day: date) -> dict[str, Value]:
    codes = Household.objects.filter(village=village).values_list("code", flat=True)
    needs = Need.objects.filter(household__village=village).open_on(day).unsealed()
    counted = needs.order_by().values_list("household__code").annotate(count=Count("pk"))
    found: dict[str, Value] = dict.fromkeys(codes, 0)
    found.update(counted)
    return found


def _services(village: Place, day: date) -> dict[str, Value]:
    given = ServiceGiven.objects.filter(
        visit__household__village=village,
        visit__is_void=False,
        visit__on__gt=day - A_YEAR,
        visit__on__lte=day,
    )
    pairs = set(given.order_by().values_list("visit__household__code", "service"))
    keys = {key for _code, key in pairs}
    try:
        with override(Language.ZH):  # as all headings of a ledger
            names = service_names(version_at(village, day), keys)
    except NoMethodAdopted:
        names = {key: key for key in keys}
    by_code: dict[str, set[str]] = {}
    for code, key in pairs:
        by_code.setdefault(code, set()).add(names[key])
    return {code: "、".join(sorted(found)) for code, found in by_code.items()}
