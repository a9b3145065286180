"""A copy as JSON and as a workbook."""

import json
from datetime import date
from typing import IO

from django.utils.translation import gettext as _

from doorstep.kit.sheets import Column, SheetOut, write_sheets
from doorstep.rights.queries.copy.value import Cell, Copy, Section

WIDTH = 18


def as_json(copy: Copy) -> str:
    """{household, village, made_for, made_on, sections: {key: {heading, rows: [{column: value}]}}};
    days as 2026-03-11."""
    told = {
        "household": copy.household_code,
        "village": copy.village,
        "made_for": copy.made_for,
        "made_on": copy.made_on.isoformat(),
        "sections": {one.key: _section(one) for one in copy.sections},
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def write_workbook(copy: Copy, target: IO[bytes]) -> None:
    """One sheet for each section; the first line says for whom and when it was made."""
    line = _("Made for %(name)s") % {"name": copy.made_for}
    sheets = [
        SheetOut(
            name=one.heading,
            title=f"{copy.village} {copy.household_code} · {one.heading}",
            lines=[f"{line} · {copy.made_on.isoformat()}"],
            columns=[Column(label, WIDTH) for _key, label in one.columns],
            rows=[[words_of_cell(cell) for cell in row] for row in one.rows],
        )
        for one in copy.sections
    ]
    write_sheets(target, sheets)


def words_of_cell(cell: Cell) -> str | int | date | None:
    """A cell as a person reads it: yes and no in words."""
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    return cell


def _section(section: Section) -> dict[str, object]:
    keys = [key for key, _label in section.columns]
    rows = [dict(zip(keys, map(_plain, row), strict=True)) for row in section.rows]
    return {"heading": section.heading, "rows": rows}


def _plain(cell: Cell) -> str | int | bool | None:
    return cell.isoformat() if isinstance(cell, date) else cell
