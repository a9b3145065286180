"""A helper's round on paper in words: the same for the page that prints it and the Word file.

Draft Tibetan is printed beside Chinese, never alone.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.utils.translation import get_language, gettext_noop, ngettext, override, pgettext
from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from doorstep.kit.days import day_text
from doorstep.method.choices import CadenceKind
from doorstep.packs.docx import save_in_all_scripts, set_page
from doorstep.visits.queries import RoundSheet
from doorstep.visits.queries.rounds import SheetRow
from doorstep.visits.rules import MODES, NEED, RESULTS, UNCHANGED

CHINESE, TIBETAN = "zh-hans", "bo"
BOX = "☐"
ROUND = gettext_noop("Round")
HOW = gettext_noop(
    "Tick what fits and write the day; a row left empty means that nobody went. Bring every sheet "
    "back: it is keyed in by row number."
)
ROW, HOUSEHOLD, DUE = gettext_noop("Row"), gettext_noop("Household"), gettext_noop("Due")
DAY, NEW_NEED = gettext_noop("Day"), gettext_noop("A new need, in a few words")
NO_CHANGE = gettext_noop("No change")
# millimetres of the lying sheet's 273; words take what is left
ROW_WIDE, WHO_WIDE, DUE_WIDE, DAY_WIDE, BOX_WIDE, ALL_WIDE = 8, 44, 25, 17, 8.2, 273


@dataclass(frozen=True)
class Box:
    """A column of boxes to tick, under the letter that is keyed for it."""

    letter: str
    name: str


@dataclass(frozen=True)
class PrintedRow:
    """A row as it stands on paper."""

    number: int
    head: str
    below: str  # code and group
    due: str


@dataclass(frozen=True)
class PrintedRound:
    """All the words of a round, in the language that was on."""

    title: str
    code: str
    sub: str
    how: str
    heads: tuple[str, str, str, str]  # row, household, due, day
    boxes: tuple[Box, ...]
    words: Box
    sides: tuple[tuple[str, tuple[PrintedRow, ...]], ...]  # "Side 1 of 2", its rows


def print_round(sheet: RoundSheet) -> PrintedRound:
    """The round in the language that is on."""
    paper = sheet.paper
    last = len(sheet.sides)
    span = f"{day_text(paper.week.start_on)} – {day_text(paper.week.end_on)}"
    return PrintedRound(
        title=both(lambda: _(ROUND)),
        code=paper.code,
        sub=f"{paper.helper} · {span} · {paper.place}",
        how=both(lambda: _(HOW)),
        heads=(
            both(lambda: _(ROW)),
            both(lambda: _(HOUSEHOLD)),
            both(lambda: _(DUE)),
            both(lambda: _(DAY)),
        ),
        boxes=tuple(_boxes(sheet)),
        words=Box(NEED, both(lambda: _(NEW_NEED))),
        sides=tuple(
            (
                both(
                    lambda at=side.number: _("Side %(at)s of %(last)s") % {"at": at, "last": last}
                ),
                tuple(_row(row) for row in side.rows),
            )
            for side in sheet.sides
        ),
    )


def both(text: Callable[[], Any]) -> str:
    """The text, in Tibetan with the Chinese behind it."""
    said = str(text())
    if get_language() != TIBETAN:
        return said
    with override(CHINESE):
        chinese = str(text())
    return said if said == chinese else f"{said} {chinese}"


def _boxes(sheet: RoundSheet) -> Iterator[Box]:
    for letter, choice in (*MODES.items(), *RESULTS.items()):
        yield Box(letter, both(lambda label=choice.label: label))
    heads = sheet.service_heads()
    beside = heads
    if get_language() == TIBETAN:
        with override(CHINESE):
            beside = sheet.service_heads()
    for (letter, name), (_letter, chinese) in zip(heads, beside, strict=True):
        yield Box(letter, name if name == chinese else f"{name} {chinese}")
    yield Box(UNCHANGED, both(lambda: _(NO_CHANGE)))


def _row(row: SheetRow) -> PrintedRow:
    words = {
        CadenceKind.CONTACT: lambda: pgettext("round", "contact"),
        CadenceKind.ON_SITE: lambda: pgettext("round", "visit"),
    }
    due = [both(words[duty]) for duty in row.duties]
    if row.needs:
        count = row.needs
        due.append(
            both(
                lambda: (
                    ngettext("%(count)s open need", "%(count)s open needs", count)
                    % {"count": count}
                )
            )
        )
    below = " · ".join(part for part in (row.code, row.group) if part)
    return PrintedRow(row.number, row.head, below, " · ".join(due))


def write_round_docx(rounds: Sequence[PrintedRound], stream: BinaryIO) -> None:
    """Writes rounds as one .docx, A4 lying, each side on a page of its own."""
    document = Document()
    set_page(document)
    _lay(document)
    is_first = True
    for one in rounds:
        for side, rows in one.sides:
            line = document.add_paragraph()
            line.paragraph_format.page_break_before = not is_first
            is_first = False
            _add_side(document, line, one, side, rows)
    save_in_all_scripts(document, stream)


def _lay(document: DocumentType) -> None:
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Mm(297), Mm(210)
    page.left_margin = page.right_margin = Mm(12)
    page.top_margin, page.bottom_margin = Mm(9), Mm(8)
    page.header_distance = page.footer_distance = Mm(4)
    style = document.styles["Normal"]
    style.font.size = Pt(9)
    style.paragraph_format.space_after = Pt(0)


def _add_side(
    document: DocumentType,
    line: Paragraph,
    one: PrintedRound,
    side: str,
    rows: Sequence[PrintedRow],
) -> None:
    title = line.add_run(f"{one.title}  {one.code}")
    title.bold, title.font.size = True, Pt(14)
    line.add_run(f"  {one.sub} · {side}")
    document.add_paragraph(one.how)
    widths = [ROW_WIDE, WHO_WIDE, DUE_WIDE, DAY_WIDE, *[BOX_WIDE] * len(one.boxes)]
    widths.append(ALL_WIDE - sum(widths))
    table = document.add_table(rows=1 + len(rows), cols=len(widths), style="Table Grid")
    table.autofit = False
    first, *others = table.rows
    first.height, first.height_rule = Mm(30), WD_ROW_HEIGHT_RULE.EXACTLY
    cells = _widened(first, widths)
    for cell, text in zip(cells, one.heads, strict=False):
        _small(cell, text)
    for cell, box in zip(cells[4:], (*one.boxes, one.words), strict=True):
        _small(cell, f"{box.letter} {box.name}")
        if box is not one.words:
            _turn(cell)
    for line_of_table, row in zip(others, rows, strict=True):
        _fill(line_of_table, row, widths)


def _fill(line: _Row, row: PrintedRow, widths: Sequence[float]) -> None:
    line.height, line.height_rule = Mm(11.5), WD_ROW_HEIGHT_RULE.EXACTLY
    number, who, due, _day, *boxes, _words = _widened(line, widths)
    number.text = str(row.number)
    who.text = row.head
    who.add_paragraph().add_run(row.below).font.size = Pt(7.5)
    _small(due, row.due)
    for cell in boxes:
        paragraph = cell.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(BOX).font.size = Pt(16)


def _widened(line: _Row, widths: Sequence[float]) -> tuple[_Cell, ...]:
    """The cells of a row, as wide as they are on the page that prints itself."""
    cells = line.cells
    for cell, wide in zip(cells, widths, strict=True):
        cell.width = Mm(wide)
    return cells


def _small(cell: _Cell, text: str) -> None:
    cell.text = text
    cell.paragraphs[0].runs[0].font.size = Pt(8)


def _turn(cell: _Cell) -> None:
    """Words from below to above: a narrow column still tells its name."""
    turned = OxmlElement("w:textDirection")
    turned.set(qn("w:val"), "btLr")
    cell._tc.get_or_add_tcPr().append(turned)
