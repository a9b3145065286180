"""The forms of an import."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class FileForm(forms.Form):
    """The ledger as a file."""

    file = forms.FileField(
        label=_("The ledger"),
        help_text=_(
            "Excel (.xlsx, .xls) or CSV. Nothing is changed before you have seen what it would do."
        ),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )


class ColumnsForm(forms.Form):
    """What the headings mean that nobody knew; one field a heading, numbered."""

    def __init__(
        self, *args: Any, headings: list[str], choices: list[tuple[str, str]], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self.headings = headings
        for number, heading in enumerate(headings):
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=heading, choices=choices, required=False
            )

    def columns(self) -> dict[str, str]:
        """heading → field, for those that were given one."""
        values = {
            heading: self.cleaned_data.get(f"column-{number}", "")
            for number, heading in enumerate(self.headings)
        }
        return {heading: name for heading, name in values.items() if name}


class ApplyForm(forms.Form):
    """The last step."""

    close_missing = forms.BooleanField(
        label=_("Take the households off the register that the ledger does not list any more"),
        required=False,
    )
