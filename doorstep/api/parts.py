"""The parts of a body that Collect sends: the form, and files that came with it."""

import re
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.utils.translation import gettext as _

from doorstep.kit.pictures import without_notes

MOST_BYTES = 10_000_000  # what Collect takes for granted; it splits at this
ROOM_FOR_XML = 2_000_000  # Collect counts its files alone
FORM = "xml_submission_file"
HEAD_OF_FORM = re.compile(
    rb'Content-Disposition: form-data; name="xml_submission_file"; '
    rb'filename="[\w\x80-\xff .-]*[\w\x80-\xff]"'
    rb"(?:\r\nContent-(?:Type|Length): [^\r\n]*)*",
    re.IGNORECASE,
)


class InMemory(MemoryFileUploadHandler):
    """Whatever its size, which is bounded before."""

    def handle_raw_input(self, *_args: Any, **_kwargs: Any) -> None:
        self.activated = True


class BadParts(Exception):
    """A body that is not made of whole parts, or has no form among them."""


def parts_of(request: HttpRequest, body: bytes) -> tuple[bytes, Mapping[str, bytes]]:
    """The form, and the files by their names. BadParts."""
    if request.headers.get("Content-Encoding", "identity") != "identity":
        body = _unpacked(body)
    if (alone := _form_alone(request, body)) is not None:
        return alone, {}
    told = request.META | {"CONTENT_LENGTH": f"{len(body)}"}
    try:
        parser = MultiPartParser(told, BytesIO(body), [InMemory()])
        # the parser itself takes a body that breaks off for a whole one
        end = f"--{(request.content_params or {}).get('boundary', '')}--".encode()
        is_whole = body.rstrip().endswith(end)
        fields, files = parser.parse()
    except (MultiPartParserError, SuspiciousOperation) as error:
        raise BadParts from error
    uploaded: dict[str, Any] = files.dict()
    sent = {name: file.read() for name, file in uploaded.items()}
    form = sent.pop(FORM, None) or fields.get(FORM, "").encode()
    if not (is_whole and form):
        raise BadParts
    return form, dict(_kept(name, content) for name, content in sent.items())


def _form_alone(request: HttpRequest, body: bytes) -> bytes | None:
    """The form, where it came without a file and just as Collect writes it, which is nearly always:
    cutting it out takes a tenth of the parser's time. None: the parser is to read it."""
    edge = b"--" + (request.content_params or {}).get("boundary", "-").encode()
    head, _gap, rest = body.partition(b"\r\n\r\n")
    form, _gap, end = rest.partition(b"\r\n" + edge)
    first, _gap, told = head.partition(b"\r\n")
    is_alone = first == edge and end.strip() == b"--" and HEAD_OF_FORM.fullmatch(told)
    is_form_data = request.content_type == "multipart/form-data"
    return form or None if is_alone and is_form_data else None


def _kept(name: str, content: bytes) -> tuple[str, bytes]:
    """A file as it is kept: no picture tells where and when it was taken. Our forms ask for none;
    one that hides it is told of in words."""
    bare = without_notes(content)
    if bare is not None:
        return name, bare
    words = _("A file of %(size)s kB was sent that may tell a place; it was not kept.")
    return f"{name[:90]}.txt", (words % {"size": max(1, len(content) // 1000)}).encode()


def _unpacked(body: bytes) -> bytes:
    """Of a body that was sent as gzip, and no more of it than is taken. BadParts."""
    gzip = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        plain = gzip.decompress(body, MOST_BYTES + ROOM_FOR_XML)
    except zlib.error as error:
        raise BadParts from error
    if not gzip.eof:
        raise BadParts
    return plain
