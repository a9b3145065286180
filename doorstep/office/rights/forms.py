"""The forms of the rights desk; their fields are named as the actions take them."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.method.choices import CadenceKind, Every
from doorstep.office.rendering import DayField
from doorstep.register.models import Household, Member
from doorstep.rights.choices import AskedAs, AskedHow, RequestKind, RequestOutcome
from doorstep.rights.models import Request
from doorstep.rights.rules import outcomes_of

LESS_OFTEN = [
    ("", _("as until now")),
    *((one.value, one.label) for one in Every if one != Every.WEEK),
]


class MemberChoice(forms.ModelChoiceField):
    """A member; who has left is told apart."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} ({_('lived here before')})" if obj.left_on else str(obj)


class RequestForm(forms.Form):
    """What is asked, by whom, when and how."""

    kind = forms.ChoiceField(
        label=_("What they ask for"),
        choices=RequestKind.choices,
        widget=forms.RadioSelect(attrs={"class": "long"}),
    )
    member = MemberChoice(Member.objects.none(), label=_("Whose right it is"), empty_label="–")
    asked_as = forms.ChoiceField(
        label=_("Who asks"),
        choices=AskedAs.choices,
        widget=forms.RadioSelect(attrs={"class": "long"}),
        initial=AskedAs.MEMBER,
    )
    asker_name = forms.CharField(
        label=_("Name of who asks"),
        help_text=_("Only where it is not the member."),
        max_length=100,
        required=False,
    )
    asker_shows = forms.CharField(
        label=_("What shows that this person may ask"),
        help_text=_("What you saw, in words, for example a signed letter. No scan, no number."),
        max_length=200,
        required=False,
    )
    how = forms.ChoiceField(
        label=_("How it was asked"), choices=AskedHow.choices, widget=forms.RadioSelect
    )
    asked_on = DayField(label=_("Asked on"))
    text = forms.CharField(
        label=_("In their words"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    about = forms.ChoiceField(
        label=_("What it is about"),
        help_text=_("For an objection or an explanation; leave it where nothing here fits."),
        required=False,
    )

    def __init__(self, *args: Any, household: Household, about: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["member"].queryset = household.members.order_by("left_on", "order", "id")
        fields["about"].choices = [("", "–"), *about]


class AnswerForm(forms.Form):
    """The answer in writing; what only another kind or outcome needs is not asked."""

    outcome = forms.ChoiceField(
        label=_("What comes of it"), widget=forms.RadioSelect(attrs={"class": "long"})
    )
    answer = forms.CharField(
        label=_("The answer that the household gets"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    corrected = forms.CharField(
        label=_("What was corrected"),
        help_text=_("First correct it, then say here what it is now."),
        max_length=300,
        required=False,
    )
    contact = forms.ChoiceField(label=CadenceKind.CONTACT.label, choices=LESS_OFTEN, required=False)
    on_site = forms.ChoiceField(label=CadenceKind.ON_SITE.label, choices=LESS_OFTEN, required=False)
    legal_ground = forms.CharField(
        label=_("Which law forbids to erase it"),
        help_text=_("Its name, the article and its words. Only where it is kept."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    kept_until = DayField(
        label=_("Kept until"), help_text=_("Only where it is kept."), required=False
    )
    reason = forms.CharField(
        label=pgettext_lazy("of an answer", "Why not, or not wholly"),
        help_text=_("Only where it is refused or granted in part."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    complain_to = forms.CharField(
        label=_("Where they can complain outside the team"),
        help_text=_("Stands in the letter; needed unless all is granted."),
        max_length=300,
        required=False,
    )
    OF_KIND: ClassVar = {
        RequestKind.CORRECTION: ("corrected",),
        RequestKind.FEWER_VISITS: ("contact", "on_site"),
        RequestKind.ERASURE: ("legal_ground", "kept_until"),
    }

    def __init__(self, *args: Any, asked: Request, **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        outcomes = outcomes_of(asked.kind)
        fields["outcome"].choices = [(one.value, one.label) for one in outcomes]
        for kind, names in self.OF_KIND.items():
            if kind != asked.kind:
                for name in names:
                    del fields[name]
        if RequestOutcome.PARTLY not in outcomes:
            fields["reason"].label = pgettext_lazy("of an answer", "Why not")
            fields["reason"].help_text = _("Only where it is refused.")

    def values(self) -> dict[str, Any]:
        """What `answer_request` takes."""
        given = dict(self.cleaned_data)
        cadences = {kind.value: given.pop(kind.value, "") for kind in CadenceKind}
        return given | {"cadences": cadences}


class FindForm(forms.Form):
    """Which household asks, by its code."""

    code = forms.CharField(label=_("Household code"), max_length=40)
