"""What can be done about a need: each act's form, its words, and the one action it calls."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.method.choices import NeedKind, Urgency
from doorstep.needs import actions
from doorstep.needs.choices import Act, NeedState
from doorstep.needs.models import Need
from doorstep.needs.rules import next_acts, next_works_state
from doorstep.office.needs import forms as own
from doorstep.people.choices import PlaceKind
from doorstep.people.models import Account, Helper

Run = Callable[[Need, dict[str, Any], Account, date], Any]


@dataclass(frozen=True)
class Deed:
    """An act on the page of a need; `is_coordinators` keeps it from helpers."""

    form: type[own.NeedForm]
    words: Any  # opens the form
    act: Any  # on its button
    done: Any  # said afterwards
    run: Run
    is_coordinators: bool = False


def _hand_over(need: Need, values: dict[str, Any], by: Account, on: date) -> None:
    to = Helper.objects.get(pk=values["to"])
    actions.hand_over(need, to=to, text=values["text"], by=by, on=on)


DEEDS: dict[str, Deed] = {
    "see": Deed(
        own.SeeForm, _("Mark as seen"), _("I have seen it"), _("Marked as seen."),
        lambda need, values, by, on: actions.see_need(need, by=by, on=on),
        is_coordinators=True,
    ),
    "close": Deed(
        own.CloseForm, pgettext_lazy("need act", "Close"), _("Close the need"),
        _("The need is closed. Next, the household is asked whether it is so."),
        lambda need, values, by, on: actions.close_need(need, by=by, on=on, **values),
    ),
    "note": Deed(
        own.NoteForm, Act.NOTE.label, _("Add the note"), _("The note stands in the record."),
        lambda need, values, by, on: actions.note_need(need, by=by, on=on, **values),
    ),
    "request": Deed(
        own.RequestForm, _("Record that they asked for mediation"), _("Record the request"),
        _("The request is recorded."),
        lambda need, values, by, on: actions.record_request(
            need, how=values["how"], by=by, on=values["on"]
        ),
    ),
    "works": Deed(
        own.WorksForm, _("The works came a step further"), _("Record this state"),
        _("The state of the works is recorded."),
        lambda need, values, by, on: actions.advance_works(
            need, state=values["state"], accepted_by=values.get("accepted_by", ""),
            by=by, on=values["on"],
        ),
        is_coordinators=True,
    ),
    "served": Deed(
        own.ServedForm, _("Name further households it serves"), _("Add them"),
        _("The households are added."),
        lambda need, values, by, on: actions.add_served(need, values["codes"], by=by, on=on),
        is_coordinators=True,
    ),
    "placement": Deed(
        own.PlacementForm, _("Record work that was found"), _("Record the work"),
        _("The work is recorded."),
        lambda need, values, by, on: actions.place_member(
            values.pop("member"), need=need, by=by, on=on, **values
        ),
    ),
    "hand-over": Deed(
        own.HandOverForm, Act.HAND_OVER.label, _("Hand it over"), _("It is handed over."),
        _hand_over,
    ),
    "escalate": Deed(
        own.ReasonForm, _("Lay it before the town"), _("Lay it before the town"),
        _("The town sees this need now, until it is closed."),
        lambda need, values, by, on: actions.escalate_need(need, by=by, on=on, **values),
        is_coordinators=True,
    ),
    "confirm": Deed(
        own.ConfirmForm, Act.CONFIRM.label, _("Record the answer"),
        _("The household's answer is recorded."),
        lambda need, values, by, on: actions.confirm_need(need, by=by, on=on, **values),
    ),
    "reopen": Deed(
        own.ReasonForm, Act.REOPEN.label, _("Reopen the need"),
        _("The need is open again; its deadline stays."),
        lambda need, values, by, on: actions.reopen_need(need, by=by, on=on, **values),
    ),
}  # fmt: skip

_ACTS = {
    Act.NOTE: "note",
    Act.HAND_OVER: "hand-over",
    Act.CLOSE: "close",
    Act.CONFIRM: "confirm",
    Act.REOPEN: "reopen",
}


def deeds_for(need: Need, *, coordinates: bool, is_escalated: bool) -> list[str]:
    """The keys of what this person may do with the need as it stands, in the order of the page."""
    has_household = need.household_id is not None
    acts = next_acts(need.state, confirmed=need.confirmed, has_household=has_household)
    keys = {_ACTS[act] for act in acts}
    works = getattr(need, "works", None)
    if need.state == NeedState.OPEN:
        town = need.place.parent
        has_town = town is not None and town.kind == PlaceKind.TOWN
        further = {
            "see": need.urgency == Urgency.URGENT and need.seen_on is None,
            "request": need.kind == NeedKind.MEDIATION and need.requested_on is None,
            "works": works is not None and next_works_state(works.state) is not None,
            "served": need.kind in (NeedKind.WORKS, NeedKind.HAZARD),
            "placement": need.kind == NeedKind.JOB and has_household,
            "escalate": has_town and not is_escalated,
        }
        keys |= {key for key, is_so in further.items() if is_so}
    return [
        key
        for key, deed in DEEDS.items()
        if key in keys and (coordinates or not deed.is_coordinators)
    ]
