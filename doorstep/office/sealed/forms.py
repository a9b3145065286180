"""What is asked before something is sealed, opened, or somebody is named to open it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstep.needs.models import Need
from doorstep.office.decisions.forms import NeedChoice
from doorstep.office.rendering import DayField
from doorstep.people.models import Account
from doorstep.register.choices import SealedKind
from doorstep.register.models import Household, Member
from doorstep.register.queries import members_of


class ReasonForm(forms.Form):
    """Why it is opened; the household reads it."""

    reason = forms.CharField(
        label=_("Why do you open it?"),
        help_text=_("It is kept and the household can read it: for what, no illness."),
        min_length=5,
        max_length=200,
    )


class SealForm(forms.Form):
    """Something to be kept sealed, for a need that it was asked for."""

    need = NeedChoice(Need.objects.none(), label=_("For which need"), empty_label=None)
    member = forms.ModelChoiceField(Member.objects.none(), label=_("Whose"), empty_label=None)
    kind = forms.ChoiceField(label=_("What is sealed"), choices=SealedKind.choices)
    text = forms.CharField(
        label=_("What is to be kept"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500
    )
    until_on = DayField(label=_("Needed until"))

    def __init__(self, data: Any = None, *, household: Household, needs: Any, today: date) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        fields["need"].queryset = needs
        if not needs.exists():
            fields["need"].help_text = _(
                "No need of this household is open. Nothing is kept sealed without one: record the "
                "need first."
            )
        fields["member"].queryset = members_of(household, today)


class AccountChoice(forms.ModelChoiceField):
    """An account by its name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj)


class LetForm(forms.Form):
    """Who opens the sealed fields of one household, why and until when."""

    account = AccountChoice(Account.objects.none(), label=_("Who"), empty_label=None)
    reason = forms.CharField(label=_("Why"), min_length=5, max_length=200)
    until_on = DayField(label=_("Until"))

    def __init__(self, data: Any = None, *, accounts: Any) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        fields["account"].queryset = accounts
