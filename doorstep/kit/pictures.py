"""What a camera notes in a picture beside it: the place, the time, the device. None of it is kept.

Known are JPEG, PNG and WebP, of which the picture itself stays as it is, byte for byte. Of pictures
and films that hold such notes in ways not read here, nothing is kept.
"""

from collections.abc import Iterator

JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
SCAN, END, COLOURS, COMMENT = 0xDA, 0xD9, 0xE2, 0xFE
NOTED = {0xE1, *range(0xE3, 0xF0), COMMENT}
STANDING_ALONE = {0x01, *range(0xD0, 0xD8)}  # markers without a length
OF_THE_PICTURE = (
    b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs",
    b"IDAT", b"IEND",
)  # fmt: skip
WEBP_PICTURE = (b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP")
WEBP_NOTED = 0x08 | 0x04  # the flags that announce EXIF and XMP
UNREAD = (
    b"II*\0", b"MM\0*", b"II+\0", b"MM\0+",  # TIFF and what cameras keep unworked
    b"GIF8", b"RIFF", b"\xff\x0a", b"\x1aE\xdf\xa3",  # GIF, AVI, JPEG XL, Matroska
)  # fmt: skip
# HEIC, AVIF, MP4, QuickTime, JPEG 2000 and JPEG XL name their first box at the fifth byte
UNREAD_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"jP  ", b"JXL ")


def without_notes(content: bytes) -> bytes | None:
    """A file without what a camera noted in it; None where that cannot be taken out. What is no
    picture is answered as it is."""
    try:
        if content.startswith(JPEG):
            return b"\xff\xd8" + b"".join(_jpeg(content))
        if content.startswith(PNG):
            return PNG + b"".join(_png(content))
        if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
            return _webp(content)
    except (IndexError, ValueError):  # it breaks off, or is none
        return None
    return None if content.startswith(UNREAD) or content[4:8] in UNREAD_BOXES else content


def _jpeg(content: bytes) -> Iterator[bytes]:
    at = 2
    while True:
        if content[at] != 0xFF:
            raise ValueError("no marker")
        marker = content[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker == END:  # what comes after it is another file
            yield content[at : at + 2]
            return
        size = 0 if marker in STANDING_ALONE else int.from_bytes(content[at + 2 : at + 4])
        end = at + 2 + size
        if marker == SCAN:
            end = _end_of_scan(content, end)
        icc = content[at + 4 : at + 15] == b"ICC_PROFILE"
        if marker not in NOTED and (marker != COLOURS or icc):
            yield content[at:end]
        at = end


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker stands that is none of the picture's own."""
    while True:
        at = content.index(b"\xff", at)
        if content[at + 1] != 0 and content[at + 1] not in STANDING_ALONE:
            return at
        at += 2


def _png(content: bytes) -> Iterator[bytes]:
    at, name = len(PNG), b""
    while name != b"IEND":
        name = content[at + 4 : at + 8]
        end = at + 12 + int.from_bytes(content[at : at + 4])
        if len(name) < 4 or end > len(content):
            raise ValueError("breaks off")
        if name in OF_THE_PICTURE:
            yield content[at:end]
        at = end


def _webp(content: bytes) -> bytes:
    at, last = 12, 8 + int.from_bytes(content[4:8], "little")
    parts = []
    if last > len(content):
        raise ValueError("breaks off")
    while at + 8 <= last:
        name = content[at : at + 4]
        size = int.from_bytes(content[at + 4 : at + 8], "little")
        end = at + 8 + size + size % 2
        if end > last:
            raise ValueError("breaks off")
        part = content[at:end]
        if name == b"VP8X":
            part = part[:8] + bytes([part[8] & ~WEBP_NOTED]) + part[9:]
        if name in WEBP_PICTURE:
            parts.append(part)
        at = end
    kept = b"".join(parts)
    return b"RIFF" + (len(kept) + 4).to_bytes(4, "little") + b"WEBP" + kept
