"""A form that comes twice is kept once: pressed twice, or sent again since the answer was lost.

The token against forgery is another one on every page that is drawn; with the address and all that
was filled in it tells one form from every other. A mark with nothing but where the first answer led
stands for each, for an hour, on the server that took it. Where none can be written, a form is taken
all the same; none is for what leaves no trace in the log either, whose forms have ids of their own.
"""

from collections.abc import Callable
from contextlib import suppress
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from doorstep.kit import marks
from doorstep.office.notices import is_done, say_note

STILL_SAVED = gettext_lazy(
    "This form was sent twice, and is still being saved. Look in a moment whether it is there; if "
    "it is not, enter it on a new form."
)
KEPT_BEFORE = gettext_lazy(
    "This form was sent before and is not kept a second time. Look whether it stands here; where "
    "it was taken back meanwhile, enter it on a new form."
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
        mark = marks.folder() / digest_of(request)
        try:
            answered = marks.claim(mark)
        except OSError:
            return None
        if answered is None:
            request.claimed = mark  # type: ignore[attr-defined]
            return None
        if not answered:
            return render(request, "office/refused.html", {"words": STILL_SAVED}, status=409)
        say_note(request, str(KEPT_BEFORE))
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
