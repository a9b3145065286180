"""Forms about works."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.funds.models import Project
from doorstep.needs.models import Works
from doorstep.office.wording import day_text


class JoinForm(forms.Form):
    """Which request it goes with."""

    into = forms.ModelChoiceField(Works.objects.none(), label=_("Goes with"), empty_label="–")

    def __init__(self, *args: Any, others: QuerySet[Works], **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["into"].queryset = others
        fields["into"].label_from_instance = _name


class ProjectForm(forms.Form):
    """Which project pays."""

    project = forms.ModelChoiceField(
        Project.objects.none(), label=pgettext_lazy("money", "Project"), empty_label="–"
    )

    def __init__(self, *args: Any, projects: QuerySet[Project], **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["project"].queryset = projects


class SaysForm(forms.Form):
    """What a household says to works that were accepted."""

    confirmed = forms.ChoiceField(
        label=_("What the household says"),
        choices=[("yes", _("yes, it is settled")), ("no", _("no, not yet"))],
        widget=forms.RadioSelect,
    )


def _name(works: Works) -> str:
    need = works.need
    whose = need.household.code if need.household else need.place.name
    return " · ".join([day_text(need.raised_on), whose, need.text])
