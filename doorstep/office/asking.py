"""Questions answered with yes or no, and the one that everybody is asked who decides."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

YES_NO = [("no", _("no")), ("yes", _("yes"))]
RELATIVE = _("Are you a relative of this household?")


def is_yes(word: str) -> bool:
    """Whether the answer to a yes-or-no question is yes."""
    return word == "yes"


def yes_no_field(label: Any, **given: Any) -> forms.TypedChoiceField:
    """A question with two answers, neither of them preset."""
    return forms.TypedChoiceField(
        label=label, choices=YES_NO, coerce=is_yes, widget=forms.RadioSelect, **given
    )


def relative_field(label: Any = RELATIVE, **given: Any) -> forms.TypedChoiceField:
    """What everybody is asked who decides about a household, or reads what is private to it."""
    return yes_no_field(label, **given)
