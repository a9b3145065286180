"""What Collect sends: a form as XML, with files that may come in several posts."""

import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from doorstep.api.answers import said
from doorstep.api.devices import for_device
from doorstep.kit import clock
from doorstep.kit.pictures import without_notes
from doorstep.people.actions import system_account, told_on
from doorstep.sync.actions import Incoming, Receipt, receive
from doorstep.sync.models import Device
from doorstep.sync.queries import has_room
from doorstep.visits.choices import Channel

MOST_BYTES = 10_000_000  # what Collect takes for granted; it splits at this
ROOM_FOR_XML = 2_000_000  # Collect counts its files alone
MOST_FORGOTTEN, PIECE = 100_000_000, 1_000_000  # bytes of what is not taken
FORM = "xml_submission_file"


class InMemory(MemoryFileUploadHandler):
    """Whatever its size, which is bounded before."""

    def handle_raw_input(self, *_args: Any, **_kwargs: Any) -> None:
        self.activated = True


class BadParts(Exception):
    """A body that is not made of whole parts, or has no form among them."""


@require_http_methods(["HEAD", "POST"])
@for_device
def submission(request: HttpRequest, device: Device) -> HttpResponse:
    """Takes in a form. A phone that was shut out may still send: the work was done."""
    if request.method == "HEAD":
        answer = HttpResponse(status=204)
        answer.headers["X-OpenRosa-Accept-Content-Length"] = f"{MOST_BYTES}"
        return answer
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES + ROOM_FOR_XML:
        _forget(request)
        return said(_("This is too large. It stays on the phone; show it to the office."), 413)
    today = clock.today()
    body = request.read(int(length))
    if len(body) < int(length):  # the line broke: the phone hears nothing and sends it all again
        return _unread()
    try:
        form, files = _parts(request, body)
    except BadParts:
        form, files = body, {}
    if not has_room(device, [form, *files.values()]):
        answer = said(_("Enough was sent from this phone today. Try again tomorrow."), 429)
        answer.headers["Retry-After"] = f"{clock.seconds_left()}"
        return answer
    incoming = Incoming(device, form, Channel.COLLECT, files)
    with told_on(today):
        receipt = receive(incoming, by=device.helper.account or system_account(), today=today)
    return _answer(receipt)


def _forget(request: HttpRequest) -> None:
    """Reads what is not taken, to a limit: a phone hears an answer once all of it is sent, and
    takes a line that is cut before for a bad network."""
    left = MOST_FORGOTTEN
    while left > 0 and (piece := request.read(PIECE)):
        left -= len(piece)


def _parts(request: HttpRequest, body: bytes) -> tuple[bytes, Mapping[str, bytes]]:
    """The form, and the files by their names. BadParts."""
    if request.headers.get("Content-Encoding", "identity") != "identity":
        body = _unpacked(body)
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


def _answer(receipt: Receipt) -> HttpResponse:
    """201 for what is kept, the first time and every other: anything else is a failure to
    Collect."""
    why = receipt.words.rstrip(".。")  # a rule's own sentence ends with what ends ours
    if not receipt.is_named:
        return _unread()
    if receipt.is_conflict:
        return said(receipt.words, 409)
    if why:
        return said(_("Received, waiting for the office: %(why)s.") % {"why": why}, 201)
    return said(_("Received."), 201)


def _unread() -> HttpResponse:
    return said(_("This cannot be read. It stays on the phone; show it to the office."), 400)


submission.reads_own_body = True  # type: ignore[attr-defined]
