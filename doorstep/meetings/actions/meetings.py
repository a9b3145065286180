"""Calling, holding and writing up a meeting; what is decided there."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.kit.text import BLOT, blot
from doorstep.meetings import rules
from doorstep.meetings.choices import DecisionState, ItemKind, MeetingKind, MeetingState
from doorstep.meetings.models import AgendaItem, Attendance, Decision, Measure, Meeting
from doorstep.meetings.queries import (
    DECISION,
    MEASURE,
    decided_under,
    open_decisions,
    open_measures,
)
from doorstep.people.actions import audit
from doorstep.people.models import Account, Helper, Place, Team, live_on

MOST_LETTERS = 300


class MeetingHeldAlready(Refused):
    message = _("This meeting was held already; its attendance is on record.")


class MeetingStillToCome(Refused):
    message = _("This meeting is called for %(day)s; it cannot be recorded as held before.")


class NobodyCame(Refused):
    message = _("Tick at least one who came besides the chair.")


class CameAndAbsent(Refused):
    message = _("%(name)s is ticked as present and as absent; choose one.")


class DecisionTextMissing(Refused):
    message = _("Write what was decided.")


class TextTooLong(Refused):
    message = _("The text has %(count)s characters; at most %(most)s fit. Shorten it.")


class DecidedBeforeMeeting(Refused):
    message = _("The meeting is on %(day)s; nothing can be decided there earlier.")


class DueBeforeDeciding(Refused):
    message = _("It is due on %(due)s, before it was decided; choose %(day)s or later.")


class OwnerNotInTeam(Refused):
    message = _("%(name)s is not in the team of this meeting on that day; choose another owner.")


class ItemOfAnotherMeeting(Refused):
    message = _("This item is on the agenda of another meeting.")


class DecisionClosedAlready(Refused):
    message = _("This decision was closed on %(day)s already.")


class DropReasonMissing(Refused):
    message = _("Write why it is dropped.")


@transaction.atomic
def call_meeting(team: Team, *, kind: MeetingKind | str, on: date, by: Account) -> Meeting:
    """Calls a team's meeting of a kind for a day, or finds it called.

    Decisions of earlier meetings that are open that day come back on its agenda, each once, and
    so do the team's open work measures.
    """
    meeting, is_new = Meeting.objects.get_or_create(
        team=team, kind=MeetingKind(kind), on=on, defaults={"called_by": by}
    )
    if is_new:
        audit("call_meeting", meeting, by=by, on=on, place=team.place_id)
    if meeting.state == MeetingState.CALLED:
        for decision in open_decisions(team, on).exclude(meeting=meeting):
            add_item(
                meeting,
                kind=ItemKind.LAST_TIME,
                subject_kind=DECISION,
                subject_id=decision.pk,
                text=decision.text,
                by=by,
            )
        for measure in open_measures(team, on):
            add_item(
                meeting,
                kind=ItemKind.MEASURE,
                subject_kind=MEASURE,
                subject_id=measure.pk,
                text=measure.text,
                by=by,
            )
    return meeting


@transaction.atomic
def add_item(
    meeting: Meeting,
    *,
    kind: ItemKind | str,
    by: Account,
    text: str = "",
    subject_kind: str = "",
    subject_id: UUID | None = None,
    household_code: str = "",
    on: date | None = None,
) -> AgendaItem:
    """Puts a line on the agenda, in the order of kinds; `on` is the day of the act (default: the
    meeting's). The same subject stands there once: the line there is answered as it is. So is one
    without subject that says the same, or is the only one of its kind (its text is then renewed).
    MeetingHeldAlready for a new line: what was held keeps its agenda.
    """
    kind, text = ItemKind(kind), clean_text(text)
    is_held = _locked(meeting).state == MeetingState.HELD
    there = _same_line(meeting, kind, text, subject_id)
    if there is None and is_held:
        raise MeetingHeldAlready
    if there is not None:
        if subject_id is None and there.text != text and not is_held:
            there.text = text
            there.save(update_fields=["text"])
            _audit("add_item", there, meeting, by=by, on=on or meeting.on)
        return there
    item = AgendaItem.objects.create(
        meeting=meeting,
        kind=kind,
        subject_kind=subject_kind,
        subject_id=subject_id,
        household_code=household_code,
        text=text,
        order=rules.item_order(kind, meeting.items.filter(kind=kind).count()),
    )
    _audit("add_item", item, meeting, by=by, on=on or meeting.on)
    return item


@transaction.atomic
def note_item(item: AgendaItem, *, outcome: str, by: Account, on: date) -> None:
    """Notes what came of a line; a later note replaces it. DecidedBeforeMeeting, TextTooLong."""
    outcome = clean_text(outcome)
    _guard_day(item.meeting, on)
    item.outcome = outcome
    item.save(update_fields=["outcome"])
    _audit("note_item", item, item.meeting, by=by, on=on)


@transaction.atomic
def hold_meeting(
    meeting: Meeting,
    *,
    chair: Account,
    came: Sequence[Account | Helper],
    absent: Sequence[Account | Helper],
    by: Account,
    on: date,
    minutes: str = "",
) -> None:
    """Records that the meeting took place and who came; an account and its helper are one.
    MeetingHeldAlready, MeetingStillToCome, CameAndAbsent, NobodyCame."""
    if _locked(meeting).state == MeetingState.HELD:
        raise MeetingHeldAlready
    if on < meeting.on:
        raise MeetingStillToCome(day=meeting.on)
    present = _people([chair, *came])
    missing = _people(absent)
    both = present.keys() & missing.keys()
    if both:
        raise CameAndAbsent(name=_name(present[both.pop()]))
    if len(present) < 2:
        raise NobodyCame
    rows = [(who, True) for who in present.values()] + [(who, False) for who in missing.values()]
    Attendance.objects.bulk_create(
        [
            Attendance(meeting=meeting, account=account, helper=helper, came=did_come)
            for (account, helper), did_come in rows
        ]
    )
    meeting.state, meeting.chair = MeetingState.HELD, chair
    meeting.minutes = minutes.strip() or meeting.minutes
    meeting.save(update_fields=["state", "chair", "minutes"])
    detail = {"came": len(present), "absent": len(missing)}
    _audit("hold_meeting", meeting, meeting, by=by, on=on, detail=detail)


@transaction.atomic
def write_minutes(meeting: Meeting, *, minutes: str, by: Account, on: date) -> None:
    """Writes what was said beyond the items, also after the meeting. DecidedBeforeMeeting."""
    _guard_day(meeting, on)
    meeting.minutes = minutes.strip()
    meeting.save(update_fields=["minutes"])
    _audit("write_minutes", meeting, meeting, by=by, on=on)


@transaction.atomic
def decide(
    meeting: Meeting,
    *,
    text: str,
    owner: Helper,
    due_on: date,
    by: Account,
    on: date,
    item: AgendaItem | None = None,
) -> Decision:
    """Records a decision with owner and date; minutes may be written up after the meeting.
    DecisionTextMissing, TextTooLong, DecidedBeforeMeeting, DueBeforeDeciding, OwnerNotInTeam,
    ItemOfAnotherMeeting."""
    text = clean_text(text)
    if not text:
        raise DecisionTextMissing
    _guard_day(meeting, on)
    if due_on < meeting.on:
        raise DueBeforeDeciding(due=due_on, day=meeting.on)
    if not Helper.objects.filter(
        live_on(on), pk=owner.pk, team__place=meeting.team.place_id
    ).exists():
        raise OwnerNotInTeam(name=owner.name)
    if item is not None and item.meeting_id != meeting.pk:
        raise ItemOfAnotherMeeting
    _locked(meeting)  # a double click records once
    same = meeting.decisions.filter(item=item, text=text, owner=owner, due_on=due_on).first()
    if same is not None:
        return same
    decision = Decision.objects.create(
        meeting=meeting, item=item, text=text, owner=owner, due_on=due_on
    )
    _audit("decide", decision, meeting, by=by, on=on)
    return decision


@transaction.atomic
def close_decision(
    decision: Decision, *, by: Account, on: date, outcome: str = "", dropped: bool = False
) -> None:
    """Closes a decision as done, or drops it with a reason; it comes back no more.
    DecisionClosedAlready, DecidedBeforeMeeting, DropReasonMissing, TextTooLong."""
    outcome = clean_text(outcome)
    row = Decision.objects.select_for_update(no_key=True).get(pk=decision.pk)
    if row.state != DecisionState.OPEN:
        raise DecisionClosedAlready(day=row.closed_on)
    _guard_day(decision.meeting, on)
    if dropped and not outcome:
        raise DropReasonMissing
    decision.state = DecisionState.DROPPED if dropped else DecisionState.DONE
    decision.closed_on, decision.outcome = on, outcome
    decision.save(update_fields=["state", "closed_on", "outcome"])
    detail = {"state": str(decision.state)}
    _audit("close_decision", decision, decision.meeting, by=by, on=on, detail=detail)


def erase_household(village: Place, code: str, subjects: Iterable[UUID]) -> int:
    """Empties the lines of agendas about a household (its code, and the ids of its needs and the
    like), what was decided under them and wherever that came back, and blots its code in what
    meetings wrote; how many rows. Meetings know no household."""
    both = ["text", "outcome"]
    texts = {Meeting: ["minutes"], Decision: both, AgendaItem: both, Measure: both}
    way = {
        Meeting: "team",
        Decision: "meeting__team",
        AgendaItem: "meeting__team",
        Measure: "team",
    }
    items = AgendaItem.objects.filter(meeting__team__place=village)
    about = items.filter(Q(household_code=code) | Q(subject_id__in=list(subjects)))
    decided = decided_under(set(about.values_list("pk", flat=True)))
    Decision.objects.filter(pk__in=decided).update(text=BLOT, outcome="")
    back = items.filter(subject_kind=DECISION, subject_id__in=decided)
    back.update(text=BLOT, outcome="")
    changed = about.update(subject_id=None, household_code="", text="", outcome="")
    for model, fields in texts.items():
        for field in fields:
            here = {f"{way[model]}__place": village, f"{field}__contains": code}
            for row in model._default_manager.filter(**here):
                setattr(row, field, blot(getattr(row, field), code))
                row.save(update_fields=[field])
                changed += 1
    return changed


Person = tuple[Account | None, Helper | None]


def _people(people: Iterable[Account | Helper]) -> dict[UUID, Person]:
    """Each person once, as (account, helper), under the account's id, else the helper's."""
    people = list(people)
    accounts = [who.pk for who in people if isinstance(who, Account)]
    linked = {row.account_id: row for row in Helper.objects.filter(account__in=accounts)}
    found: dict[UUID, Person] = {}
    for who in people:
        if isinstance(who, Account):
            found[who.pk] = (who, linked.get(who.pk))
        elif who.account_id is not None:
            found[who.account_id] = (who.account, who)
        else:
            found[who.pk] = (None, who)
    return found


def _name(person: Person) -> str:
    account, helper = person
    return (account or helper).name  # type: ignore[union-attr]


def _locked(meeting: Meeting) -> Meeting:
    """The meeting as the database has it, held until the transaction ends."""
    return Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)


def _same_line(
    meeting: Meeting, kind: ItemKind, text: str, subject_id: UUID | None
) -> AgendaItem | None:
    if subject_id is not None:
        return meeting.items.filter(subject_id=subject_id).first()
    alone = Q() if rules.stands_alone(kind) else Q(text=text)
    return meeting.items.filter(alone, kind=kind, subject_id=None).first()


def _guard_day(meeting: Meeting, on: date) -> None:
    if on < meeting.on:
        raise DecidedBeforeMeeting(day=meeting.on)


def clean_text(text: str) -> str:
    """The text without blanks round it. TextTooLong."""
    text = text.strip()
    if len(text) > MOST_LETTERS:
        raise TextTooLong(count=len(text), most=MOST_LETTERS)
    return text


def _audit(
    act: str,
    subject: Any,
    meeting: Meeting,
    *,
    by: Account,
    on: date,
    detail: dict[str, Any] | None = None,
) -> None:
    audit(act, subject, by=by, on=on, place=meeting.team.place_id, detail=detail)
