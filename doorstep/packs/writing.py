"""One frozen pack, written in the form that was asked for."""

import json
from collections.abc import Callable
from typing import BinaryIO

from django.template.loader import render_to_string
from django.utils.translation import get_language

from doorstep.packs.docx import write_docx
from doorstep.packs.page import as_json, read_sections
from doorstep.packs.value import WeekPack
from doorstep.packs.words import pack_subtitle, pack_title
from doorstep.packs.xlsx import write_xlsx


def write_html(pack: WeekPack, stream: BinaryIO) -> None:
    """Writes the pack as one HTML file that needs nothing beside it."""
    context = {
        "pack": pack,
        "sections": read_sections(pack),
        "title": pack_title(pack),
        "subtitle": pack_subtitle(pack),
        "language": get_language(),
    }
    stream.write(render_to_string("packs/pack.html", context).encode())


def write_json(pack: WeekPack, stream: BinaryIO) -> None:
    """Writes the pack as JSON."""
    text = json.dumps(as_json(pack), ensure_ascii=False, indent=1, default=str)
    stream.write(text.encode())


WRITERS: dict[str, Callable[[WeekPack, BinaryIO], None]] = {
    "html": write_html,
    "docx": write_docx,
    "xlsx": write_xlsx,
    "json": write_json,
}
