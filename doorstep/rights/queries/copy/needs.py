"""What was wrong and what was done: needs with their steps, placements, works, sessions."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext

from doorstep.activities.models import Attendee, SignRow
from doorstep.needs.models import Need, Placement, Served, Step, Works
from doorstep.rights.queries.copy.value import Cell, Part
from doorstep.rights.queries.readers import Reading

Rows = Iterable[Sequence[Cell]]


def _needs(reading: Reading) -> Rows:
    for one in reading.needs:
        yield (
            str(one.get_kind_display()),
            _words(one),
            one.member.name if one.member else "",
            str(one.get_urgency_display()),
            one.raised_on,
            one.raised_by.name,
            one.owner.name if one.owner else "",
            one.deadline_on,
            one.requested_on,
            str(one.get_requested_how_display()),
            str(one.get_state_display()),
            one.closed_on,
            str(one.get_outcome_display()),
            one.confirmed,
        )


def _steps(reading: Reading) -> Rows:
    steps = Step.objects.filter(need__in=reading.need_ids).select_related("need", "by", "to")
    for one in steps.order_by("need__raised_on", "need", "order"):
        yield (
            _words(one.need) or str(one.need.get_kind_display()),
            str(one.get_kind_display()),
            one.on,
            one.by.name,
            one.to.name if one.to else "",
            _words(one),
        )


def _works(reading: Reading) -> Rows:
    works = Works.objects.filter(need__in=reading.need_ids).select_related("need")
    for one in works.order_by("need__raised_on", "need"):
        yield (
            _words(one.need),
            str(one.get_kind_display()),
            str(one.get_state_display()),
            one.approved_on,
            one.built_on,
            one.accepted_on,
            one.accepted_by,
        )


def _served(reading: Reading) -> Rows:
    """Needs of others that serve them too: the solution's kind and day, not the others' words."""
    rows = Served.objects.filter(household=reading.household, need__sealed=False)
    for one in rows.select_related("need").order_by("need__raised_on", "id"):
        need = one.need
        said = one.confirmed, one.confirmed_on
        yield str(need.get_kind_display()), need.raised_on, need.closed_on, *said


def _placements(reading: Reading) -> Rows:
    """The reader's own, and those of a need that all of the household may see."""
    rows = reading.household.placements.filter(Q(need=None) | Q(need__sealed=False))
    for one in rows.select_related("member", "need").order_by("start_on", "id"):
        if reading.is_own(one.member_id) or (one.need is not None and one.need.shared):
            kind = str(one.get_kind_display())
            yield one.member.name, one.employer, kind, one.start_on, one.end_on


def _sessions(reading: Reading) -> Rows:
    rows = Attendee.objects.filter(household=reading.household)
    for one in rows.select_related("activity", "member").order_by("activity__on", "id"):
        if reading.is_own(one.member_id):
            title, kind = one.activity.title, str(one.activity.get_kind_display())
            yield title, kind, one.activity.on, one.member.name if one.member else ""


def _signed(reading: Reading) -> Rows:
    """What they signed for on the sheets of sessions: that they came, and what they were given."""
    rows = SignRow.objects.filter(household=reading.household, count__isnull=False)
    for one in rows.select_related("sheet__activity", "sheet__item").order_by("keyed_on", "id"):
        sheet = one.sheet
        what = f"{one.count} {sheet.item.unit} {sheet.item.name}" if sheet.item else str(one.count)
        yield sheet.activity.title, str(sheet.get_kind_display()), sheet.activity.on, what


PARTS = (
    Part(
        "needs",
        gettext_lazy("Needs"),
        (Need,),
        (
            ("kind", gettext_lazy("What")),
            ("text", gettext_lazy("In words")),
            ("member", gettext_lazy("Whom it concerns")),
            ("urgency", gettext_lazy("How soon")),
            ("raised_on", gettext_lazy("Raised")),
            ("raised_by", gettext_lazy("Recorded by")),
            ("owner", gettext_lazy("Owner")),
            ("deadline_on", gettext_lazy("Deadline")),
            ("requested_on", gettext_lazy("Asked for")),
            ("requested_how", gettext_lazy("How it was asked")),
            ("state", gettext_lazy("Stands")),
            ("closed_on", gettext_lazy("Closed on")),
            ("outcome", gettext_lazy("What came of it")),
            ("confirmed", gettext_lazy("The household says so, too")),
        ),
        _needs,
    ),
    Part(
        "steps",
        gettext_lazy("What happened with the needs"),
        (Step,),
        (
            ("need", gettext_lazy("Need")),
            ("step", gettext_lazy("What")),
            ("on", gettext_lazy("Day")),
            ("by", gettext_lazy("Recorded by")),
            ("to", gettext_lazy("Handed to")),
            ("text", gettext_lazy("In words")),
        ),
        _steps,
    ),
    Part(
        "works",
        gettext_lazy("Works"),
        (Works,),
        (
            ("need", gettext_lazy("Need")),
            ("kind", gettext_lazy("What")),
            ("state", gettext_lazy("State")),
            ("approved_on", gettext_lazy("Approved on")),
            ("built_on", gettext_lazy("Built on")),
            ("accepted_on", gettext_lazy("Accepted on")),
            ("accepted_by", gettext_lazy("Accepted by")),
        ),
        _works,
    ),
    Part(
        "served",
        gettext_lazy("Served by works for others"),
        (Served,),
        (
            ("kind", gettext_lazy("What")),
            ("raised_on", gettext_lazy("Raised")),
            ("closed_on", gettext_lazy("Closed on")),
            ("confirmed", gettext_lazy("The household says so, too")),
            ("confirmed_on", gettext_lazy("Said on")),
        ),
        _served,
    ),
    Part(
        "placements",
        gettext_lazy("Work found"),
        (Placement,),
        (
            ("member", gettext_lazy("Member")),
            ("employer", gettext_lazy("Employer")),
            ("kind", gettext_lazy("What")),
            ("start_on", gettext_lazy("Since")),
            ("end_on", gettext_lazy("Until")),
        ),
        _placements,
    ),
    Part(
        "sessions",
        gettext_lazy("Sessions they came to"),
        (Attendee,),
        (
            ("title", gettext_lazy("Session")),
            ("kind", gettext_lazy("What")),
            ("on", gettext_lazy("Day")),
            ("member", gettext_lazy("Member")),
        ),
        _sessions,
    ),
    Part(
        "signed",
        gettext_lazy("What they signed for"),
        (SignRow,),
        (
            ("title", gettext_lazy("Session")),
            ("kind", gettext_lazy("What")),
            ("on", gettext_lazy("Day")),
            ("count", gettext_lazy("How many")),
        ),
        _signed,
    ),
)


def _words(row: Any) -> str:
    """What was written; sealed words are read to the member by whoever may open them."""
    return row.text or (pgettext("words", "sealed") if row.sealed_text else "")
