"""How forms look: any `forms.Form` printed with {{ form }} has the look of /look/."""

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates

SWAPPED = {
    "django/forms/errors/list/default.html": "office/forms/errors.html",
    "django/forms/errors/list/ul.html": "office/forms/errors.html",
    "django/forms/widgets/radio.html": "office/forms/choices.html",
    "django/forms/widgets/checkbox_select.html": "office/forms/ticks.html",
}


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
