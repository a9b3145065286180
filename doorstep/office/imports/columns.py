"""What the headings of a ledger mean: shown, corrected, kept for the town's next ledgers."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.filling import do
from doorstep.office.imports.files import Upload
from doorstep.office.imports.forms import ColumnLine
from doorstep.office.imports.words import field_text
from doorstep.people.models import Account, Place
from doorstep.register.roster import (
    NoHouseholdTable,
    Roster,
    Template,
    field_for,
    fold,
    headings_of,
    read_roster,
)
from doorstep.sync.actions import drop_column, keep_columns
from doorstep.sync.queries import get_meaning_for, meanings_at, town_of

UNKNOWN = "persons"  # the kind of list that has a field for all that a household or a person is


@screen
def import_columns(request: HttpRequest) -> HttpResponse:
    """What headings mean in the ledgers of the village's town."""
    village, today = village_of(request), clock.today()
    must_coordinate(request, village)
    kinds = {
        "households": _("Households"),
        "persons": _("One row a person"),
        "members": _("Members"),
        "helpers": _("Helpers"),
    }
    rows = [
        (one, kinds[one.kind], field_text(one.field) if one.field else _("leave it out"))
        for one in meanings_at(village, today)
    ]
    context = {"place": village, "town": town_of(village), "rows": rows}
    return render(request, "office/imports/columns.html", context)


@screen
@require_POST
def import_column_drop(request: HttpRequest, meaning_id: UUID) -> HttpResponse:
    """A heading is read again as the program would."""
    account, today = asker(request), clock.today()
    meaning = get_meaning_for(account, meaning_id, today)
    return do(
        request,
        lambda: drop_column(meaning, by=account, on=today),
        done=_("This heading is read again as the program knows it."),
        back=reverse("office:import-columns"),
    )


def read_plainly(upload: Upload, template: Template, on: date) -> Roster | None:
    """The ledger without what was said by hand; None where no list was found in it."""
    try:
        return read_roster(upload.content, template=template, today=on)
    except NoHouseholdTable:
        return None


def lines_of(upload: Upload, plain: Roster | None) -> list[ColumnLine]:
    """Every heading that may be given a meaning, sheet by sheet."""
    found: list[tuple[str, str, str, str]] = []
    if plain is None:
        for sheet, headings in headings_of(upload.content).items():
            found += [(sheet, UNKNOWN, heading, "") for heading in headings]
    else:
        for table in plain.tables:
            read = [*table.column_map.items(), *((heading, "") for heading in table.left_out)]
            found += [(table.sheet, table.kind, heading, field) for heading, field in read]
    return [
        ColumnLine(sheet, kind, heading, field, upload.columns.get(f"{sheet}/{heading}", field))
        for sheet, kind, heading, field in found
    ]


def displaced(roster: Roster, upload: Upload, template: Template) -> list[tuple[str, str, str]]:
    """Headings that the program knows and does not read, since another column states that field:
    (heading, the column read instead, the field in words). Not those somebody said to leave out."""
    found = []
    for table in roster.tables:
        stated = {
            half: heading
            for heading, field in table.column_map.items()
            for half in field.split(",")
        }
        for heading in table.left_out:
            by_hand = {f"{table.sheet}/{heading}", heading} & upload.columns.keys()
            if by_hand or (table.kind, fold(heading)) in template:
                continue
            known = field_for(tuple(heading.split("/")), table.kind)
            instead = stated.get(known[0].split(",")[0]) if known else None
            if known and instead:
                found.append((heading, instead, field_text(known[0])))
    return found


def keep_said(
    said: dict[ColumnLine, str],
    upload: Upload,
    template: Template,
    village: Place,
    *,
    by: Account,
    on: date,
) -> None:
    """Keeps what was said by hand, under the kind of list that each sheet then is. What the roster
    and `keep_columns` refuse."""
    columns = {line.key: field for line, field in said.items()}
    roster = read_roster(upload.content, columns=columns, template=template, today=on)
    kinds = {table.sheet: table.kind for table in roster.tables}
    meanings = [
        (kinds[line.sheet], line.heading, field)
        for line, field in said.items()
        if line.sheet in kinds
    ]
    keep_columns(town_of(village), meanings, by=by, on=on)
