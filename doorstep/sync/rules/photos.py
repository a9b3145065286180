"""The one picture a form may hold: of a hazard, small, and without what a camera notes in it."""

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Any

from doorstep.kit.pictures import without_notes

MOST_BYTES = 200_000
BEGIN, END = b"\xff\xd8", b"\xff\xd9"
SCAN, COMMENT, COLOURS = 0xDA, 0xFE, 0xE2
TAKEN_OUT = "-"  # in the place of a picture that may tell where it was taken: no form takes it
UNREAD = re.compile(rb'("photo"\s*:\s*")[^"]*')
NOTED = {0xE1, *range(0xE3, 0xF0), COMMENT}  # place, time, device, words: EXIF, XMP and their like


def photo_of(text: object) -> bytes | None:
    """The JPEG that a form holds as base64; None for anything else, too large, or with notes."""
    if not isinstance(text, str) or len(text) > MOST_BYTES * 4 // 3 + 4:
        return None
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    is_whole = content.startswith(BEGIN) and content.endswith(END)
    return content if is_whole and _is_bare(content) else None


def without_places(said: dict[str, Any]) -> dict[str, Any]:
    """What a form says, each picture in it, or in a row of it, without what a camera noted."""
    return {name: _without_place(name, value) for name, value in said.items()}


def without_places_unread(body: bytes) -> bytes:
    """The same of a body that nobody could read: no picture of it is kept."""
    return UNREAD.sub(rb"\1" + TAKEN_OUT.encode(), body)


def _without_place(name: str, value: Any) -> Any:
    if name == "photo" and value:
        return _bare(value)
    return [_row(one) for one in value] if isinstance(value, list) else value


def _row(row: Any) -> Any:
    if isinstance(row, dict) and row.get("photo"):
        return row | {"photo": _bare(row["photo"])}
    return row


def _bare(text: object) -> str:
    try:
        content = base64.b64decode(text, validate=True) if isinstance(text, str) else b""
    except ValueError:  # no base64, of which binascii's is one
        return TAKEN_OUT
    bare = without_notes(content)
    return base64.b64encode(bare).decode() if bare else TAKEN_OUT


def _is_bare(content: bytes) -> bool:
    """Whether every part before the picture itself is known, and none of them holds notes."""
    markers = list(_parts(content))
    if not markers or markers[-1][0] != SCAN:
        return False
    return not any(
        marker in NOTED or (marker == COLOURS and not part.startswith(b"ICC_PROFILE"))
        for marker, part in markers
    )


def _parts(content: bytes) -> Iterator[tuple[int, bytes]]:
    at = len(BEGIN)
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker, size = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        yield marker, content[at + 4 : at + 2 + size]
        if marker == SCAN:
            return
        at += 2 + max(size, 2)
