"""The visit form: ticks first, words last; and the form that corrects a visit."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.kit.names import name_in
from doorstep.method.choices import STATED_FACTS, FactKind, NeedKind, Urgency
from doorstep.method.models import Service
from doorstep.needs.choices import Outcome, RequestHow
from doorstep.needs.models import Need
from doorstep.needs.rules import outcomes_for
from doorstep.office.rendering import DayInput
from doorstep.people.models import Helper
from doorstep.register.models import Household, Member
from doorstep.visits.choices import ChangeKind, Mode, PartOfDay, Result
from doorstep.visits.rules import Change, ClosedNeed, NewNeed

NO_CHANGE = "no_change"  # stands first among the services, as on paper
HelperChoices = list[tuple[str, list[tuple[str, str]]]]


class VisitFields(forms.Form):
    """What every visit says; `id` is minted when the form is shown, so that two presses count
    once."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    on = forms.DateField(label=_("Day"), widget=DayInput)
    part_of_day = forms.ChoiceField(
        label=_("Part of the day"),
        choices=PartOfDay.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    mode = forms.ChoiceField(
        label=_("How they were reached"), choices=Mode.choices, widget=forms.RadioSelect
    )
    result = forms.ChoiceField(label=_("Result"), choices=Result.choices, widget=forms.RadioSelect)
    services = forms.MultipleChoiceField(
        label=pgettext_lazy("visit", "What was done"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(
        label=_("Note"),
        help_text=_("Seen by everybody who goes there. No health, no religion, no politics."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
        required=False,
    )
    next_on = forms.DateField(label=_("Next visit"), widget=DayInput, required=False)
    helper = forms.ChoiceField(label=_("Who was there"))

    def __init__(
        self,
        *args: Any,
        household: Household,
        services: list[Service],
        helpers: HelperChoices,
        **given: Any,
    ) -> None:
        """`helpers` empty: the one who is signed in."""
        super().__init__(*args, **given)
        self.household = household
        fields: dict[str, Any] = self.fields
        fields["services"].choices = [
            (NO_CHANGE, _("No change")),
            *((service.key, name_in(service.names)) for service in services),
        ]
        if helpers:
            fields["helper"].choices = helpers
        else:
            del fields["helper"]

    def visit_values(self) -> dict[str, Any]:
        """What `record_visit` and `amend_visit` both take."""
        values = self.cleaned_data
        names = ("id", "on", "part_of_day", "mode", "result", "note", "next_on")
        return {name: values[name] for name in names} | {
            "services": [key for key in values["services"] if key != NO_CHANGE],
            "no_change": NO_CHANGE in values["services"],
        }


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
    since_on = forms.DateField(label=_("Since"), widget=DayInput, required=False)
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
    away_until = forms.DateField(
        label=_("Away; the day they come back"), widget=DayInput, required=False
    )

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
        fields[f"outcome_{need.pk}"] = forms.ChoiceField(
            label=pgettext_lazy("need", "How it ended"),
            choices=[(outcome.value, outcome.label) for outcome in outcomes],
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
        return self._holds("new_kind", "new_text", "new_member", "new_requested")

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
        if values.get("new_requested") and kind != NeedKind.MEDIATION:
            self.add_error("new_requested", _("Only mediation is asked for by a party."))
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


def in_order(services: list[Service], kind: str) -> list[Service]:
    """The catalogue with those first that a household of this category mostly gets."""
    return sorted(services, key=lambda service: (kind not in service.first_for, service.order))


def helper_choices(paired: list[Helper], team: list[Helper]) -> HelperChoices:
    """The helpers who are paired with the household, then the others of the team."""
    pairs = {helper.pk for helper in paired}
    others = [helper for helper in team if helper.pk not in pairs]
    groups: list[tuple[Any, list[Helper]]] = [(_("Paired"), paired), (_("Team"), others)]
    return [
        (name, [(str(helper.pk), helper.name) for helper in rows]) for name, rows in groups if rows
    ]


def first_values(today: date, *, duty: str, helpers: HelperChoices) -> dict[str, Any]:
    """What the empty form says: today, met, on site or (where a contact alone is due) by phone."""
    return {
        "id": uuid.uuid4(),
        "on": today,
        "mode": Mode.PHONE if duty == "contact" else Mode.ON_SITE,
        "result": Result.MET,
        "new_urgency": Urgency.ORDINARY,
        "helper": helpers[0][1][0][0] if helpers else "",
    }


def _uuid(text: str) -> uuid.UUID | None:
    return uuid.UUID(text) if text else None
