"""Words above the next page: what was done, with a way back."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _


def say_done(request: HttpRequest, text: str, *, undo_url: str = "") -> None:
    """Says what was done; where it can be taken back, with a button that posts to `undo_url`."""
    messages.success(request, done_text(text, undo_url))
    request.is_done = True  # type: ignore[attr-defined]


def is_done(request: HttpRequest) -> bool:
    """Whether this request said that something was done."""
    return getattr(request, "is_done", False)


def say_refused(request: HttpRequest, text: str) -> None:
    """Says what could not be done; nothing was changed."""
    messages.error(request, text)


def say_note(request: HttpRequest, text: str) -> None:
    """Says what is worth another look; what was asked for is done all the same."""
    messages.warning(request, text)


def done_text(text: str, undo_url: str) -> str:
    """The words with their button; base.html holds the form it sends, with its token."""
    if not undo_url:
        return text
    return format_html(
        '{} <button class="as-link" form="act" formaction="{}">{}</button>',
        text,
        undo_url,
        _("Undo"),
    )
