"""The forms of an import."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstep.office.imports.words import choices_of, field_text
from doorstep.register.roster import fields_of


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


@dataclass(frozen=True)
class ColumnLine:
    """A heading of a sheet on one kind of list: what the program makes of it, and what holds now
    where a person said otherwise; "" is left out."""

    sheet: str
    kind: str
    heading: str
    read_as: str
    now: str

    @property
    def key(self) -> str:
        """As `read_roster` takes it."""
        return f"{self.sheet}/{self.heading}"


class ColumnsForm(forms.Form):
    """What every heading means; one field a heading, numbered."""

    def __init__(self, *args: Any, lines: list[ColumnLine], town: str, **given: Any) -> None:
        super().__init__(*args, **given)
        self.lines = lines
        for number, line in enumerate(lines):
            names = [*fields_of(line.kind), *filter(None, (line.read_as, line.now))]
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=" ".join(line.heading.split()),
                choices=choices_of(dict.fromkeys(names)),
                required=False,
                initial=line.now,
            )
        self.fields["keep"] = forms.BooleanField(
            label=_("Keep what I changed for the next ledgers of %(town)s") % {"town": town},
            required=False,
        )

    def by_sheet(self) -> list[tuple[str, list[Any], list[Any]]]:
        """By sheet: the fields of headings nobody knew, and those of the others."""
        found: dict[str, tuple[list[Any], list[Any]]] = {}
        for number, line in enumerate(self.lines):
            unknown, known = found.setdefault(line.sheet, ([], []))
            (known if line.read_as else unknown).append(self[f"column-{number}"])
        return [(sheet, *fields) for sheet, fields in found.items()]

    def clean(self) -> dict[str, Any]:
        """A field is stated by one column: of two for the same, the person says which."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        taken: dict[tuple[str, str], tuple[str, ColumnLine]] = {}
        for number, (line, field) in enumerate(self._values().items()):
            for half in filter(None, field.split(",")):
                name, other = taken.setdefault((line.sheet, half), (f"column-{number}", line))
                if other is line:
                    continue
                words = _(
                    "Two columns for one field: “%(one)s” and “%(other)s” are both to be read as "
                    "“%(field)s”. Choose one of them and leave the other out."
                )
                told = {"one": other.heading, "other": line.heading, "field": field_text(half)}
                for place in {name, f"column-{number}"} - self.errors.keys():
                    self.add_error(place, words % told)
        return given

    def _values(self) -> dict[ColumnLine, str]:
        """line → field; what was not sent is as it is."""
        return {
            line: self.cleaned_data.get(f"column-{number}", "")
            if f"column-{number}" in self.data
            else line.now
            for number, line in enumerate(self.lines)
        }

    def said(self) -> dict[ColumnLine, str]:
        """line → field, for those read otherwise than the program would."""
        return {line: field for line, field in self._values().items() if field != line.read_as}


class ApplyForm(forms.Form):
    """The last step."""

    close_missing = forms.BooleanField(
        label=_("Take the households off the register that the ledger does not list any more"),
        required=False,
    )
