"""Forms of projects and cooperatives."""

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.funds.choices import ProjectKind
from doorstep.funds.models import Programme
from doorstep.office.money.forms import YuanField, household_words
from doorstep.office.rendering import DayField
from doorstep.people.models import Place
from doorstep.register.models import Household


class ProjectForm(forms.Form):
    """A project, as `begin_project` takes it."""

    name = forms.CharField(label=pgettext_lazy("money", "Name"), max_length=100)
    kind = forms.ChoiceField(
        label=pgettext_lazy("project", "What is built"),
        choices=ProjectKind.choices,
        widget=forms.RadioSelect,
    )
    start_on = DayField(label=_("From"))
    villages = forms.ModelMultipleChoiceField(
        Place.objects.none(),
        label=_("Villages it serves"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, villages: QuerySet[Place], **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["villages"].queryset = villages


class SourceForm(forms.Form):
    """Money a project is built with."""

    name = forms.CharField(label=_("Who gives the money"), max_length=100)
    programme = forms.ModelChoiceField(
        Programme.objects.none(),
        label=pgettext_lazy("money", "Programme"),
        help_text=_("Where it is paid out here; without one it is told and paid elsewhere."),
        empty_label="–",
        required=False,
    )
    amount = YuanField()
    is_public = forms.BooleanField(
        label=_("Public funds: the base of the share of wages"), required=False
    )
    agreed_on = DayField(label=_("Agreed on"))

    def __init__(self, *args: Any, programmes: QuerySet[Programme], **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["programme"].queryset = programmes


class ContractForm(forms.Form):
    """Who builds what, for how much at most."""

    contractor = forms.CharField(label=_("Contractor"), max_length=100)
    what = forms.CharField(label=pgettext_lazy("project", "What is built"), max_length=200)
    amount = YuanField()
    signed_on = DayField(label=_("Signed on"))


class ProjectPaymentForm(forms.Form):
    """A payment for a project: a wage, on a contract, or another cost."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)  # pressed twice it pays once
    went_for = forms.ChoiceField(label=pgettext_lazy("money", "What for"))
    programme = forms.ModelChoiceField(
        Programme.objects.none(), label=pgettext_lazy("money", "Programme"), empty_label="–"
    )
    amount = YuanField()
    paid_on = DayField(label=_("Paid on"))
    household = forms.ModelChoiceField(
        Household.objects.none(), label=_("To which household"), empty_label="–", required=False
    )
    payee = forms.CharField(label=_("To whom else"), max_length=100, required=False)
    reference = forms.CharField(label=_("Reference at the bank"), max_length=60, required=False)
    text = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(
        self,
        *args: Any,
        contracts: list[tuple[str, str]],
        programmes: QuerySet[Programme],
        households: QuerySet[Household],
        **given: Any,
    ) -> None:
        """`contracts`: (key, words), keys as `contract:<id>`."""
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["went_for"].choices = [
            ("wages", _("wage of a local worker")),
            *contracts,
            ("other", _("another cost")),
        ]
        fields["programme"].queryset = programmes
        fields["household"].queryset = households
        fields["household"].label_from_instance = household_words


class PaidOnForm(forms.Form):
    """The day of several payments."""

    paid_on = DayField(label=_("Paid on"))


class CooperativeForm(forms.Form):
    """A cooperative."""

    name = forms.CharField(label=pgettext_lazy("money", "Name"), max_length=100)
    founded_on = DayField(label=_("Founded on"))


class JoinForm(forms.Form):
    """A village that joins a cooperative."""

    village = forms.ModelChoiceField(Place.objects.none(), label=_("Village"), empty_label="–")
    start_on = DayField(label=_("From"))

    def __init__(self, *args: Any, villages: QuerySet[Place], **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["village"].queryset = villages


class SharesForm(forms.Form):
    """Households that have a share."""

    households = forms.ModelMultipleChoiceField(
        Household.objects.none(),
        label=_("Households with a share"),
        widget=forms.CheckboxSelectMultiple,
    )
    start_on = DayField(label=_("From"))

    def __init__(self, *args: Any, households: QuerySet[Household], **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["households"].queryset = households
        fields["households"].label_from_instance = household_words


class DeclareForm(forms.Form):
    """A dividend to declare."""

    amount = YuanField()
    declared_on = DayField(label=_("Declared on"))
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
