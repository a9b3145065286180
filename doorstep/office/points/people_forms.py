"""Forms about who takes part: own word, awards, swaps, disputes."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.kit.figures import Unit
from doorstep.office.asking import relative_field
from doorstep.office.rendering import DayField
from doorstep.office.wording import day_text
from doorstep.points.choices import ANSWERS, SignedHow
from doorstep.points.models import Award, PointRule, ShopPrice
from doorstep.points.queries import ShopLine
from doorstep.register.choices import ConsentHow
from doorstep.register.models import Member

LINES = forms.Textarea(attrs={"rows": 3})


def named(member: Member) -> str:
    """Somebody as lists have them: code first."""
    return f"{member.household.code} {member.name}"


def rule_words(rule: PointRule) -> str:
    """A rule with what it gives."""
    return f"{rule.text} · {rule.points} {Unit.POINT.word(rule.points)}"


class JoinForm(forms.Form):
    """Who wants to take part, and how they said so."""

    member = forms.ChoiceField(label=_("Who takes part"))
    how = forms.ChoiceField(
        label=_("How"),
        choices=ConsentHow.choices,
        widget=forms.RadioSelect(attrs={"class": "long"}),
    )
    witness = forms.CharField(
        label=_("Name of the witness"),
        help_text=_("Only where it was spoken."),
        max_length=100,
        required=False,
    )
    given_on = DayField(label=_("Given on"))
    guardian = forms.CharField(
        label=_("Name of the guardian"),
        help_text=_("Only for somebody under 18, who agrees with a guardian."),
        max_length=100,
        required=False,
    )

    former = forms.ModelChoiceField(
        Member.objects.none(),
        label=_("Moved here from another household"),
        help_text=_("Who took part there has the points along: they are the person's own."),
        required=False,
        empty_label=pgettext_lazy("points", "no, or never took part"),
    )

    def __init__(
        self, *args: Any, members: Iterable[Member], formers: QuerySet[Member], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self.members = {str(one.pk): one for one in members}
        fields: dict[str, Any] = self.fields
        fields["member"].choices = [(key, named(one)) for key, one in self.members.items()]
        fields["former"].queryset = formers
        fields["former"].label_from_instance = named
        if not formers:
            del fields["former"]


class GiveForm(forms.Form):
    """One rule, several people; for a session or a turn the day is its own."""

    rule = forms.ModelChoiceField(
        PointRule.objects.none(),
        label=pgettext_lazy("points", "Rule"),
        widget=forms.RadioSelect(attrs={"class": "long"}),
        empty_label=None,
    )
    given_for = DayField(label=_("Day"))
    words = forms.CharField(label=pgettext_lazy("points", "What it was for"), max_length=100)
    members = forms.ModelMultipleChoiceField(
        Member.objects.none(),
        label=_("Who gets them"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose who gets the points.")},
    )

    def __init__(
        self,
        *args: Any,
        rules: QuerySet[PointRule],
        members: QuerySet[Member],
        has_cause: bool,
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["rule"].queryset = rules
        fields["rule"].label_from_instance = rule_words
        fields["members"].queryset = members
        fields["members"].label_from_instance = named
        if has_cause:
            del fields["given_for"]
            fields["words"].required = False
            fields["words"].label = _("Note")


class SwapForm(forms.Form):
    """At the counter: who, what, how many, and signed for."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)  # pressed twice it is one swap
    member = forms.ModelChoiceField(
        Member.objects.none(), label=pgettext_lazy("swap", "Who"), empty_label="–"
    )
    price = forms.ModelChoiceField(
        ShopPrice.objects.none(),
        label=pgettext_lazy("swap", "For what"),
        widget=forms.RadioSelect(attrs={"class": "long"}),
        empty_label=None,
    )
    quantity = forms.IntegerField(label=_("How many"), min_value=1, initial=1)
    signed = forms.ChoiceField(
        label=_("Signed for"), choices=SignedHow.choices, widget=forms.RadioSelect
    )

    def __init__(
        self, *args: Any, members: QuerySet[Member], shelf: Sequence[ShopLine], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        left = {line.price.pk: line.left for line in shelf}
        fields: dict[str, Any] = self.fields
        fields["member"].queryset = members
        fields["member"].label_from_instance = named
        fields["price"].queryset = ShopPrice.objects.filter(pk__in=left).select_related(
            "item", "scheme__place"
        )
        fields["price"].label_from_instance = lambda one: (
            f"{one.item.name} · {one.points} {Unit.POINT.word(one.points)} · "
            f"{left[one.pk]} {one.item.unit}"
        )


class UndoForm(forms.Form):
    """Why a swap is taken back."""

    why = forms.CharField(label=pgettext_lazy("swap", "Why it is taken back"), max_length=100)


class DisputeForm(forms.Form):
    """What somebody says about an award, or one that is missing."""

    award = forms.ModelChoiceField(
        Award.objects.none(),
        label=_("About which award"),
        required=False,
        empty_label=_("one that is missing"),
    )
    text = forms.CharField(
        label=pgettext_lazy("dispute", "What the person says"), widget=LINES, max_length=300
    )
    made_on = DayField(label=pgettext_lazy("dispute", "Said on"))

    def __init__(self, *args: Any, awards: QuerySet[Award], **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["award"].queryset = awards
        fields["award"].label_from_instance = lambda one: f"{day_text(one.on)} · {one.rule.text}"


class AnswerForm(forms.Form):
    """What a second person answers; the last two fields where points are added."""

    outcome = forms.ChoiceField(
        label=pgettext_lazy("dispute", "Answer"),
        choices=[(one.value, one.label) for one in ANSWERS],
        widget=forms.RadioSelect(attrs={"class": "long"}),
    )
    answer = forms.CharField(
        label=pgettext_lazy("dispute", "Answer in writing"), widget=LINES, max_length=300
    )
    is_relative = relative_field()
    rule = forms.ModelChoiceField(
        PointRule.objects.none(),
        label=_("Points added by the rule"),
        required=False,
        empty_label="–",
    )
    earned_on = DayField(label=_("Points added for the day"), required=False)

    def __init__(
        self, *args: Any, rules: QuerySet[PointRule], is_about_award: bool, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["rule"].queryset = rules
        fields["rule"].label_from_instance = rule_words
        if not is_about_award:
            fields["outcome"].choices = [
                (one.value, one.label) for one in ANSWERS if one != "taken_back"
            ]
