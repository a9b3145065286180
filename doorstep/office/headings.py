"""What the headings of a file mean that others send: the question about one of them."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from doorstep.office.filling import do, fill

NOT_SAID = pgettext_lazy("heading of a file", "not said yet")


class Column(Protocol):
    """A heading with what it means, "" while nobody has said it."""

    heading: Any
    meaning: Any


class HeadingForm(forms.Form):
    """What a heading means."""

    meaning = forms.ChoiceField(
        label=pgettext_lazy("heading of a file", "What it means"), required=False
    )

    def __init__(self, *args: Any, choices: Sequence[Any], **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["meaning"].choices = [("", NOT_SAID), *choices]


def say_meaning(
    request: HttpRequest,
    column: Column,
    choices: Sequence[Any],
    save: Callable[[str], object],
    forget: Callable[[], object],
    **frame: Any,
) -> HttpResponse:
    """The page on which somebody says what a heading means, or has it forgotten; `frame` as `fill`
    takes it."""
    if request.method == "POST" and "forget" in request.GET:
        return do(request, forget, done=_("The heading is forgotten."), back=frame["back"])
    return fill(
        request,
        HeadingForm(request.POST or None, choices=choices, initial={"meaning": column.meaning}),
        lambda given: save(given["meaning"]),
        heading=_("What a heading means"),
        sub=column.heading,
        act=_("Save the meaning"),
        done=_("It is kept: the next file with this heading is read so. Send the file again."),
        ending={
            "words": _("Forget this heading"),
            "stays": _("What was read by it stays. A file that comes with it again asks anew."),
            "act": _("Forget this heading"),
            "url": "?forget=yes",
        },
        **frame,
    )
