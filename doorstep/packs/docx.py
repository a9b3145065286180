"""The pack as a Word document on A4."""

from typing import BinaryIO

from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from doorstep.packs.value import Section, WeekPack
from doorstep.packs.words import (
    cell_text,
    column_head,
    number_name,
    pack_subtitle,
    pack_title,
    section_title,
    unit_word,
)


def write_docx(pack: WeekPack, stream: BinaryIO) -> None:
    """Writes the pack as .docx: a heading, numbers and rows per section."""
    document = Document()
    set_page(document)
    document.add_heading(pack_title(pack), level=1)
    document.add_paragraph(pack_subtitle(pack))
    if pack.is_invented:
        document.add_paragraph(_("Example: all people are invented."))
    for section in pack.sections:
        _add_section(document, section)
    document.add_paragraph(_("Check sum: %(hash)s") % {"hash": pack.hash[:16]})
    document.save(stream)


def set_page(document: DocumentType) -> None:
    """A4 upright, with fonts that hold Chinese and Tibetan."""
    page = document.sections[0]
    page.orientation = WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(18)
    style = document.styles["Normal"]
    style.font.size = Pt(10.5)
    # Word chooses the font by script: the East Asian one must be named by itself, and a third one
    # for scripts such as Tibetan.
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), "SimSun")
    fonts.set(qn("w:cs"), "Microsoft Himalaya")


def save_in_all_scripts(document: DocumentType, stream: BinaryIO) -> None:
    """Saves it with Tibetan as large and as bold as what stands beside it: Word keeps size and
    weight of such scripts by themselves, and else writes them small."""
    for root in (document.styles["Normal"].element, document.element):
        for name in ("w:b", "w:sz"):
            for own in list(root.iter(qn(name))):
                other = OxmlElement(f"{name}Cs")
                if own.get(qn("w:val")) is not None:
                    other.set(qn("w:val"), own.get(qn("w:val")))
                if own.getnext() is None or own.getnext().tag != other.tag:
                    own.addnext(other)
    document.save(stream)


def _add_section(document: DocumentType, section: Section) -> None:
    document.add_heading(section_title(section), level=2)
    for number in section.figures:
        line = document.add_paragraph(style="List Bullet")
        line.add_run(f"{number_name(number)}{_(': ')}")
        line.add_run(f"{number.value} {unit_word(number)}").bold = True
    if not section.columns:
        return
    if not section.rows:
        document.add_paragraph(_("Nothing here this week."))
        return
    table = document.add_table(rows=1, cols=len(section.columns), style="Light Grid")
    for cell, column in zip(table.rows[0].cells, section.columns, strict=True):
        cell.text = column_head(column)
    for row in section.rows:
        cells = table.add_row().cells
        for cell, column, value in zip(cells, section.columns, row, strict=True):
            cell.text = cell_text(column, value)
