"""How forms look: any `forms.Form` printed with {{ form }} has the look of /look/."""

from datetime import date
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext_lazy

from doorstep.kit.days import day_text
from doorstep.kit.periods import FIRST_DAY, LAST_DAY

SWAPPED = {
    "django/forms/errors/list/default.html": "office/forms/errors.html",
    "django/forms/errors/list/ul.html": "office/forms/errors.html",
    "django/forms/widgets/radio.html": "office/forms/choices.html",
    "django/forms/widgets/checkbox_select.html": "office/forms/ticks.html",
}


# Django's own errors, said in our words: the catalogue of this room wins over Django's.
SAID_OUR_WAY = (
    gettext_noop("This field is required."),
    gettext_noop("Enter a valid date."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Enter a number."),
    gettext_noop("Ensure this value is greater than or equal to %(limit_value)s."),
    gettext_noop("Ensure this value is less than or equal to %(limit_value)s."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
)


class LookRenderer(DjangoTemplates):
    """Django's renderer with our templates for form, field, error, choices and ticks."""

    form_template_name = "office/forms/form.html"
    field_template_name = "office/forms/field.html"

    def get_template(self, template_name: str) -> Any:
        return super().get_template(SWAPPED.get(template_name, template_name))


class DayInput(forms.DateInput):
    """A day, chosen with the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day that can be meant: what slips from a keyboard, year 20 or 9999, is asked for again."""

    widget = DayInput
    first, last = FIRST_DAY, LAST_DAY

    def bound(self, first: date, last: date) -> None:
        """Takes days from `first` to `last` alone, and has the calendar offer no other."""
        self.first, self.last = first, last
        self.widget.attrs |= {"min": f"{first}", "max": f"{last}"}

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and not self.first <= value <= self.last:
            words = _("Choose a day from %(first)s to %(last)s.")
            days = {"first": day_text(self.first), "last": day_text(self.last)}
            raise forms.ValidationError(words % days)
