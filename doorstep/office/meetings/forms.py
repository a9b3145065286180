"""What is written at a meeting."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.kit import clock
from doorstep.meetings.choices import MeetingKind
from doorstep.meetings.models import Meeting
from doorstep.office.rendering import DayField
from doorstep.people.choices import Duty, Role
from doorstep.people.models import Account, Helper, Place
from doorstep.people.queries import duty_holders, helpers_at, holders_of

Person = Account | Helper


class MeetingForm(forms.Form):
    """A meeting to call."""

    kind = forms.ChoiceField(
        label=_("Which meeting"), choices=MeetingKind.choices, widget=forms.RadioSelect
    )
    on = DayField(label=_("Day"))

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["kind"].widget.attrs["class"] = "long"

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if abs(day - clock.today()) > timedelta(days=366):
            raise forms.ValidationError(_("Choose a day within a year of today."))
        return day


def next_monday(today: date) -> date:
    """Today on a Monday, else the next one."""
    return today + timedelta(days=-today.weekday() % 7)


class HoldForm(forms.Form):
    """Who led, who came, what was said. Whoever is not ticked was absent."""

    chair = forms.ChoiceField(label=_("Who led the meeting"))
    came = forms.MultipleChoiceField(
        label=pgettext_lazy("meeting", "Who came"),
        help_text=_("Whoever is not ticked is kept as absent."),
        widget=forms.CheckboxSelectMultiple,
    )
    minutes = forms.CharField(
        label=_("What was said beyond the items"),
        help_text=_("Household codes, no names: the minutes go round on paper."),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )

    def __init__(self, *args: Any, meeting: Meeting, on: date, **given: Any) -> None:
        super().__init__(*args, **given)
        self.people = people_of(meeting.team.place, on)
        fields: dict[str, Any] = self.fields
        led_by = {key: account_of(who) for key, who in self.people.items()}
        self.leaders = {key: account for key, account in led_by.items() if account}
        fields["chair"].choices = [(key, account.name) for key, account in self.leaders.items()]
        fields["came"].choices = [(key, who.name) for key, who in self.people.items()]

    def who_led(self) -> Account:
        return self.leaders[self.cleaned_data["chair"]]

    def who_came(self) -> list[Person]:
        return [self.people[key] for key in self.cleaned_data["came"]]

    def who_was_absent(self) -> list[Person]:
        here = {self.cleaned_data["chair"], *self.cleaned_data["came"]}
        return [who for key, who in self.people.items() if key not in here]


class DecisionForm(forms.Form):
    """Something decided, with owner and date."""

    text = forms.CharField(
        label=_("What was decided"),
        help_text=_("Household codes, no names."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    owner = forms.ModelChoiceField(Helper.objects.none(), label=_("Who does it"), empty_label="–")
    due_on = DayField(label=_("Until"))

    def __init__(self, *args: Any, village: Place, on: date, **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["owner"].queryset = helpers_at(village, on).order_by("name", "pk")


class MinutesForm(forms.Form):
    """What was said beyond the items."""

    minutes = forms.CharField(
        label=_("What was said beyond the items"),
        help_text=_("Household codes, no names: the minutes go round on paper."),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )


def people_of(village: Place, on: date) -> dict[str, Person]:
    """Whom a meeting may expect, by name: helpers, coordinators, those who decide categories."""
    helpers = list(helpers_at(village, on).select_related("account"))
    linked = {one.account_id for one in helpers if one.account_id}
    deciding = duty_holders(Duty.DECIDES_CATEGORIES, village, on)
    accounts = {*holders_of(Role.COORDINATOR, village, on), *deciding}
    people: list[Person] = [*helpers, *(one for one in accounts if one.pk not in linked)]
    return {str(one.pk): one for one in sorted(people, key=lambda one: (one.name, str(one.pk)))}


def account_of(who: Person) -> Account | None:
    """The account behind somebody who may come."""
    return who if isinstance(who, Account) else who.account
