"""The pack as a workbook: one sheet of numbers, then one sheet per list."""

from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from doorstep.kit.sheets import Column, SheetOut, write_sheets
from doorstep.packs.page import ReadSection, read_sections
from doorstep.packs.value import WeekPack
from doorstep.packs.words import pack_subtitle, pack_title


def write_xlsx(pack: WeekPack, stream: BinaryIO) -> None:
    """Writes the pack as .xlsx; every sheet carries title and week."""
    lines = [pack_subtitle(pack)]
    if pack.is_invented:
        lines.append(_("Example: all people are invented."))
    lines.append(_("Check sum: %(hash)s") % {"hash": pack.hash[:16]})
    sections = read_sections(pack)
    sheets = [_numbers(pack, sections, lines)]
    sheets += [_list(pack, section, lines) for section in sections if section.heads]
    write_sheets(stream, sheets)


def _numbers(pack: WeekPack, sections: list[ReadSection], lines: list[str]) -> SheetOut:
    return SheetOut(
        name=_("Numbers"),
        title=pack_title(pack),
        lines=lines,
        columns=[
            Column(pgettext("column", "Part"), 28),
            Column(pgettext("column", "Figure"), 36),
            Column(pgettext("column", "Value"), 12),
            Column(pgettext("column", "Unit"), 12),
        ],
        rows=[
            (section.title, number.name, number.value, number.unit)
            for section in sections
            for number in section.figures
        ],
    )


def _list(pack: WeekPack, section: ReadSection, lines: list[str]) -> SheetOut:
    return SheetOut(
        name=section.title,
        title=f"{pack_title(pack)} · {section.title}",
        lines=lines,
        columns=[Column(head, 18) for head in section.heads],
        rows=[
            tuple(cell.value if isinstance(cell.value, int) else cell.text for cell in row)
            for row in section.rows
        ],
    )
