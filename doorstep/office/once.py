"""A form that comes twice is kept once: pressed twice, or sent again since the answer was lost.

The token against forgery is another one on every page that is drawn; with the address and all that
was filled in it tells one form from every other. A file with nothing but where the first answer led
stands for each, for an hour. Where none can be written, a form is taken all the same; none is for
what leaves no trace in the log either, whose forms have ids of their own.
"""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doorstep.office.notices import is_done, say_note

KEPT_FOR = 3600.0  # seconds
PATIENCE, STEP = 5.0, 0.1  # seconds that a second sending waits for the first, and between looks
STILL_SAVED = gettext_lazy(
    "This form was sent twice, and is still being saved. Look in a moment whether it is there; if "
    "it is not, enter it on a new form."
)


class SentOnce:
    """Answers a form that was saved before as it was answered then, and saves nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        claimed: Path | None = getattr(request, "claimed", None)
        if claimed is not None:
            with suppress(OSError):  # a full disk undoes nothing of what was saved
                if is_done(request) and isinstance(response, HttpResponseRedirect):
                    claimed.write_text(response.url, "utf-8")
                else:
                    claimed.unlink(missing_ok=True)  # nothing was saved: it may come again
        return response

    def process_view(
        self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        if request.method != "POST" or getattr(view, "reads_own_body", False):
            return None
        if not request.user.is_authenticated or "csrfmiddlewaretoken" not in request.POST:
            return None
        if any(part in request.path for part in settings.UNLOGGED_PATHS):
            return None
        mark = settings.VAR / "sent" / digest_of(request)
        try:
            answered = claim(mark)
        except OSError:
            return None
        if answered is None:
            request.claimed = mark  # type: ignore[attr-defined]
            return None
        if not answered:
            return render(request, "office/refused.html", {"words": STILL_SAVED}, status=409)
        say_note(request, _("This form was sent twice; it was kept once."))
        return HttpResponseRedirect(answered)


def digest_of(request: HttpRequest) -> str:
    """One form of one drawn page with all that was filled in, as hexadecimal digits."""
    fields = sorted((name, texts) for name, texts in request.POST.lists())
    files = sorted(
        (name, str(one.name), _content(one))
        for name, sent in request.FILES.lists()
        for one in sent
        if isinstance(one, UploadedFile)
    )
    return sha256(repr((request.path, fields, files)).encode()).hexdigest()


def _content(sent: UploadedFile) -> str:
    """What is in a file, as digits: one that was mended may be as long as before."""
    sent.seek(0)
    found = file_digest(sent.file, "sha256").hexdigest()  # type: ignore[arg-type]
    sent.seek(0)
    return found


def claim(mark: Path) -> str | None:
    """None where it is the first sending, else where the first one led; "" where that is not known
    yet. OSError where no file can be written."""
    mark.parent.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + PATIENCE
    while True:
        try:
            os.close(os.open(mark, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            led_to = _read(mark)
            if led_to or time.monotonic() > until:
                return led_to
            time.sleep(STEP)
        else:
            _forget(mark.parent)
            return None


def _read(mark: Path) -> str:
    try:
        return mark.read_text("utf-8")
    except FileNotFoundError:  # the first one was refused meanwhile
        return ""


def _forget(folder: Path) -> None:
    """Takes away what is older than an hour."""
    oldest = time.time() - KEPT_FOR
    for one in folder.iterdir():
        with suppress(OSError):  # another request took it away, or it is none of ours
            if one.stat().st_mtime < oldest:
                one.unlink()
