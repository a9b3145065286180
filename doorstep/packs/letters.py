"""Letters and notices as a Word document on A4: plain paragraphs, one page each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from docx import Document

from doorstep.packs.docx import save_in_all_scripts, set_page


@dataclass(frozen=True)
class Letter:
    """What stands on one page: a heading, parts of (heading or "", paragraphs), a line to sign."""

    heading: str
    address: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    signature: str


def write_letters(letters: Sequence[Letter], stream: BinaryIO) -> None:
    """Writes letters as one .docx, each on a page of its own."""
    document = Document()
    set_page(document)
    for number, letter in enumerate(letters):
        if number:
            document.add_page_break()
        document.add_heading(letter.heading, level=1)
        document.add_paragraph(letter.address)
        for heading, paragraphs in letter.parts:
            if heading:
                document.add_heading(heading, level=2)
            for text in paragraphs:
                document.add_paragraph(text)
        document.add_paragraph(letter.signature)
    save_in_all_scripts(document, stream)
