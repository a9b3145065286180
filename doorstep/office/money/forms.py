"""Forms about money; yuan are typed, fen are given on."""

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.funds.choices import HeadingKind, PostKind, ProgrammeKind
from doorstep.funds.models import Programme
from doorstep.kit.errors import Refused
from doorstep.kit.money import fen_of
from doorstep.office.asking import yes_no_field
from doorstep.office.rendering import DayField
from doorstep.register.models import Household, Member

PURSE_CHOICES = [(one.value, one.label) for one in (HeadingKind.BANK, HeadingKind.CASH)]


class YuanField(forms.CharField):
    """An amount typed in yuan; its value is whole fen."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("label", _("Amount in yuan"))
        super().__init__(max_length=30, **given)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return fen_of(text)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused


class ProgrammeForm(forms.Form):
    """A programme, as `found_programme` takes it."""

    name = forms.CharField(label=pgettext_lazy("money", "Name"), max_length=100)
    kind = forms.ChoiceField(
        label=pgettext_lazy("money", "What for"),
        choices=ProgrammeKind.choices,
        widget=forms.RadioSelect,
    )
    source = forms.CharField(label=_("Who gives the money"), max_length=100)
    purpose = forms.CharField(
        label=_("Purpose"), widget=forms.Textarea(attrs={"rows": 2}), max_length=300, required=False
    )
    start_on = DayField(label=_("From"))
    end_on = DayField(label=_("Until"), required=False)


class CommitForm(forms.Form):
    """What is committed to a year."""

    year = forms.IntegerField(label=_("Year"))
    amount = YuanField()
    decided_on = DayField(label=_("Decided on"))
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class ReceiveForm(forms.Form):
    """Money that came in."""

    amount = YuanField()
    received_on = DayField(label=_("Came in on"))
    into = forms.ChoiceField(label=_("Where to"), choices=PURSE_CHOICES, widget=forms.RadioSelect)
    text = forms.CharField(label=_("Note"), max_length=200, required=False)


class EndForm(forms.Form):
    """The last day on which a programme pays."""

    last_on = DayField(label=_("Last day"))


class BecauseForm(forms.Form):
    """Why something is taken back."""

    because = forms.CharField(label=_("Why"), max_length=200)


class PaymentForm(forms.Form):
    """A payment: out of which programme, for which cause, to whom."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)  # pressed twice it pays once
    programme = forms.ModelChoiceField(
        Programme.objects.none(), label=pgettext_lazy("money", "Programme"), empty_label="–"
    )
    cause = forms.ChoiceField(
        label=pgettext_lazy("money", "What for"),
        error_messages={
            "invalid_choice": _(
                "This is not on the list: it lies at another place, or was closed or taken back "
                "meanwhile. Choose again."
            )
        },
    )
    amount = YuanField()
    paid_on = DayField(label=_("Paid on"))
    household = forms.ModelChoiceField(
        Household.objects.none(),
        label=_("To which household"),
        help_text=_("A need names its household; choose one here for a commitment only."),
        empty_label="–",
        required=False,
    )
    payee = forms.CharField(
        label=_("To whom else"),
        help_text=_("A shop, a firm, a hospital: whoever got the money and is no household."),
        max_length=100,
        required=False,
    )
    paid_from = forms.ChoiceField(
        label=pgettext_lazy("purse", "From"),
        choices=PURSE_CHOICES,
        widget=forms.RadioSelect,
        initial="bank",
    )
    reference = forms.CharField(
        label=_("Reference at the bank"),
        help_text=_("The number of the transfer; by it the bank's file is matched."),
        max_length=60,
        required=False,
    )
    text = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(
        self,
        *args: Any,
        programmes: QuerySet[Programme],
        causes: list[tuple[str, list[tuple[str, str]]]],
        households: QuerySet[Household],
        **given: Any,
    ) -> None:
        """`causes`: groups of (key, words), keys as `need:<id>`."""
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["programme"].queryset = programmes
        fields["cause"].choices = [("", "–"), *((name, rows) for name, rows in causes if rows)]
        fields["household"].queryset = households
        fields["household"].label_from_instance = household_words


class PostForm(forms.Form):
    """A post given to a member of a household."""

    holder = forms.ModelChoiceField(Member.objects.none(), label=_("Who holds it"), empty_label="–")
    kind = forms.ChoiceField(
        label=pgettext_lazy("post", "Kind"), choices=PostKind.choices, widget=forms.RadioSelect
    )
    title = forms.CharField(label=pgettext_lazy("money", "Post"), max_length=100)
    programme = forms.ModelChoiceField(
        Programme.objects.none(), label=pgettext_lazy("money", "Programme"), empty_label="–"
    )
    monthly_pay = YuanField(label=_("Pay a month, in yuan"))
    monthly_days = forms.IntegerField(
        label=_("Days of work a month"),
        help_text=_("The workload has to match the pay."),
        min_value=1,
        max_value=31,
    )
    start_on = DayField(label=_("From"))
    is_of_cadre = yes_no_field(_("Asked: do they belong to the family of a village cadre?"))

    def __init__(
        self, *args: Any, members: QuerySet[Member], programmes: QuerySet[Programme], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["holder"].queryset = members
        fields["holder"].label_from_instance = _member_words
        fields["programme"].queryset = programmes


def _member_words(one: Member) -> str:
    return f"{one.household.code} {one.name}"


def household_words(one: Household) -> str:
    """A household as a line of a list."""
    return f"{one.code} {getattr(one, 'head_name', '') or ''}".strip()
