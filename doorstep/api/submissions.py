"""What Collect sends: a form as XML, with files that may come in several posts."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from doorstep.api.answers import said
from doorstep.api.devices import for_device
from doorstep.api.parts import MOST_BYTES, ROOM_FOR_XML, BadParts, parts_of
from doorstep.kit import clock
from doorstep.kit.trouble import forget
from doorstep.people.actions import system_account, told_on
from doorstep.sync.actions import Incoming, Receipt, receive
from doorstep.sync.models import Device
from doorstep.sync.queries import has_room
from doorstep.visits.choices import Channel


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
        forget(request.read)
        return said(_("This is too large. It stays on the phone; show it to the office."), 413)
    today = clock.today()
    body = request.read(int(length))
    if len(body) < int(length):  # the line broke: the phone hears nothing and sends it all again
        return _unread()
    try:
        form, files = parts_of(request, body)
    except BadParts:
        form, files = body, {}
    if not has_room(device, [form], files):
        answer = said(_("Enough was sent from this phone today. Try again tomorrow."), 429)
        answer.headers["Retry-After"] = f"{clock.seconds_left()}"
        return answer
    incoming = Incoming(device, form, Channel.COLLECT, files)
    with told_on(today):
        receipt = receive(incoming, by=device.helper.account or system_account(), today=today)
    return _answer(receipt)


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
