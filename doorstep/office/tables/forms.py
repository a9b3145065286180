"""The forms of a table: what it holds, and who asks for it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.office.rendering import DayField
from doorstep.people.models import Place
from doorstep.register.queries import groups_in_order
from doorstep.sync.choices import COLUMNS_OF, OF_A_PERSON, RowsOf, TableColumn, TableFormat


class ColumnSetForm(forms.Form):
    """Which rows and which columns; the whole village or one group."""

    name = forms.CharField(
        label=pgettext_lazy("table", "Name of the table"),
        help_text=_("By which you find it again when it is asked for the next time."),
        max_length=60,
    )
    rows_of = forms.ChoiceField(
        label=pgettext_lazy("table", "Rows"),
        choices=RowsOf.choices,
        initial=RowsOf.HOUSEHOLDS,
        widget=forms.RadioSelect,
    )
    columns = forms.MultipleChoiceField(
        label=_("Columns"),
        choices=[
            (_("Of the household"), [(one.value, one.label) for one in COLUMNS_OF["households"]]),
            (
                _("Of the person, in a table with one row a person"),
                [(one.value, one.label) for one in OF_A_PERSON],
            ),
        ],
        widget=forms.CheckboxSelectMultiple,
        initial=[TableColumn.CODE],
    )
    group = forms.ChoiceField(label=_("Of which group"), required=False)

    def __init__(self, *args: Any, village: Place, **given: Any) -> None:
        super().__init__(*args, **given)
        names = [(group.name, group.name) for group in groups_in_order(village)]
        fields: dict[str, Any] = self.fields
        fields["group"].choices = [("", _("the whole village")), *names]


class AskForm(forms.Form):
    """Who asks and what for; filled already where it was asked for before."""

    office = forms.CharField(label=_("Which office asks"), max_length=60)
    purpose = forms.CharField(
        label=_("What for"), help_text=_("It is printed in the table."), max_length=200
    )
    active_on = DayField(label=_("Households on the register on"))


class FillForm(AskForm):
    """As a file at once; the kind is the button that is pressed."""

    format = forms.ChoiceField(choices=TableFormat.choices, widget=forms.HiddenInput)
