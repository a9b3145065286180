"""No file tells where and when a picture was taken; the picture itself stays as it is."""

import zlib

import pytest

from doorstep.kit.pictures import PNG, without_notes
from tests.sync.pictures import DOT, with_notes

PLACE = b"Exif\0\0GPS 29.882 91.643"


def chunk(name, content):
    told = len(content).to_bytes(4) + name + content
    return told + zlib.crc32(name + content).to_bytes(4)


def part(name, content):
    return name + len(content).to_bytes(4, "little") + content + b"\0" * (len(content) % 2)


def webp(*parts):
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


BARE_PNG = PNG + chunk(b"IHDR", b"x" * 13) + chunk(b"IDAT", b"y") + chunk(b"IEND", b"")
BARE_WEBP = webp(part(b"VP8X", b"\0" * 10), part(b"VP8 ", b"yyy"))


@pytest.mark.parametrize(
    ("noted", "bare"),
    [
        (with_notes(DOT), DOT),
        (with_notes(DOT, 0xED), DOT),
        (with_notes(DOT, 0xFE), DOT),
        (with_notes(DOT, 0xE2), DOT),
        (DOT + with_notes(DOT), DOT),  # a second picture behind the first
        (DOT, DOT),
        (BARE_PNG[:-12] + chunk(b"eXIf", PLACE) + BARE_PNG[-12:] + PLACE, BARE_PNG),
        (webp(part(b"VP8X", b"\x0c" + b"\0" * 9), part(b"VP8 ", b"yyy"), part(b"EXIF", PLACE)),
         BARE_WEBP),
        (webp(part(b"VP8X", b"\0" * 10), part(b"VP8 ", b"yyy"), part(b"note", PLACE)), BARE_WEBP),
        (b"no picture", b"no picture"),
        (b"", b""),
    ],
)  # fmt: skip
def test_what_the_camera_noted_goes(noted, bare):
    assert without_notes(noted) == bare


@pytest.mark.parametrize(
    "content",
    [
        DOT[:40],
        DOT[:-2],
        BARE_PNG[:-4],
        BARE_WEBP[:-4],
        b"\0\0\0\x18ftypheic" + PLACE,
        b"II*\0" + PLACE,
        b"GIF89a" + PLACE,
        b"RIFF\0\0\0\0AVI " + PLACE,
        b"\0\0\0\x08wide" + PLACE,
        b"\0\0\0\x0cjP  " + PLACE,
        webp(part(b"VP8X", b"\0" * 10), b"VP8 \xff\0\0\0" + PLACE),  # longer than there is
    ],
)
def test_where_it_cannot_be_taken_out_nothing_is_left(content):
    assert without_notes(content) is None
