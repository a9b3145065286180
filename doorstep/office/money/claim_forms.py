"""Forms of claims."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.funds.choices import ClaimCause, ClaimPath
from doorstep.needs.models import Need
from doorstep.office.asking import relative_field, yes_no_field
from doorstep.office.money.forms import YuanField
from doorstep.office.rendering import DayField
from doorstep.register.models import Member


class ClaimForm(forms.Form):
    """A claim of the household of an open need."""

    need = forms.ModelChoiceField(
        Need.objects.none(), label=pgettext_lazy("claim", "For which need"), empty_label="–"
    )
    path = forms.ChoiceField(
        label=_("Which path"), choices=ClaimPath.choices, widget=forms.RadioSelect
    )
    cause = forms.ChoiceField(
        label=pgettext_lazy("claim", "Cause"), choices=ClaimCause.choices, widget=forms.RadioSelect
    )
    is_found = forms.TypedChoiceField(
        label=_("Who began it"),
        choices=[("asked", _("the household asked")), ("found", _("we found it"))],
        coerce=lambda said: said == "found",
        widget=forms.RadioSelect,
    )
    is_of_cadre = yes_no_field(_("Asked: do they belong to the family of a village cadre?"))
    aid_first = YuanField(
        label=_("Aid first, in yuan"),
        help_text=_(
            "Only where it cannot wait: the papers come later, and a second person confirms it."
        ),
        required=False,
    )

    def __init__(self, *args: Any, needs: QuerySet[Need], words: Any, **given: Any) -> None:
        """`words(need)` names a need in the list."""
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["need"].queryset = needs
        fields["need"].label_from_instance = words


class RecipientsForm(forms.Form):
    """For whom of the household a claim is made."""

    members = forms.ModelMultipleChoiceField(
        Member.objects.none(),
        label=_("For whom"),
        help_text=_("Nobody ticked: for the whole household."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, members: QuerySet[Member], **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["members"].queryset = members
        fields["members"].label_from_instance = lambda one: one.name


class StageForm(forms.Form):
    """A stage that a claim passed."""

    done_on = DayField(label=_("Day"))
    note = forms.CharField(
        label=_("Note"),
        help_text=_("Who went there, who signed, where the list hung; no illness."),
        max_length=300,
        required=False,
    )


class ConfirmForm(forms.Form):
    """A second person confirms aid that comes first."""

    is_relative = relative_field()


class DecideForm(forms.Form):
    """What a second person decides."""

    outcome = forms.ChoiceField(
        label=pgettext_lazy("claim", "Decision"),
        choices=[
            ("granted", pgettext_lazy("claim", "granted")),
            ("refused", pgettext_lazy("claim", "refused")),
        ],
        widget=forms.RadioSelect,
    )
    amount = YuanField(label=_("Granted, in yuan"), required=False)
    reasons = forms.CharField(
        label=_("Reasons"),
        help_text=_("A refusal needs them; the household gets them in writing."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        required=False,
    )
    is_relative = relative_field()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("outcome") == "granted" and not given.get("amount") and "amount" in given:
            self.add_error("amount", _("This field is required."))
        return given
