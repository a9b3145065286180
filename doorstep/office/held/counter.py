"""What was written at the counter of a station and waits: told in words, and corrected."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from doorstep.office.rendering import DayField
from doorstep.office.wording import day_text
from doorstep.people.models import Place
from doorstep.stations.actions.requests import DisputeIsMediated, ViolenceAtTheCounter
from doorstep.stations.choices import Condition, HelpState
from doorstep.stations.models import HelpKind, Loan, LoanItem, Station
from doorstep.stations.queries import help_kinds
from doorstep.stations.rules import kind_name
from doorstep.sync.models import Submission
from doorstep.sync.rules import COUNTER_FORMS, LEND, WALK_IN
from doorstep.sync.rules.counter_forms import ENDED

DOT = " · "


def is_of_counter(submission: Submission) -> bool:
    """Whether it was written at the counter of a station."""
    return submission.form in COUNTER_FORMS


def counter_lines(place: Place, said: dict[str, Any]) -> list[tuple[str, str]]:
    """(label, value) of each field that such a form says."""
    tell = {
        "station": lambda key: _named(Station.objects.filter(place=place), key),
        "on": _day,
        "kind": lambda key: _named(HelpKind.objects.filter(place=place), key, kind_name),
        "item": lambda key: _named(LoanItem.objects.filter(station__place=place), key),
        "loan": lambda key: _named(Loan.objects.filter(item__station__place=place), key, _loan),
        "ended": lambda value: _of(HelpState, value),
        "condition": lambda value: _of(Condition, value),
        "due_on": _day,
        "violence": lambda value: _("yes") if value == "yes" else _("no"),
    }
    return [
        (label, tell.get(name, str)(said[name]))
        for name, label in _labels(place).items()
        if said.get(name) not in (None, "")
    ]


def _labels(place: Place) -> dict[str, str]:
    return {
        "station": pgettext("station", "Station"),
        "on": _("Day"),
        "kind": pgettext("help request", "What is needed"),
        "item": pgettext("loan", "What is lent"),
        "loan": pgettext("loan", "What came back"),
        "who": pgettext("help request", "Name or plate"),
        "borrower": pgettext("loan", "Name"),
        "reach": pgettext("loan", "Phone or plate"),
        "pieces": pgettext("loan", "How many"),
        "due_on": pgettext("loan", "Due back on"),
        "text": pgettext("help request", "Where, or a note"),
        "ended": pgettext("help request", "How it ended"),
        "reason": pgettext("help request", "Why it was not possible"),
        "violence": pgettext("help request", "There is violence or fear"),
        "condition": pgettext("loan", "How it came back"),
        "note": pgettext("loan", "Note"),
    }


class CounterMendForm(forms.Form):
    """The fields of one such form; `corrected` gives the body with what was changed."""

    def __init__(self, data: Any, *, said: dict[str, Any], place: Place, today: date) -> None:
        super().__init__(data, label_suffix="")
        self.said, self.labels = said, _labels(place)
        self.disputes: set[str] = set()  # kinds of help at which violence or fear is asked for
        stations = [(str(one.pk), one.name) for one in Station.objects.filter(place=place)]
        self._choose("station", stations)
        self._put("on", DayField(label=self.labels["on"]))
        if said.get("form") == WALK_IN:
            helped = help_kinds(place, today)
            self.disputes = {str(one.pk) for one in helped if one.is_dispute}
            self._choose("kind", [(str(one.pk), kind_name(one)) for one in helped])
            self._words("who", 60)
            self._words("text", 300)
            self._words("reach", 60)
            self._choose("ended", [(one.value, one.label) for one in ENDED])
            self._words("reason", 200)
            label = self.labels["violence"]
            self.fields["has_violence"] = forms.BooleanField(label=label, required=False)
        elif said.get("form") == LEND:
            items = LoanItem.objects.filter(station__place=place).select_related("station")
            self._choose("item", [(str(one.pk), f"{one.station}{DOT}{one}") for one in items])
            self._words("borrower", 60, must=True)
            self._words("reach", 60, must=True)
            pieces = forms.IntegerField(label=self.labels["pieces"], min_value=1, max_value=10_000)
            self._put("pieces", pieces, 1)
            self._put("due_on", DayField(label=self.labels["due_on"]))
        else:
            loans = Loan.objects.filter(item__station__place=place, back_on=None)
            loans = loans.select_related("item")
            self._choose("loan", [(str(one.pk), _loan(one)) for one in loans])
            pieces = forms.IntegerField(label=self.labels["pieces"], min_value=1, required=False)
            self._put("pieces", pieces)  # blank: all that are out
            self._choose("condition", Condition.choices)
            self._words("note", 200)

    def plain(self) -> list[BoundField]:
        """The fields, for the template."""
        return [self[name] for name in self.fields]

    def shown(self) -> list[Any]:
        """No fields stand in blocks of their own."""
        return []

    def clean(self) -> dict[str, Any]:
        """Violence or fear leads away and is kept nowhere; a dispute is not helped with."""
        values = super().clean() or {}
        if values.get("has_violence"):
            self.add_error("has_violence", str(ViolenceAtTheCounter()))
        if values.get("kind") in self.disputes and values.get("ended") == HelpState.HELPED:
            self.add_error("ended", str(DisputeIsMediated()))
        return values

    def corrected(self) -> bytes:
        """The body as the form now says it; the id, and what has no field, as it was sent."""
        given = {name: value for name, value in self.cleaned_data.items() if name in self.labels}
        told = {
            name: str(value) if isinstance(value, date) else value for name, value in given.items()
        }
        if told.get("kind") in self.disputes:  # it was asked here, and a yes does not come so far
            told["violence"] = "no"
        return json.dumps(self.said | told, ensure_ascii=False).encode()

    def _choose(self, name: str, choices: Any) -> None:
        blank = [("", "–")]
        self._put(name, forms.ChoiceField(label=self.labels[name], choices=[*blank, *choices]))

    def _words(self, name: str, most: int, *, must: bool = False) -> None:
        field = forms.CharField(label=self.labels[name], max_length=most, required=must)
        self._put(name, field)

    def _put(self, name: str, field: forms.Field, otherwise: Any = None) -> None:
        value = self.said.get(name)
        field.initial = value if isinstance(value, str | int) else otherwise
        self.fields[name] = field


def _named(rows: Any, key: object, name: Callable[[Any], str] = str) -> str:
    try:
        found = rows.filter(pk=UUID(str(key))).first()
    except ValueError:
        found = None
    return name(found) if found is not None else _("not known here")


def _loan(loan: Loan) -> str:
    return DOT.join(part for part in (loan.item.name, loan.borrower) if part)


def _of(choices: Any, value: object) -> str:
    return str(choices(value).label) if value in choices.values else str(value)


def _day(value: object) -> str:
    try:
        return day_text(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)
