"""The small forms under a need, one an act, and the form that raises a new one."""

import re
from collections import defaultdict
from datetime import date
from typing import Any

from django import forms
from django.db.models.functions import Upper
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.method.choices import NeedKind, Urgency
from doorstep.needs.actions import ViolenceIsNotMediated
from doorstep.needs.choices import PlacementKind, RequestHow, WorksKind, WorksState
from doorstep.needs.models import Need
from doorstep.needs.rules import next_works_state, outcomes_for
from doorstep.office.asking import relative_field, yes_no_field
from doorstep.office.households.codes import one_named, typed_code
from doorstep.office.rendering import DayField
from doorstep.people.models import Account, Helper
from doorstep.people.queries import helpers_at
from doorstep.register.models import Household, Member
from doorstep.register.queries import members_of


class MediatorChoice(forms.ModelChoiceField):
    """Mediators by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name or obj.login)


def words_field(*, required: bool, label: Any = None) -> forms.CharField:
    """Up to 300 characters, as every step of a need has."""
    widget = forms.Textarea(attrs={"rows": 2})
    label = label or _("In a few words")
    return forms.CharField(label=label, widget=widget, max_length=300, required=required)


def violence_field() -> forms.TypedChoiceField:
    """Asked of mediation alone; yes leads away, and nothing of the form is kept."""
    return yes_no_field(
        _("Mediation: is there violence or fear at home?"),
        help_text=_("If so it is not mediated: hand it to the safeguarding person instead."),
        empty_value=None,
        required=False,
    )


def violence_fault(kind: str, answer: bool | None) -> Any:
    """What is wrong with the answer of a form that names a kind of need; "" where nothing is."""
    if kind != NeedKind.MEDIATION:
        return ""
    if answer is None:
        return _("Say whether there is violence or fear at home.")
    return ViolenceIsNotMediated.message if answer else ""


class NeedForm(forms.Form):
    """A form under a certain need; its fields have ids of their own on the page."""

    def __init__(self, data: Any = None, *, need: Need, today: date, key: str) -> None:
        super().__init__(data, auto_id=f"{key}-%s")
        self.need, self.today = need, today
        self.fit()

    def fit(self) -> None:
        """Fills the choices that depend on the need."""

    @property
    def all_fields(self) -> dict[str, Any]:
        return self.fields

    def guard_day(self, name: str) -> None:
        """A day that is still to come is an error of its field."""
        day = self.cleaned_data.get(name)
        if day is not None and day > self.today:
            self.add_error(name, _("This day is still to come."))


class NoteForm(NeedForm):
    text = words_field(required=True)


class SeeForm(NeedForm):
    """Nothing to say: seen."""


class HandOverForm(NeedForm):
    to = forms.ChoiceField(label=_("To whom"))
    text = words_field(required=False)

    def fit(self) -> None:
        team = helpers_at(self.need.place, self.today).exclude(pk=self.need.owner_id)
        self.all_fields["to"].choices = [
            (str(helper.pk), helper.name) for helper in team.order_by("name", "pk")
        ]


class CloseForm(NeedForm):
    outcome = forms.ChoiceField(
        label=pgettext_lazy("need", "How it ended"),
        widget=forms.RadioSelect(attrs={"class": "long"}),
    )
    text = words_field(required=False)
    is_relative = relative_field(
        help_text=_("To be answered where it was mediated; it is kept with this act alone."),
        empty_value=None,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def fit(self) -> None:
        self.all_fields["outcome"].choices = [
            (outcome.value, outcome.label) for outcome in outcomes_for(self.need.kind)
        ]
        self.all_fields["version"].initial = self.need.version
        if self.need.kind != NeedKind.MEDIATION:
            del self.fields["is_relative"]


class ConfirmForm(NeedForm):
    confirmed = forms.TypedChoiceField(
        label=_("What the household says"),
        choices=[("yes", _("yes, it is settled")), ("no", _("no, not yet"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )


class ReasonForm(NeedForm):
    """Reopening and escalating say why."""

    text = words_field(required=True, label=_("Why"))


class RequestForm(NeedForm):
    how = forms.ChoiceField(
        label=_("How they asked"),
        choices=RequestHow.choices,
        widget=forms.RadioSelect(attrs={"class": "long"}),
    )
    on = DayField(label=_("Day"))

    def fit(self) -> None:
        self.all_fields["on"].initial = self.today

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self.guard_day("on")
        return values


class WorksForm(NeedForm):
    state = forms.CharField(widget=forms.HiddenInput)
    on = DayField(label=_("Day"))
    accepted_by = forms.CharField(
        label=_("Who inspected and accepted them"), max_length=100, required=True
    )

    def fit(self) -> None:
        works = getattr(self.need, "works", None)
        following = next_works_state(works.state) if works else None
        self.all_fields["state"].initial = following
        self.all_fields["on"].initial = self.today
        asked = self.data.get("state", following) if self.is_bound else following
        if asked != WorksState.ACCEPTED:
            del self.fields["accepted_by"]

    def clean_state(self) -> str:
        state: str = self.cleaned_data["state"]
        if state not in WorksState.values:
            raise forms.ValidationError(_("Load the page again; this state is not known."))
        return state

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self.guard_day("on")
        return values


class OpenSealedForm(NeedForm):
    """Why a mediator opens what was named to them, and whether they may mediate it."""

    reason = forms.CharField(
        label=_("Why do you open it?"),
        help_text=_("It is kept in the trail and stands on no page of the household."),
        min_length=5,
        max_length=200,
    )
    is_relative = relative_field(
        help_text=_("A relative does not mediate; pass it on to another mediator.")
    )


class PassOnForm(forms.Form):
    """Which other mediator takes a sealed need over."""

    to = MediatorChoice(Account.objects.none(), label=_("To whom"), empty_label=None)

    def __init__(self, data: Any = None, *, others: Any) -> None:
        super().__init__(data, auto_id="pass-%s")
        fields: dict[str, Any] = self.fields
        fields["to"].queryset = others


class ServedForm(NeedForm):
    codes = forms.CharField(
        label=_("Codes of the households that it serves, too"),
        help_text=_("Separated by spaces or commas."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_codes(self) -> list[Household]:
        text = typed_code(self.cleaned_data["codes"])
        codes = list(dict.fromkeys(re.split(r"[\s,、;]+", text.strip(" ,、;\n\r"))))
        rows = Household.objects.in_use().filter(village=self.need.place)
        alike: dict[str, list[Household]] = defaultdict(list)
        uppers = {code.upper() for code in codes}
        for household in rows.annotate(typed=Upper("code")).filter(typed__in=uppers):
            alike[household.code.upper()].append(household)
        found = {code: one_named(alike[code.upper()], code) for code in codes}
        if missing := [code for code, household in found.items() if household is None]:
            raise forms.ValidationError(
                _("No household has the code %(codes)s. Mend or remove it."),
                params={"codes": Truncator(_(", ").join(missing)).chars(100)},
            )
        return list({one.pk: one for one in found.values() if one is not None}.values())


class PlacementForm(NeedForm):
    member = forms.ModelChoiceField(Member.objects.none(), label=_("Who"), empty_label=None)
    employer = forms.CharField(label=_("Employer"), max_length=100)
    kind = forms.ChoiceField(
        label=_("Kind of work"), choices=PlacementKind.choices, widget=forms.RadioSelect
    )
    start_on = DayField(label=_("First day"))
    end_on = DayField(label=_("Last day, where known"), required=False)

    def fit(self) -> None:
        if self.need.household is not None:
            field = self.all_fields["member"]
            field.queryset = members_of(self.need.household, self.today)
            field.initial = self.need.member_id
        self.all_fields["start_on"].initial = self.today


class NewNeedForm(forms.Form):
    """A need of a household, or of the place; sent twice it raises once."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    code = forms.CharField(
        label=_("Household code"),
        help_text=_("Empty: a need of the whole place, such as a bridge."),
        max_length=40,
        required=False,
    )
    kind = forms.ChoiceField(label=_("Kind of need"), choices=[("", "–"), *NeedKind.choices])
    text = words_field(required=True)
    urgency = forms.ChoiceField(
        label=_("How soon"), choices=Urgency.choices, widget=forms.RadioSelect
    )
    member = forms.ModelChoiceField(
        Member.objects.none(),
        label=_("Whom it concerns"),
        empty_label=_("the whole household"),
        required=False,
    )
    private = forms.BooleanField(
        label=_("Not for others of the household"),
        help_text=_("Care and mediation are kept so by themselves."),
        required=False,
    )
    owner = forms.ModelChoiceField(
        Helper.objects.none(), label=_("Owner"), empty_label=_("nobody yet"), required=False
    )
    violence = violence_field()
    requested_how = forms.ChoiceField(
        label=_("Mediation: how they asked for it"),
        choices=[("", _("not asked for")), *RequestHow.choices],
        required=False,
    )
    requested_on = DayField(label=_("Mediation: the day they asked"), required=False)
    sealed = forms.BooleanField(
        label=_("Mediation: keep it between the household and the mediator"),
        help_text=_("Nobody else reads it again, you neither; it counts, and stands on no page."),
        required=False,
    )
    mediator = MediatorChoice(
        Account.objects.none(), label=_("Mediator"), empty_label=None, required=False
    )
    works_kind = forms.ChoiceField(
        label=_("Works: of what kind"), choices=[("", "–"), *WorksKind.choices], required=False
    )

    def __init__(
        self,
        *args: Any,
        household: Household | None,
        owners: Any,
        mediators: Any,
        today: date,
        **given: Any,
    ) -> None:
        """`owners` None: who is signed in owns it. `mediators`: whom it can be named to, sealed."""
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        if household is None:
            del fields["member"]
        else:
            del fields["code"]
            fields["member"].queryset = members_of(household, today)
        if owners is None:
            del fields["owner"]
        else:
            fields["owner"].queryset = owners
        if mediators:
            fields["mediator"].queryset = mediators
        else:
            del fields["sealed"], fields["mediator"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if fault := violence_fault(values.get("kind", ""), values.get("violence")):
            self.add_error("violence", fault)
        return values
