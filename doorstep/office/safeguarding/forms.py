"""What is asked when something is handed over, read, noted and closed."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstep.office.asking import relative_field
from doorstep.office.rendering import DayField
from doorstep.people.models import Place
from doorstep.register.models import Household, Member
from doorstep.register.queries import members_of
from doorstep.safeguarding.rules import MOST_LETTERS


def words_field(label: Any, *, required: bool = True, hint: Any = "") -> forms.CharField:
    """A text as long as an entry takes."""
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, help_text=hint, widget=widget, max_length=MOST_LETTERS, required=required
    )


# the answer decides who may read it
RELATIVE_HINT = _("A relative cannot be its safeguarding person: another one is then needed.")
REACH = _("How the person concerned is safely reached")
REACH_HINT = _("Where, when, through whom; not a telephone that others answer.")


class HandForm(forms.Form):
    """Handing over, by who sees the household."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    member = forms.ModelChoiceField(
        Member.objects.none(),
        label=_("Whom it concerns"),
        empty_label=_("somebody else, or not known"),
        required=False,
    )
    text = words_field(_("What you saw or were told"))
    reach = words_field(REACH, required=False, hint=REACH_HINT)

    def __init__(self, data: Any = None, *, household: Household, today: date) -> None:
        super().__init__(data, initial={"id": uuid4()})
        fields: dict[str, Any] = self.fields
        fields["member"].queryset = members_of(household, today)


class RaiseForm(forms.Form):
    """A need that the named person was told of directly."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    village = forms.ModelChoiceField(Place.objects.none(), label=_("Village"), empty_label=None)
    code = forms.CharField(label=_("Household code"), max_length=40)
    who = forms.CharField(
        label=_("Name of the person concerned"),
        help_text=_("As it stands on the register; empty where it is not known."),
        max_length=100,
        required=False,
    )
    text = words_field(_("What you saw or were told"))
    reach = words_field(REACH, required=False, hint=REACH_HINT)
    is_relative = relative_field(help_text=RELATIVE_HINT)

    def __init__(self, data: Any = None, *, villages: Any) -> None:
        super().__init__(data, initial={"id": uuid4()})
        fields: dict[str, Any] = self.fields
        fields["village"].queryset = villages


class AnswerForm(forms.Form):
    is_relative = relative_field(help_text=RELATIVE_HINT)


class ReasonForm(forms.Form):
    """Why it is opened."""

    reason = forms.CharField(label=_("Why do you open it?"), min_length=5, max_length=200)


class NoteForm(forms.Form):
    text = words_field(_("What was done or agreed"))
    again_on = DayField(label=_("Come back to it on"), required=False)


class EndForm(forms.Form):
    text = words_field(_("How it ended"))
