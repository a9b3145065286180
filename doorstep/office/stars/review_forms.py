"""Forms by criterion, and those of the persons who review."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from doorstep.office.asking import relative_field
from doorstep.stars.actions import Found
from doorstep.stars.models import StarCriterion, StarFinding

LINES = forms.Textarea(attrs={"rows": 2})
MORE_LINES = forms.Textarea(attrs={"rows": 4})
MET = [(True, pgettext_lazy("criterion", "met")), (False, pgettext_lazy("criterion", "not met"))]


def yes(said: Any) -> bool:
    """What a choice of True and False means, from a form or from code."""
    return str(said) == "True"


def belonging_field(*, of_village: bool) -> forms.TypedChoiceField:
    """The question that everybody answers who reviews; the answer is kept nowhere."""
    return relative_field(
        _("Do you live or work in this village?")
        if of_village
        else _("Do you belong to this household, or are you its relative?")
    )


class FindingsForm(forms.Form):
    """Of each criterion whether it is met, and the words that show it. `said`: what they say of
    themselves, beside a review."""

    def __init__(
        self,
        *args: Any,
        criteria: Iterable[StarCriterion],
        known: Iterable[StarFinding] = (),
        said: Mapping[UUID, str] | None = None,
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        self.criteria = list(criteria)
        before = {one.criterion_id: one for one in known}
        for one in self.criteria:
            told = before.get(one.pk)
            beside = (said or {}).get(one.pk)
            help_text = one.words
            if beside:
                help_text = gettext("%(words)s — They say: %(said)s") % {
                    "words": one.words, "said": beside,
                }  # fmt: skip
            self.fields[f"met-{one.pk}"] = forms.TypedChoiceField(
                label=one.name,
                help_text=help_text,
                choices=MET,
                coerce=yes,
                widget=forms.RadioSelect,
                initial=told.is_met if told else None,
            )
            self.fields[f"words-{one.pk}"] = forms.CharField(
                label=_("What shows it, where it is met"),
                widget=LINES,
                max_length=300,
                required=False,
                initial=told.words if told else "",
            )
            self.fields[f"words-{one.pk}"].is_asked_at_times = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What is met needs the word that shows it, in its own field."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for one in self.criteria:
            if given.get(f"met-{one.pk}") and not given.get(f"words-{one.pk}", "").strip():
                self.add_error(f"words-{one.pk}", gettext("Write in a few words what shows it."))
        return given

    def found(self) -> dict[UUID, Found]:
        """What is said of each criterion, as the acts take it."""
        given = self.cleaned_data
        return {
            one.pk: Found(given[f"met-{one.pk}"], given[f"words-{one.pk}"]) for one in self.criteria
        }


class ReviewStarForm(FindingsForm):
    """What one person found."""

    def __init__(self, *args: Any, of_village: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["is_relative"] = belonging_field(of_village=of_village)


class _Answering(forms.Form):
    def __init__(self, *args: Any, of_village: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["is_relative"] = belonging_field(of_village=of_village)


class ConfirmStarForm(_Answering):
    """Whether the second person agrees, and what they are told."""

    agrees = forms.TypedChoiceField(
        label=_("Do you find the same?"),
        choices=[
            (True, _("yes: that is the answer")),
            (False, _("no: it is looked at again")),
        ],
        coerce=yes,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Reasons, or what is to be looked at again"),
        help_text=_("Where a criterion is not met, they alone get the reasons in writing."),
        widget=MORE_LINES,
        max_length=300,
        required=False,
    )


class AnswerStarForm(_Answering):
    """The answer of a third person."""

    is_upheld = forms.TypedChoiceField(
        label=pgettext_lazy("star", "Answer"),
        choices=[
            (True, _("the criteria count as met")),
            (False, _("it stays: not all criteria are met")),
        ],
        coerce=yes,
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("Answer in writing"), widget=MORE_LINES, max_length=500)
