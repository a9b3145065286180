"""Forms at the counter: what is asked, why it was not possible, lending and taking back."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import pgettext, pgettext_lazy

from doorstep.kit.days import day_text
from doorstep.office.rendering import DayField
from doorstep.stations.actions.loans import MOST_DAYS
from doorstep.stations.actions.requests import ViolenceAtTheCounter
from doorstep.stations.choices import Condition, ResponseKind
from doorstep.stations.models import HelpKind, HelpRequest, LoanItem
from doorstep.stations.rules import kind_name


class KindChoices(forms.RadioSelect):
    """Kinds with the digit that picks each; those of a dispute say so to the page."""

    disputes: frozenset[str] = frozenset()

    def create_option(self, name: str, value: Any, *rest: Any, **more: Any) -> Any:
        option = super().create_option(name, value, *rest, **more)
        if str(value) in self.disputes:
            option["attrs"]["data-dispute"] = ""
        return option


class CounterForm(forms.Form):
    """A walk-in in three fields; the rest folds away."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    who = forms.CharField(
        label=pgettext_lazy("help request", "Name or plate"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("help request", "What is needed"), widget=KindChoices
    )
    text = forms.CharField(
        label=pgettext_lazy("help request", "Where, or a note"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reach = forms.CharField(
        label=pgettext_lazy("help request", "Phone"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    has_violence = forms.BooleanField(
        label=pgettext_lazy("help request", "There is violence or fear"), required=False
    )

    def __init__(self, data: Any = None, *, kinds: Sequence[HelpKind]) -> None:
        super().__init__(data, initial={"id": uuid4()}, label_suffix="")
        self.kinds = {str(kind.pk): kind for kind in kinds}
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [
            (key, f"{number} {kind_name(kind)}")
            for number, (key, kind) in enumerate(self.kinds.items(), 1)
        ]
        fields["kind"].widget.disputes = frozenset(
            key for key, kind in self.kinds.items() if kind.is_dispute
        )

    def clean(self) -> dict[str, Any]:
        """Violence or fear leads away whatever kind was chosen last, and is kept nowhere."""
        values = super().clean() or {}
        if values.get("has_violence"):
            self.add_error("has_violence", str(ViolenceAtTheCounter()))
        return values

    def values(self) -> dict[str, Any]:
        """The fields as `ask_for_help` takes them."""
        return self.cleaned_data | {"kind": self.kinds[self.cleaned_data["kind"]]}


class ReasonForm(forms.Form):
    """Why it was not possible."""

    reason = forms.CharField(
        label=pgettext_lazy("help request", "Why it was not possible"), max_length=200
    )

    def __init__(self, data: Any = None, *, is_dispute: bool = False) -> None:
        super().__init__(data)
        if is_dispute:
            self.fields["reason"].label = pgettext("mediation", "Why nothing was agreed")


class AgreedForm(forms.Form):
    """What two who had a dispute agreed on."""

    agreed = forms.CharField(
        label=pgettext_lazy("mediation", "What was agreed"),
        help_text=pgettext_lazy("mediation", "What counts, without names and numbers of cards."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class KindForm(forms.Form):
    """A further kind of help."""

    name = forms.CharField(label=pgettext_lazy("help request", "Kind of help"), max_length=40)
    name_bo = forms.CharField(
        label=pgettext_lazy("help request", "The same in Tibetan"), max_length=60, required=False
    )
    name_en = forms.CharField(
        label=pgettext_lazy("help request", "The same in English"), max_length=60, required=False
    )
    response_kind = forms.ChoiceField(
        label=pgettext_lazy("help request", "Which team is likely to go out"),
        choices=[("", pgettext_lazy("help request", "none")), *ResponseKind.choices],
        required=False,
    )
    is_dispute = forms.BooleanField(
        label=pgettext_lazy("help request", "It is a dispute: the mediator is told, too"),
        required=False,
    )


class LendForm(forms.Form):
    """What is lent, to whom, until when."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    item: Any = forms.ModelChoiceField(
        LoanItem.objects.none(),
        label=pgettext_lazy("loan", "What is lent"),
        empty_label=None,
    )
    borrower = forms.CharField(label=pgettext_lazy("loan", "Name"), max_length=60)
    reach = forms.CharField(
        label=pgettext_lazy("loan", "Phone or plate"),
        help_text=pgettext_lazy("loan", "Never the number of an identity card; no deposit."),
        max_length=60,
    )
    pieces = forms.IntegerField(
        label=pgettext_lazy("loan", "How many"), min_value=1, max_value=10_000
    )
    due_on = DayField(label=pgettext_lazy("loan", "Due back on"))

    def __init__(
        self, data: Any = None, *, items: Any, today: date, request: HelpRequest | None = None
    ) -> None:
        initial: dict[str, Any] = {"id": uuid4(), "pieces": 1, "due_on": today}
        if request is not None:
            initial |= {"borrower": request.who, "reach": request.reach}
        super().__init__(data, initial=initial)
        fields: dict[str, Any] = self.fields
        fields["item"].queryset = items
        last = today + timedelta(days=MOST_DAYS)
        fields["due_on"].bound(today, last)
        fields["due_on"].help_text = pgettext(
            "loan", "At most %(most)s days from today: %(day)s at the latest."
        ) % {"most": MOST_DAYS, "day": day_text(last)}


class BackForm(forms.Form):
    """How it came back; of several pieces, how many."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    pieces = forms.IntegerField(label=pgettext_lazy("loan", "How many came back"), min_value=1)
    condition = forms.ChoiceField(
        label=pgettext_lazy("loan", "How it came back"),
        choices=Condition.choices,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=pgettext_lazy("loan", "Note"), max_length=200, required=False)

    def __init__(self, data: Any = None, *, pieces: int) -> None:
        first = {"id": uuid4(), "pieces": pieces, "condition": Condition.GOOD}
        super().__init__(data, initial=first)
        if pieces == 1 and "pieces" not in (data or {}):  # the page of more pieces sent it again
            del self.fields["pieces"]
            return
        field: Any = self.fields["pieces"]  # too many is refused by the act, which knows what came
        field.widget.attrs["max"] = pieces
        field.help_text = pgettext(
            "loan", "%(count)s are out; where fewer came back, the others stay out."
        ) % {"count": pieces}


class LoanItemForm(forms.Form):
    """A thing that is lent, and how many there are."""

    name = forms.CharField(label=pgettext_lazy("loan", "What is lent"), max_length=60)
    pieces = forms.IntegerField(
        label=pgettext_lazy("loan", "How many there are"), min_value=0, max_value=10_000
    )


class PiecesForm(forms.Form):
    """How many there are after all."""

    pieces = forms.IntegerField(
        label=pgettext_lazy("loan", "How many there are, those out included"),
        min_value=0,
        max_value=10_000,
    )
