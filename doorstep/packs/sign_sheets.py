"""Sheets to sign at an activity, on A4, with row numbers by which they are keyed in: of who came,
or of what was handed out. Others read over the shoulder: names are masked.

Draft Tibetan is printed beside Chinese, never alone.
"""

from dataclasses import asdict, dataclass
from typing import Literal

from django.utils.translation import gettext as _

from doorstep.activities.choices import SheetKind
from doorstep.activities.models import SignRow, SignSheet
from doorstep.activities.queries import rows_of_sheet
from doorstep.figures.rules import masked
from doorstep.kit.days import day_text
from doorstep.packs.posters import svg_of
from doorstep.packs.rounds import both
from doorstep.packs.typesetting import pair, set_paper


@dataclass(frozen=True)
class PrintedSheet:
    """Everything that stands on a sheet, in the language that was on."""

    title: str
    sub: str
    kind: str
    how: list[str]
    heads: tuple[str, str, str, str]  # row, household, how many, signature
    rows: tuple[tuple[str, str, str, str], ...]  # number, masked name and code, group, how many
    foot: tuple[str, str]  # who filled it in, the day
    example: str


def print_sheet(sheet: SignSheet) -> PrintedSheet:
    """The sheet in the language that is on; its rows as they were made."""
    activity = sheet.activity
    is_goods = sheet.kind == SheetKind.GOODS
    told = [day_text(activity.on), activity.where, activity.place.name]
    each = f"{sheet.each} {sheet.item.unit} {sheet.item.name}" if sheet.item else ""
    return PrintedSheet(
        title=activity.title,
        sub=" · ".join(filter(None, told)),
        kind=both(lambda: _("Goods received") if is_goods else _("Attendance sheet")),
        how=pair(
            lambda: (
                _("Sign, or press a thumb, on the row of your household when you have received it.")
                if is_goods
                else _("Sign on the row of your household, and write how many of you came.")
            )
        ),
        heads=(
            both(lambda: _("Row")),
            both(lambda: _("Household")),
            both(lambda: _("How many")),
            both(lambda: _("Signature or thumbprint")),
        ),
        rows=tuple(_row(row, each) for row in rows_of_sheet(sheet)),
        foot=(both(lambda: _("Filled in by")), both(lambda: _("Day"))),
        example=both(lambda: _("Example: all people are invented."))
        if activity.place.is_invented
        else "",
    )


def set_sign_sheet(
    sheet: PrintedSheet,
    *,
    address: str = "",
    format: Literal["pdf", "png"] = "pdf",  # noqa: A002
) -> bytes:
    """The sheet as PDF, with a QR code of an address at the door where there is one.
    FontsMissing."""
    qr = svg_of(address) if address else ""
    door = pair(lambda: _("Or scan: nobody has to write.")) if address else []
    return set_paper(
        "sign_sheet.typ", {"sheet": asdict(sheet), "qr": qr, "door": door}, format=format
    )


def _row(row: SignRow, each: str) -> tuple[str, str, str, str]:
    household = row.household
    if household is None:
        return str(row.number), "", "", each
    name = masked(getattr(household, "head_name", "") or "")
    group = household.group.name if household.group else ""
    return str(row.number), f"{name} {household.code}".strip(), group, each
