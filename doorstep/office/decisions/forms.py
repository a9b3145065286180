"""What is asked when a category is proposed, put, decided, contested."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.categories.choices import ProposalAct
from doorstep.categories.models import Proposal
from doorstep.kit.names import name_in
from doorstep.meetings.choices import MeetingState
from doorstep.meetings.models import Meeting
from doorstep.method.choices import CategoryKind, NeedKind
from doorstep.method.models import Version
from doorstep.method.queries import category_types
from doorstep.needs.models import Need
from doorstep.needs.queries import needs_for
from doorstep.office.asking import relative_field, yes_no_field
from doorstep.office.wording import day_text
from doorstep.people.models import Account, Place
from doorstep.register.models import Household, Member


class MeetingChoice(forms.ModelChoiceField):
    """A meeting by day and kind."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{day_text(obj.on)} · {obj.get_kind_display()}"


class NeedChoice(forms.ModelChoiceField):
    """A need by its day and words."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{day_text(obj.raised_on)} · {obj.text or obj.get_kind_display()}"


class RelativeForm(forms.Form):
    """The question that everybody answers who puts, decides or answers an objection."""

    is_relative = relative_field(help_text=_("The answer is kept with this act alone."))


class PutForm(RelativeForm):
    """To which meeting."""

    meeting = MeetingChoice(Meeting.objects.none(), label=_("To which meeting"), empty_label=None)

    field_order = ("meeting", "is_relative")

    def __init__(self, *args: Any, village: Place, today: date, **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["meeting"].queryset = coming_meetings(village, today)


class DecideForm(RelativeForm):
    """A second person's decision; the verdict is the button that was pressed."""

    need = NeedChoice(
        Need.objects.none(),
        label=_("The mediation it rests on"),
        help_text=_("Only open ones with a recorded request or agreement."),
        required=False,
        empty_label="–",
    )
    note = forms.CharField(
        label=pgettext_lazy("of a decision", "Reason"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, *args: Any, proposal: Proposal, by: Account, today: date, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        if proposal.kind != CategoryKind.RED or proposal.act == ProposalAct.END:
            del fields["need"]
            return
        fields["need"].queryset = requested_mediation(by, proposal.household, today)
        fields["need"].initial = proposal.need_id or fields["need"].queryset.first()


class ProposeForm(forms.Form):
    """A proposal by hand."""

    kind = forms.ChoiceField(label=_("Category"), widget=forms.RadioSelect)
    act = forms.ChoiceField(
        label=pgettext_lazy("proposal", "What is proposed"),
        choices=ProposalAct.choices,
        widget=forms.RadioSelect,
        initial=ProposalAct.START,
    )
    reasons = forms.MultipleChoiceField(
        label=_("Reasons of the method"),
        help_text=_("Only those of the category chosen above."),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "long"}),
        required=False,
    )
    note = forms.CharField(
        label=_("Or in your words"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    need = NeedChoice(
        Need.objects.none(), label=_("The mediation it rests on"), required=False, empty_label="–"
    )

    def __init__(
        self,
        *args: Any,
        household: Household,
        version: Version,
        by: Account,
        today: date,
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        types = [one for one in category_types(version).values() if one.kind != CategoryKind.GREEN]
        fields["kind"].choices = [(one.kind, name_in(one.names)) for one in types]
        fields["reasons"].choices = [
            (
                name_in(one.names),
                [(f"{one.kind}:{row.key}", name_in(row.names)) for row in one.reasons.all()],
            )
            for one in types
        ]
        fields["need"].queryset = requested_mediation(by, household, today)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        kind = given.get("kind")
        for chosen in given.get("reasons", ()):
            if kind and chosen.split(":", 1)[0] != kind:
                self.add_error("reasons", _("A reason of another category is ticked."))
                break
        return given

    def reason_keys(self) -> list[str]:
        return [chosen.split(":", 1)[1] for chosen in self.cleaned_data["reasons"]]


class ObjectionForm(forms.Form):
    """What the household says against it."""

    member = forms.ModelChoiceField(
        Member.objects.none(),
        label=_("Who objects"),
        required=False,
        empty_label=_("the whole household"),
    )
    text = forms.CharField(
        label=_("In their words"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, household: Household, **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["member"].queryset = household.members.filter(left_on=None)


class AnswerForm(RelativeForm):
    """The answer the household gets in writing."""

    upheld = yes_no_field(
        _("Is the household right?"),
        help_text=_("If so, the proposal is withdrawn, or the category ends today."),
    )
    answer = forms.CharField(
        label=_("The answer that the household gets"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    field_order = ("upheld", "answer", "is_relative")


def coming_meetings(village: Place, today: date) -> QuerySet[Meeting]:
    """Meetings to which something may still be put, the next first."""
    rows = Meeting.objects.filter(team__place=village, on__gte=today, state=MeetingState.CALLED)
    return rows.order_by("on", "kind")


def requested_mediation(by: Account, household: Household, today: date) -> QuerySet[Need]:
    """Open mediation of a household with a recorded request, as far as the account sees it."""
    rows = needs_for(by, today).filter(household=household, kind=NeedKind.MEDIATION)
    return rows.open_on(today).filter(requested_on__lte=today).order_by("requested_on", "pk")
