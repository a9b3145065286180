"""Forms of sheets, goods and wishes."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from doorstep.activities.actions.sheets import MOST_PIECES
from doorstep.activities.choices import WISH_KINDS, SheetKind
from doorstep.activities.rules import MOST_ROWS
from doorstep.kit.errors import Refused
from doorstep.kit.money import fen_of
from doorstep.office.rendering import DayField
from doorstep.people.models import Group, Helper
from doorstep.stations.queries import StockLine

ALL, CAME, NOBODY = "all", "came", "none"
MOST = 100_000


class SheetForm(forms.Form):
    """What is signed for, and whose rows stand on the sheet."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("sign sheet", "What is signed for"),
        choices=SheetKind.choices,
        widget=forms.RadioSelect,
    )
    who = forms.ChoiceField(label=pgettext_lazy("sign sheet", "Whose rows"))
    blanks = forms.IntegerField(
        label=pgettext_lazy("sign sheet", "Blank rows below"), min_value=0, max_value=MOST_ROWS
    )
    item = forms.ChoiceField(
        label=pgettext_lazy("sign sheet", "Of goods: which thing"), required=False
    )
    each = forms.IntegerField(
        label=pgettext_lazy("sign sheet", "Of goods: how many pieces each"),
        min_value=1,
        max_value=MOST_PIECES,
        required=False,
    )

    def __init__(
        self, data: Any = None, *, groups: Iterable[Group], lines: Sequence[StockLine]
    ) -> None:
        first = {"kind": SheetKind.ATTENDANCE, "who": ALL, "blanks": 5, "each": 1}
        super().__init__(data, initial=first)
        self.items = {str(line.item.pk): line.item for line in lines}
        fields: dict[str, Any] = self.fields
        fields["who"].choices = [
            (ALL, _("every household of the village")),
            (CAME, _("the households that came")),
            (NOBODY, _("no household: blank rows alone")),
            *((str(one.pk), one.name) for one in groups),
        ]
        fields["item"].choices = [
            ("", "–"),
            *(
                (str(line.item.pk), f"{line.item.name} · {line.good} {line.item.unit}")
                for line in lines
            ),
        ]


class RowsForm(forms.Form):
    """Row numbers as they are typed."""

    line = forms.CharField(
        label=pgettext_lazy("sign sheet", "Rows that are signed"),
        help_text=pgettext_lazy(
            "sign sheet", "1 4 7-9; 12x3 for three; -5 for a row not signed after all."
        ),
        max_length=300,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autofocus": True, "spellcheck": "false"}
        ),
    )


class GoodsForm(forms.Form):
    """A purchase: what, how many, what a piece costs."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(label=pgettext_lazy("goods", "What was bought"), max_length=60)
    unit = forms.CharField(
        label=pgettext_lazy("stock", "Counted in"),
        help_text=pgettext_lazy("stock", "bottles, boxes, bags"),
        max_length=20,
    )
    quantity = forms.IntegerField(
        label=pgettext_lazy("stock", "How much"), min_value=1, max_value=MOST
    )
    unit_fen = forms.CharField(
        label=pgettext_lazy("goods", "Price of a piece, in yuan"), max_length=20
    )
    expires_on = DayField(
        label=pgettext_lazy("stock", "Good until"),
        help_text=pgettext_lazy("stock", "The last good day; empty for what does not spoil."),
        required=False,
    )
    supplier = forms.CharField(
        label=pgettext_lazy("goods", "Bought from"), max_length=80, required=False
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"id": uuid4()})

    def clean_unit_fen(self) -> int:
        try:
            return fen_of(self.cleaned_data["unit_fen"])
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused


class WishForm(forms.Form):
    """Whose wish, what, and who sees to it."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    household_code = forms.CharField(
        label=gettext_lazy("Code of the household"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("wish", "What kind"),
        choices=[(one.value, one.label) for one in WISH_KINDS],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("In a few words"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    owner = forms.ModelChoiceField(
        Helper.objects.none(),
        label=gettext_lazy("Owner"),
        empty_label=pgettext_lazy("wish", "nobody yet"),
        required=False,
    )

    def __init__(self, data: Any = None, *, helpers: Any) -> None:
        super().__init__(data, initial={"id": uuid4()})
        fields: dict[str, Any] = self.fields
        fields["owner"].queryset = helpers
