"""The visit form: ticks first, words last; what was found and what has changed fold away."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.method.choices import STATED_FACTS, FactKind, NeedKind, Urgency
from doorstep.needs.choices import Outcome, RequestHow
from doorstep.needs.models import Need
from doorstep.needs.rules import asks_relative, outcomes_for
from doorstep.office.needs.forms import violence_fault, violence_field
from doorstep.office.rendering import DayField
from doorstep.office.visits.fields import VisitFields
from doorstep.register.models import Member
from doorstep.visits.choices import ChangeKind
from doorstep.visits.rules import Change, ClosedNeed, NewNeed


class VisitForm(VisitFields):
    """A visit with what was found: needs settled, a need raised, what has changed."""

    new_kind = forms.ChoiceField(
        label=_("Kind of need"), choices=[("", "–"), *NeedKind.choices], required=False
    )
    new_text = forms.CharField(
        label=_("In a few words"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
        required=False,
    )
    new_urgency = forms.ChoiceField(
        label=_("How soon"), choices=Urgency.choices, widget=forms.RadioSelect, required=False
    )
    new_member = forms.ChoiceField(label=_("Whom it concerns"), required=False)
    new_violence = violence_field()
    new_requested = forms.ChoiceField(
        label=_("Mediation: how they asked for it"),
        help_text=_("Only where a party asked for mediation or agreed to it at this visit."),
        choices=[("", _("not asked for")), *RequestHow.choices],
        required=False,
    )
    began = forms.MultipleChoiceField(
        label=_("What has happened"),
        choices=[(fact.value, fact.label) for fact in STATED_FACTS],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "long"}),
        required=False,
    )
    began_member = forms.ChoiceField(label=_("To whom"), required=False)
    since_on = DayField(label=_("Since"), required=False)
    private = forms.BooleanField(label=_("Not for others of the household"), required=False)
    ended = forms.MultipleChoiceField(
        label=_("What is over"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "long"}),
        required=False,
    )
    residents = forms.IntegerField(
        label=_("How many live here"), min_value=0, max_value=99, required=False
    )
    phone = forms.CharField(label=_("New telephone"), max_length=40, required=False)
    best_time = forms.CharField(label=_("Best time for a visit"), max_length=100, required=False)
    away_until = DayField(label=_("Away; the day they come back"), required=False)

    def __init__(
        self, *args: Any, needs: Iterable[Need], members: Iterable[Member], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self.needs = list(needs)
        fields: dict[str, Any] = self.fields
        people = [("", _("the whole household")), *((str(one.pk), one.name) for one in members)]
        fields["new_member"].choices = people
        fields["began_member"].choices = people
        held = self.household.circumstances.filter(until_on=None).values_list("fact", flat=True)
        sent: Any = self.data
        facts = {*held, *(sent.getlist("ended") if self.is_bound else ())}
        fields["ended"].choices = [
            (fact.value, fact.label) for fact in STATED_FACTS if fact in facts
        ]
        if not fields["ended"].choices:
            del fields["ended"]
        for name, now in (
            ("residents", self.household.resident_count),
            ("phone", self.household.phone),
            ("best_time", self.household.best_time),
        ):
            if now not in (None, ""):
                fields[name].help_text = _("Now: %(value)s") % {"value": now}
        for need in self.needs:
            self._add_need(need)

    def _add_need(self, need: Need) -> None:
        fields: dict[str, Any] = self.fields
        fields[f"done_{need.pk}"] = forms.BooleanField(required=False)
        outcomes: list[Outcome] = list(outcomes_for(need.kind))
        choices = [(one.value, one.label) for one in outcomes if not asks_relative(one)]
        is_mediated = len(choices) < len(outcomes)  # by whom is asked on the need's own page
        fields[f"outcome_{need.pk}"] = forms.ChoiceField(
            label=pgettext_lazy("need", "How it ended"),
            help_text=_("Agreed or not agreed is recorded on the need's own page.")
            if is_mediated
            else "",
            choices=[("", "–"), *choices] if is_mediated else choices,
            required=False,
        )
        fields[f"words_{need.pk}"] = forms.CharField(
            label=_("In a few words"), max_length=300, required=False
        )

    def need_lines(self) -> list[tuple[Need, BoundField, BoundField, BoundField]]:
        """Each live need with its tick, its outcome and its words."""
        return [
            (need, self[f"done_{need.pk}"], self[f"outcome_{need.pk}"], self[f"words_{need.pk}"])
            for need in self.needs
        ]

    @property
    def says_new_need(self) -> bool:
        """Whether the block of a new need holds something: it is then shown open."""
        return self._holds("new_kind", "new_text", "new_member", "new_violence", "new_requested")

    @property
    def says_changes(self) -> bool:
        """Whether the block of changes holds something: it is then shown open."""
        return self._holds(
            "began", "since_on", "private", "ended", "residents", "phone", "best_time", "away_until"
        )

    def _holds(self, *names: str) -> bool:
        return self.is_bound and any(
            self.errors.get(name) or self.data.get(name) for name in names if name in self.fields
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        kind, text = values.get("new_kind"), (values.get("new_text") or "").strip()
        if kind and not text:
            self.add_error("new_text", _("Write in a few words what it is about."))
        if text and not kind:
            self.add_error("new_kind", _("Choose what kind of need it is."))
        if fault := violence_fault(kind or "", values.get("new_violence")):
            self.add_error("new_violence", fault)
        if values.get("new_requested") and kind != NeedKind.MEDIATION:
            self.add_error("new_requested", _("Only mediation is asked for by a party."))
        for need in self.needs:
            name = f"outcome_{need.pk}"
            is_open = need.kind == NeedKind.MEDIATION and name not in self.errors
            if values.get(f"done_{need.pk}") and is_open and not values.get(name):
                self.add_error(name, _("Choose how it ended."))
        return values

    def needs_raised(self) -> list[NewNeed]:
        values = self.cleaned_data
        if not values["new_kind"]:
            return []
        how = values["new_requested"]
        return [
            NewNeed(
                kind=values["new_kind"],
                text=values["new_text"].strip(),
                urgency=values["new_urgency"] or Urgency.ORDINARY,
                member_id=_uuid(values["new_member"]),
                requested_on=values["on"] if how else None,
                requested_how=how,
                has_violence=bool(values["new_violence"]),
            )
        ]

    def needs_closed(self) -> list[ClosedNeed]:
        values = self.cleaned_data
        return [
            ClosedNeed(
                need_id=need.pk,
                outcome=values[f"outcome_{need.pk}"] or outcomes_for(need.kind)[0],
                text=values[f"words_{need.pk}"].strip(),
            )
            for need in self.needs
            if values[f"done_{need.pk}"]
        ]

    def changes(self) -> list[Change]:
        """The block as lines; what was left empty has not changed."""
        values = self.cleaned_data
        found = [
            Change(
                kind=ChangeKind.FACT_BEGAN,
                value=FactKind(fact),
                since_on=values["since_on"],
                member_id=_uuid(values["began_member"]),
                private=values["private"],
            )
            for fact in values["began"]
        ]
        found += [
            Change(kind=ChangeKind.FACT_ENDED, value=FactKind(fact))
            for fact in values.get("ended", ())
        ]
        kinds: list[tuple[ChangeKind, Any]] = [
            (ChangeKind.RESIDENTS, values["residents"]),
            (ChangeKind.PHONE, values["phone"].strip() or None),
            (ChangeKind.BEST_TIME, values["best_time"].strip() or None),
            (ChangeKind.AWAY_UNTIL, values["away_until"]),
        ]
        return found + [
            Change(kind=kind, value=value) for kind, value in kinds if value is not None
        ]


class NoteForm(forms.Form):
    """The one note of a weekly report."""

    text = forms.CharField(
        label=_("Note for the meeting"),
        help_text=_("What the numbers do not say: one thing that went well, one that is stuck."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=500,
        required=False,
    )


def _uuid(text: str) -> uuid.UUID | None:
    return uuid.UUID(text) if text else None
