"""Posters of contact boards: who is there, for what and how to reach them, with the QR code of the
public page; any number in one file, as PDF or Word, on A4 or A5.

Draft Tibetan is printed beside Chinese, never alone.
"""

import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import BinaryIO, Literal

import segno
from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from doorstep.packs.docx import save_in_all_scripts, set_page
from doorstep.packs.rounds import both
from doorstep.packs.typesetting import pair, set_paper
from doorstep.stations.queries import PublicBoard

SIZES = {"a4": (210, 297, 1.0), "a5": (148, 210, 0.7)}  # millimetres, and how large letters are
MOST_PRICES = 12


@dataclass(frozen=True)
class Poster:
    """Everything that stands on one poster, in the language that was on."""

    station: str
    where: str
    who: str
    for_what: str
    reach_head: str
    reach: str
    price_head: str
    prices: tuple[tuple[str, str, str], ...]  # what, for how much of it, the price
    ask: str  # what the QR code is for
    address: str
    danger: tuple[str, ...]  # a line each: draft Tibetan, Chinese
    example: str  # "" where the village is no invented one


def make_poster(board: PublicBoard, address: str) -> Poster:
    """The poster of a board in the language that is on, whose QR code opens an address."""
    asks, reads = (
        lambda: _("Scan to ask for help, for yourself. No account, no name."),
        lambda: _("Scan to read this board."),
    )
    return Poster(
        station=board.station.name,
        where=board.where,
        who=board.who,
        for_what=board.for_what,
        reach_head=both(lambda: _("How to reach them")),
        reach=board.reach,
        price_head=both(lambda: _("What it costs")) if board.prices else "",
        prices=_prices(board),
        ask=both(asks if board.takes_requests else reads),
        address=address,
        danger=tuple(pair(lambda: _("In danger: 110 · ambulance 120 · fire 119"))),
        example=both(lambda: _("Example: all people are invented."))
        if board.station.place.is_invented
        else "",
    )


def write_posters(posters: Sequence[Poster], format: str, size: str, stream: BinaryIO) -> None:  # noqa: A002
    """Writes posters as "pdf" or "docx", a page each, on "a4" or "a5". FontsMissing; KeyError for
    another format or size."""
    WRITERS[format](posters, size, stream)


def write_posters_pdf(posters: Sequence[Poster], size: str, stream: BinaryIO) -> None:
    """Writes posters as PDF. FontsMissing."""
    stream.write(compile_posters(posters, size))


def compile_posters(
    posters: Sequence[Poster],
    size: str,
    *,
    format: Literal["pdf", "png"] = "pdf",  # noqa: A002
) -> bytes:
    """The posters as typst sets them: "pdf", or of a single one also "png". FontsMissing."""
    wide, high, scale = SIZES[size]
    data = {
        "wide": wide,
        "high": high,
        "scale": scale,
        "posters": [asdict(one) | {"qr": svg_of(one.address)} for one in posters],
    }
    return set_paper("posters.typ", data, format=format)


def write_posters_docx(posters: Sequence[Poster], size: str, stream: BinaryIO) -> None:
    """Writes posters as .docx."""
    document = Document()
    set_page(document)
    _size(document, size)
    scale = SIZES[size][2]
    for number, one in enumerate(posters):
        _add(document, one, scale, is_first=number == 0)
    save_in_all_scripts(document, stream)


WRITERS = {"pdf": write_posters_pdf, "docx": write_posters_docx}


def _prices(board: PublicBoard) -> tuple[tuple[str, str, str], ...]:
    """What fits a poster; where there is more, the last line says so."""
    lines = [(one.item, one.unit, f"¥{one.fen / 100:,.2f}") for one in board.prices]
    if len(lines) > MOST_PRICES:
        lines[MOST_PRICES - 1 :] = [(both(lambda: _("more on the page")), "", "…")]
    return tuple(lines)


def svg_of(text: str) -> str:
    """A text as a QR code, drawn as SVG."""
    stream = io.BytesIO()
    segno.make(text, error="m", micro=False).save(stream, kind="svg", border=0, xmldecl=False)
    return stream.getvalue().decode()


def _size(document: DocumentType, size: str) -> None:
    wide, high, _scale = SIZES[size]
    page = document.sections[0]
    page.page_width, page.page_height = Mm(wide), Mm(high)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(wide // 12)
    style = document.styles["Normal"]
    style.paragraph_format.space_after = Pt(4)


def _add(document: DocumentType, one: Poster, scale: float, *, is_first: bool) -> None:
    lines = [
        (f"{one.station} · {one.where}", 16, False),
        (one.who, 40, True),
        (one.for_what, 24, False),
        (one.reach_head, 14, False),
        (one.reach, 40, True),
    ]
    for text, points, is_bold in lines:
        line = document.add_paragraph()
        line.paragraph_format.page_break_before = not is_first and (text, points) == lines[0][:2]
        run = line.add_run(text)
        run.bold, run.font.size = is_bold, Pt(points * scale)
    if one.prices:
        document.add_paragraph().add_run(one.price_head).font.size = Pt(14 * scale)
        table = document.add_table(rows=len(one.prices), cols=3, style="Table Grid")
        for row, cells in zip(table.rows, one.prices, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
                cell.paragraphs[0].runs[0].font.size = Pt(13 * scale)
    picture = io.BytesIO()
    segno.make(one.address, error="m", micro=False).save(picture, kind="png", scale=10, border=2)
    picture.seek(0)
    line = document.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.add_run().add_picture(picture, width=Mm(62 * scale))
    told = [(one.ask, 15), (one.address, 11), *((line, 14) for line in one.danger)]
    for text, points in (*told, (one.example, 11)):
        if text:
            line = document.add_paragraph()
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            line.add_run(text).font.size = Pt(points * scale)
