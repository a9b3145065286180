"""Correcting what was sent: the fields that its form has, over what stands in it.

What has no field here stays as it was sent; so do words that the reader may not open.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from doorstep.kit.names import name_in
from doorstep.method.choices import STATED_FACTS, FactKind, NeedKind, Urgency
from doorstep.method.models import Service
from doorstep.needs.choices import Outcome
from doorstep.needs.models import Need
from doorstep.office.needs.forms import violence_fault, violence_field
from doorstep.office.rendering import DayField
from doorstep.register.models import Member
from doorstep.sync.queries.held import kind_of_need, rows_in, tells_of_health
from doorstep.sync.rules.forms import DAYS, FACTS, NUMBERS
from doorstep.sync.rules.photos import photo_of
from doorstep.visits.choices import ChangeKind, Mode, PartOfDay, Result

Choices = Sequence[tuple[str, Any]]
BLANK: Choices = [("", "–")]


class WhyForm(forms.Form):
    """Why something is discarded."""

    why = forms.CharField(
        label=gettext_lazy("Why it is discarded"),
        help_text=gettext_lazy("The form is kept, and the helper sees that it was settled."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
    )


class DeclineForm(forms.Form):
    """Why the register stays as it is."""

    why = forms.CharField(
        label=gettext_lazy("Why the register stays as it is"),
        help_text=gettext_lazy("The helper who proposed it reads this on the phone."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
    )


class MendForm(forms.Form):
    """The fields of one form that was sent; `corrected` gives the body with what was changed."""

    def __init__(
        self,
        data: Any,
        *,
        said: dict[str, Any],
        households: Choices,
        services: Iterable[Service],
        members: Iterable[Member],
        needs: Iterable[Need],
        hides: bool,
        helpers: Choices = (),
        helper: str = "",
    ) -> None:
        super().__init__(data, label_suffix="")
        self.said, self.hides = said, hides
        self.blocks: list[tuple[str, list[str]]] = []
        self._asked: list[str] = []  # the needs of which violence is asked
        self._setters: list[Callable[[dict[str, Any]], None]] = []
        self._people: Choices = [
            ("", _("the whole household")),
            *((str(one.pk), one.name) for one in members),
        ]
        self._add("household", _list(_("Household"), [*BLANK, *households]))
        self._add("on", DayField(label=_("Day")))
        if helpers:  # of paper: a sheet may be keyed as another's
            self.fields["helper"] = _list(_("Helper"), helpers)
            self.fields["helper"].initial = helper
        if said.get("form") == "visit":
            self._visit(services)
        elif said.get("form") == "need":
            self._need("", said)
        elif said.get("form") == "close":
            kind = kind_of_need(said.get("need"))
            is_sealed = self._seals(kind)
            rows = [
                (str(one.pk), _need_name(one))
                for one in needs
                if not is_sealed or tells_of_health(one.kind)
            ]
            self._add("need", _list(_("Need"), [*BLANK, *rows]))
            self._closing("", said, kind)

    def shown(self) -> list[tuple[str, list[BoundField]]]:
        """The rows of the form with their fields, for the template."""
        return [(legend, [self[name] for name in names]) for legend, names in self.blocks]

    def plain(self) -> list[BoundField]:
        """The fields that stand in no block."""
        inside = {name for _legend, names in self.blocks for name in names}
        return [self[name] for name in self.fields if name not in inside]

    def corrected(self) -> bytes:
        """The body as the form now says it; the id, and what has no field, as it was sent."""
        said = json.loads(json.dumps(self.said))
        for set_value in self._setters:
            set_value(said)
        for name in ("needs", "closed", "changes"):
            if name in said:
                said[name] = [row for row in rows_in(said, name) if not row.pop("_gone", False)]
        return json.dumps(said, ensure_ascii=False).encode()

    def _visit(self, services: Iterable[Service]) -> None:
        self._add("mode", _list(_("How they were reached"), Mode.choices))
        self._add("result", _list(_("Result"), Result.choices))
        self._add("part", _list(_("Part of the day"), [*BLANK, *PartOfDay.choices]), must=False)
        ticks = [(one.key, name_in(one.names)) for one in services]
        self._add(
            "services",
            forms.MultipleChoiceField(
                label=pgettext("visit", "What was done"),
                choices=ticks,
                widget=forms.CheckboxSelectMultiple,
            ),
            must=False,
        )
        self._add("no_change", forms.BooleanField(label=_("No change")), must=False)
        for at, row in enumerate(rows_in(self.said, "needs")):
            names = [self._keep("needs", at), *self._need(f"needs-{at}-", row, "needs", at)]
            self.blocks.append((_("New need"), names))
        for at, row in enumerate(rows_in(self.said, "closed")):
            kind = kind_of_need(row.get("need"))
            names = self._closing(f"closed-{at}-", row, kind, "closed", at)
            named = str(NeedKind(kind).label) if kind else _("not known here")
            legend = f"{pgettext('form', 'Need settled')} · {named}"
            self.blocks.append((legend, [self._keep("closed", at), *names]))
        for at, row in enumerate(rows_in(self.said, "changes")):
            names = [self._keep("changes", at), *self._change(f"changes-{at}-", row, at)]
            kind = _text(row, "kind")
            changed = str(ChangeKind(kind).label) if kind in ChangeKind.values else kind
            self.blocks.append((f"{_('What has changed')} · {changed}", names))
        note = forms.CharField(
            label=_("Note"), widget=forms.Textarea(attrs={"rows": 2}), max_length=300
        )
        self._add("note", note, must=False)
        self._add("next_on", DayField(label=_("Next visit")), must=False)

    def _need(self, way: str, row: dict[str, Any], part: str = "", at: int = 0) -> list[str]:
        is_sealed = self._seals(row.get("kind"))
        # sealed words stay those of a health need: of another kind they would lie in the clear
        kinds = [one for one in NeedKind.choices if not is_sealed or tells_of_health(one[0])]
        fields: list[tuple[str, forms.Field]] = [
            ("kind", _list(_("Kind of need"), kinds)),
            ("urgency", _list(_("How soon"), Urgency.choices)),
            ("member", _list(_("Whom it concerns"), self._people, must=False)),
        ]
        if not is_sealed:
            fields.append(("text", _words()))
        for name, field in fields:
            given = row.get(name)
            if name == "urgency" and given is None:
                given = Urgency.ORDINARY.value
            self._put(way, name, field, given, part, at)
        self.fields[f"{way}violence"] = violence_field()
        self.fields[f"{way}violence"].initial = row.get("violence")
        self._asked.append(way)
        self._setters.append(lambda said: self._say_violence(way, _row(said, part, at)))
        self._setters.append(lambda said: _ask_for_mediation_alone(_row(said, part, at)))
        return [*(f"{way}{name}" for name, _field in fields), f"{way}violence"]

    def _closing(
        self, way: str, row: dict[str, Any], kind: str, part: str = "", at: int = 0
    ) -> list[str]:
        fields: list[tuple[str, forms.Field]] = [
            ("outcome", _list(pgettext("need", "How it ended"), Outcome.choices))
        ]
        if not self._seals(kind):
            fields.append(("text", _words(must=False)))
        for name, field in fields:
            self._put(way, name, field, row.get(name), part, at)
        return [f"{way}{name}" for name, _field in fields]

    def _change(self, way: str, row: dict[str, Any], at: int) -> list[str]:
        kind = _text(row, "kind")
        label = pgettext("change", "What it is now")
        field: forms.Field
        if kind in FACTS:
            field = _list(label, [(one.value, FactKind(one).label) for one in STATED_FACTS])
        elif kind in DAYS:
            field = DayField(label=label)
        elif kind in NUMBERS:
            field = forms.IntegerField(label=label, min_value=0, max_value=99)
        else:
            field = forms.CharField(label=label, max_length=100, required=False)
        self._put(way, "value", field, row.get("value"), "changes", at)
        self._put(
            way, "since_on", DayField(label=_("Since"), required=False), row.get("since_on"),
            "changes", at,
        )  # fmt: skip
        return [f"{way}value", f"{way}since_on"]

    def _say_violence(self, way: str, row: dict[str, Any]) -> None:
        if self.cleaned_data.get(f"{way}violence") is False:
            row["violence"] = "no"

    def _seals(self, kind: object) -> bool:
        """Whether words on a kind of need are not for this reader."""
        return self.hides and tells_of_health(kind)

    def _keep(self, part: str, at: int) -> str:
        """A row is left out by taking its tick away."""
        name = f"{part}-{at}-keep"
        words = pgettext("form", "Keep this")
        self.fields[name] = forms.BooleanField(label=words, required=False, initial=True)

        def leave_out(said: dict[str, Any]) -> None:
            if not self.cleaned_data[name]:
                _row(said, part, at)["_gone"] = True

        self._setters.append(leave_out)
        return name

    def _add(self, name: str, field: forms.Field, *, must: bool = True) -> None:
        field.required = must
        self._put("", name, field, self.said.get(name), "", 0)

    def _put(self, way: str, name: str, field: forms.Field, value: Any, part: str, at: int) -> None:
        """A field, and what of the body it sets. Of a row that is left out nothing is asked."""
        field.initial = value if isinstance(value, str | int | list) else None
        self.fields[f"{way}{name}"] = field

        def set_value(said: dict[str, Any]) -> None:
            given = self.cleaned_data.get(f"{way}{name}")
            if given is None and name not in _row(said, part, at):
                return
            _row(said, part, at)[name] = str(given) if isinstance(given, date) else given or ""
            if isinstance(given, bool | int | list):
                _row(said, part, at)[name] = given

        self._setters.append(set_value)

    def clean(self) -> dict[str, Any]:
        """Mediation of which nobody said that violence was asked for is not applied; a yes leads
        away and is kept nowhere."""
        values = super().clean() or {}
        for way in self._asked:
            fault = violence_fault(values.get(f"{way}kind", ""), values.get(f"{way}violence"))
            if fault:
                self.add_error(f"{way}violence", fault)
        for name in [name for name in self.fields if name.endswith("-keep")]:
            if values.get(name):
                continue
            way = name.removesuffix("keep")
            for fault in [one for one in self.errors if one.startswith(way)]:
                del self.errors[fault]
        return values


def _row(said: dict[str, Any], part: str, at: int) -> dict[str, Any]:
    return rows_in(said, part)[at] if part else said


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _ask_for_mediation_alone(row: dict[str, Any]) -> None:
    """A need that is of another kind after all was not asked for by a party."""
    if row.get("kind") != NeedKind.MEDIATION:
        row.pop("requested_on", None)
        row.pop("requested_how", None)
        row.pop("violence", None)
    if row.get("kind") != NeedKind.HAZARD or photo_of(row.get("photo")) is None:
        row.pop("photo", None)
    if row.get("kind") != NeedKind.WORKS:
        row.pop("works_kind", None)


def _list(label: str, choices: Choices, *, must: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=must)


def _words(*, must: bool = True) -> forms.CharField:
    return forms.CharField(
        label=_("In a few words"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
        required=must,
    )


def _need_name(need: Need) -> str:
    return f"{NeedKind(need.kind).label} · {need.raised_on}"
