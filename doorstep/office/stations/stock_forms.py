"""Forms of stock and of the log."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from doorstep.kit.days import day_text
from doorstep.office.rendering import DayField
from doorstep.stations.choices import DayPart, IncidentKind
from doorstep.stations.queries import BatchLine, OpenRequest

HOW_MUCH = pgettext_lazy("stock", "How much")
MOST = 100_000
MUCH = 20  # handed out at once, it is asked whether that is meant


class StockItemForm(forms.Form):
    """What is kept, in what it is counted, and below what it is low."""

    name = forms.CharField(label=pgettext_lazy("stock", "What is kept"), max_length=60)
    unit = forms.CharField(
        label=pgettext_lazy("stock", "Counted in"),
        help_text=pgettext_lazy("stock", "bottles, boxes, bags"),
        max_length=20,
    )
    low_at = forms.IntegerField(
        label=pgettext_lazy("stock", "Remind at this number, and below"),
        min_value=0,
        max_value=MOST,
    )


class StockInForm(forms.Form):
    """A batch that came in."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    quantity = forms.IntegerField(label=HOW_MUCH, min_value=1, max_value=MOST)
    expires_on = DayField(
        label=pgettext_lazy("stock", "Good until"),
        help_text=pgettext_lazy("stock", "The last good day; empty for what does not spoil."),
        required=False,
    )
    number = forms.CharField(
        label=pgettext_lazy("stock", "Number of the batch"), max_length=40, required=False
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"id": uuid4()})


class StockOutForm(forms.Form):
    """Which batch, how much, and for which request."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    batch = forms.ChoiceField(label=pgettext_lazy("stock", "Which batch"), widget=forms.RadioSelect)
    quantity = forms.IntegerField(label=HOW_MUCH, min_value=1, max_value=MOST)
    request = forms.ChoiceField(label=pgettext_lazy("stock", "For"), required=False)
    is_meant = forms.BooleanField(
        label=pgettext_lazy("stock", "That much is handed out at once"), required=False
    )

    def __init__(
        self, data: Any = None, *, batches: Sequence[BatchLine], waiting: Sequence[OpenRequest]
    ) -> None:
        first = str(batches[0].batch.pk) if len(batches) == 1 else ""
        super().__init__(data, initial={"id": uuid4(), "quantity": 1, "batch": first})
        self.batches = {str(one.batch.pk): one.batch for one in batches}
        self.waiting = {str(one.request.pk): one.request for one in waiting}
        fields: dict[str, Any] = self.fields
        if not _is_much(data):
            del fields["is_meant"]
        fields["batch"].widget.attrs["class"] = "long"
        soonest = _soonest(batches)
        fields["batch"].choices = [
            (str(one.batch.pk), _told(one, is_first=one in soonest)) for one in batches
        ]
        fields["request"].choices = [
            ("", _("nobody who waits")),
            *(
                (str(one.request.pk), " · ".join(filter(None, (one.kind, one.request.who))))
                for one in waiting
            ),
        ]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if "is_meant" in self.fields and "quantity" in given and not given.get("is_meant"):
            words = _("%(count)s at once: correct the number, or tick that it is meant.")
            self.add_error("is_meant", words % {"count": given["quantity"]})
        return given

    def values(self) -> dict[str, Any]:
        """The fields as `hand_out` takes them, beside the batch."""
        given = self.cleaned_data
        return {
            "id": given["id"],
            "quantity": given["quantity"],
            "request": self.waiting.get(given["request"]),
        }


class CountForm(forms.Form):
    """What somebody counted."""

    there = forms.IntegerField(
        label=pgettext_lazy("stock", "How much is there"), min_value=0, max_value=MOST
    )


class WriteOffForm(forms.Form):
    """How much is written off, and why."""

    quantity = forms.IntegerField(label=HOW_MUCH, min_value=1, max_value=MOST)
    reason = forms.CharField(label=pgettext_lazy("stock", "Why it is written off"), max_length=100)


def place_name_field() -> forms.BooleanField:
    """Asked where a helper is called as a place is."""
    return forms.BooleanField(
        label=pgettext_lazy("board", "What looks like a name is the name of a place"),
        required=False,
    )


class IncidentForm(forms.Form):
    """What happened, when, and what was done."""

    happened_on = DayField(label=gettext_lazy("Day"))
    part = forms.ChoiceField(
        label=pgettext_lazy("station incident", "Part of the day"),
        choices=DayPart.choices,
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("station incident", "What kind"),
        choices=IncidentKind.choices,
        widget=forms.RadioSelect,
    )
    done = forms.CharField(
        label=pgettext_lazy("station incident", "What happened and what was done"),
        help_text=pgettext_lazy("station incident", "Nobody's name: a driver, the team."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    is_place_name = place_name_field()

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"happened_on": today})


class MendForm(forms.Form):
    """What happened and what was done, written anew."""

    done = forms.CharField(
        label=pgettext_lazy("station incident", "What happened and what was done"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_place_name = place_name_field()


def _is_much(data: Any) -> bool:
    try:
        return int((data or {}).get("quantity") or 0) > MUCH
    except ValueError:
        return False


def _soonest(batches: Sequence[BatchLine]) -> list[BatchLine]:
    """Of each thing that has several batches, the one that expires first."""
    by_item: dict[Any, list[BatchLine]] = {}
    for one in batches:
        by_item.setdefault(one.batch.item_id, []).append(one)
    several = [found for found in by_item.values() if len(found) > 1]
    return [found[0] for found in several if found[0].batch.expires_on is not None]


def _told(one: BatchLine, *, is_first: bool) -> str:
    item = one.batch.item
    parts = [item.name, f"{one.left} {item.unit}", one.batch.number]
    if one.batch.expires_on is not None:
        parts.append(_("good until %(day)s") % {"day": day_text(one.batch.expires_on)})
    if is_first:
        parts.append(_("expires first: take this one"))
    return " · ".join(filter(None, parts))
