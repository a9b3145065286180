"""The forms of an incident: what is known, and whom it concerns."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doorstep.office.rendering import DayField
from doorstep.people.models import Place
from doorstep.register.models import Household
from doorstep.rights.models import Incident

LATER = gettext_lazy(
    "What is not known yet may be left empty; papers then say “not known yet”, and it is asked for "
    "before the closing."
)
BETWEEN = re.compile(r"[\s,，、;；]+")


def _text(label: Any, *, help_text: Any = "", required: bool = True, most: int = 500) -> Any:
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=most,
        required=required,
    )


class IncidentForm(forms.Form):
    """What PIPL, article 57 asks for; what is not known at first can be added later."""

    what = _text(
        gettext_lazy("What happened"),
        help_text=gettext_lazy("Plain words, no names: the households read this in their letters."),
    )
    happened_on = DayField(label=gettext_lazy("It happened on"), required=False)
    noticed_on = DayField(label=gettext_lazy("It was noticed on"))
    cause = _text(gettext_lazy("Why it could happen"), help_text=LATER, required=False)
    data = _text(
        gettext_lazy("Which data"),
        help_text=gettext_lazy("For example names and telephones."),
        required=False,
    )
    harm = _text(gettext_lazy("What may come of it for a household"), required=False)
    measures = _text(gettext_lazy("What was done about it"), required=False)
    advice = _text(gettext_lazy("What a household can do itself"), required=False)
    contact = forms.CharField(
        label=gettext_lazy("Whom households can ask"), max_length=200, required=False
    )
    others_count = forms.IntegerField(
        label=gettext_lazy("Households concerned that cannot be named"),
        min_value=0,
        max_value=1_000_000,
        initial=0,
    )
    no_letters_because = _text(
        gettext_lazy("If no letters are needed: why"),
        help_text=gettext_lazy(
            "Only where what was done keeps all harm away, for example a lost computer whose disk "
            "is encrypted. The authority may still ask for letters."
        ),
        required=False,
        most=300,
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, label_suffix="", **given)

    @classmethod
    def values_of(cls, incident: Incident) -> dict[str, Any]:
        """What stands in an incident, as the form begins with it."""
        return {name: getattr(incident, name) for name in cls.base_fields}


class ConcernedForm(forms.Form):
    """The households concerned, by code, as copied from a list."""

    codes = forms.CharField(
        label=gettext_lazy("Codes of the households, one a line"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=50_000,
        required=False,
    )
    everybody = forms.BooleanField(
        label=gettext_lazy("All households on the register today"), required=False
    )

    def __init__(self, *args: Any, village: Place, today: date, **given: Any) -> None:
        super().__init__(*args, label_suffix="", **given)
        self.village, self.today = village, today

    def clean_codes(self) -> list[Household]:
        """The households of the codes, closed ones too; what is not here is named."""
        codes = list(dict.fromkeys(filter(None, BETWEEN.split(self.cleaned_data["codes"]))))
        found = {one.code: one for one in Household.objects.filter(village=self.village)}
        if strangers := [code for code in codes if code not in found]:
            words = _("There is no household %(codes)s here.")
            raise forms.ValidationError(words % {"codes": _(", ").join(strangers[:10])})
        return [found[code] for code in codes]

    def households(self) -> list[Household]:
        """Everybody who is concerned."""
        named: list[Household] = self.cleaned_data["codes"]
        if self.cleaned_data["everybody"]:
            named += Household.objects.filter(village=self.village).active_on(self.today)
        return named
