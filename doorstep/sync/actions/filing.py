"""A form that was sent, into the acts of the rooms it speaks of."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from doorstep.method.queries import questions_of
from doorstep.needs.actions import close_need, note_need, raise_need
from doorstep.needs.choices import NeedState, Outcome
from doorstep.needs.models import Need
from doorstep.needs.rules import in_notes
from doorstep.people.models import Account, Helper
from doorstep.register.models import Household, Member
from doorstep.sync.choices import ProposedField
from doorstep.sync.models import RegisterProposal, sealed
from doorstep.sync.queries.forms import find_form
from doorstep.sync.queries.proposing import value_now
from doorstep.sync.rules import (
    FormFault,
    SentClosing,
    SentNeed,
    SentRegister,
    SentVisit,
    head_of,
    read_form,
)
from doorstep.sync.rules.forms import Head, LateClosing
from doorstep.sync.rules.proposing import Merge, merged
from doorstep.visits.actions import NoSuchMember, NoSuchNeed, write_visit
from doorstep.visits.choices import Channel
from doorstep.visits.queries import Ground


@dataclass(frozen=True)
class Filing:
    """Whose form it is, about whom, and when. `owns` what it raises: not where the household went
    to somebody else meanwhile. `ground` was asked before in this transaction, and `said` read."""

    key: UUID
    household: Household
    helper: Helper
    on: date
    channel: Channel
    owns: bool
    by: Account
    today: date
    ground: Ground | None = None
    said: dict[str, Any] | None = None


def file_form(filing: Filing, body: bytes) -> None:
    """Does what the form says, as the helper's act on the day it names. FormFault, and what the
    rooms' actions refuse: then the caller undoes what was done before that."""
    form = read_form(body, filing.said)
    if isinstance(form, SentVisit):
        if form.answers:
            guard_asked(form, head_of(body))
        _file_visit(filing, form)
    elif filing.on > filing.today:  # a visit says so itself
        raise FormFault(where="on", value=f"{filing.on}")
    elif isinstance(form, SentNeed):
        _file_need(filing, form)
    elif isinstance(form, SentRegister):
        _file_register(filing, form)
    elif isinstance(form, SentClosing):
        file_closing(filing, form.closing)
    else:  # another content of a form about a household, written at a counter
        raise FormFault(where="form", value=head_of(body).form)


def guard_asked(form: SentVisit, head: Head) -> None:
    """Answers are to questions that the form asks as it was published. FormFault."""
    published = find_form(head.form, head.version)
    asked = {one.key for one in questions_of(published.version)} if published else set()
    for key in form.answers:
        if key not in asked:
            raise FormFault(where="answers", value=key)


def _file_visit(filing: Filing, form: SentVisit) -> None:
    fresh = [one for one in form.closed if _is_fresh(filing, one)]
    write_visit(
        id=filing.key,
        household=filing.household,
        helper=filing.helper,
        on=filing.on,
        mode=form.mode,
        result=form.result,
        part_of_day=form.part_of_day,
        services=form.services,
        no_change=form.no_change,
        needs_raised=form.needs,
        needs_closed=[one.need for one in fresh],
        changes=form.changes,
        note=form.note,
        next_on=form.next_on,
        answers=form.answers,
        channel=filing.channel,
        by=filing.by,
        today=filing.today,
        ground=filing.ground,
    )
    for one in form.closed:
        if one not in fresh:
            _note_late(filing, one)


def _file_need(filing: Filing, form: SentNeed) -> None:
    household, need = filing.household, form.need
    member = None
    if need.member_id is not None:
        member = Member.objects.filter(pk=need.member_id, household=household).first()
        if member is None:
            raise NoSuchMember(code=household.code)
    raise_need(
        household.village,
        id=filing.key,
        household=household,
        kind=need.kind,
        text=need.text,
        urgency=need.urgency,
        member=member,
        requested_on=need.requested_on,
        requested_how=need.requested_how,
        works_kind=need.works_kind,
        has_violence=need.has_violence,
        owner=filing.helper if filing.owns else None,
        by=filing.by,
        on=filing.on,
    )


def _file_register(filing: Filing, form: SentRegister) -> None:
    """What a helper found wrong waits for an answer, field by field; what stands so already is no
    proposal. NoSuchMember."""
    household = filing.household
    for change in form.changes:
        member = None
        if change.member_id is not None:
            member = Member.objects.filter(pk=change.member_id, household=household).first()
            if member is None:
                raise NoSuchMember(code=household.code)
        if change.field == ProposedField.LEFT and change.theirs > str(filing.today):
            raise FormFault(where="left", value=change.theirs)
        ours = value_now(household, member, change.field)
        how, _value = merged(change.field, change.base, change.theirs, ours)
        if how == Merge.NOTHING:
            continue
        said = json.dumps({"base": change.base, "theirs": change.theirs}, ensure_ascii=False)
        RegisterProposal.objects.create(
            submission_id=filing.key,
            household=household,
            member=member,
            helper=filing.helper,
            field=change.field,
            base_version=form.base,
            content=sealed(str(household.pk), said.encode()),
            made_on=filing.on,
        )


def file_closing(filing: Filing, one: LateClosing) -> None:
    """Closes a need that stands as the helper saw it; else what was written becomes a note."""
    if _is_fresh(filing, one):
        need = Need.objects.get(pk=one.need.need_id)
        close_need(need, outcome=one.need.outcome, text=one.need.text, by=filing.by, on=filing.on)
    else:
        _note_late(filing, one)


def _is_fresh(filing: Filing, one: LateClosing) -> bool:
    """Whether the need stands as the helper saw it. NoSuchNeed."""
    need = Need.objects.filter(pk=one.need.need_id, household=filing.household).first()
    if need is None:
        raise NoSuchNeed(code=filing.household.code)
    return need.state == NeedState.OPEN and one.seen in (None, need.version)


def _note_late(filing: Filing, one: LateClosing) -> None:
    """What was written over an older state becomes a note; the state stays as it is."""
    need = Need.objects.get(pk=one.need.need_id)
    words = _("Written on %(day)s over an older state: %(outcome)s. %(text)s") % {
        "day": filing.on,
        "outcome": Outcome(one.need.outcome).label,
        "text": one.need.text,
    }
    note_whole(need, words.strip(), by=filing.by, on=max(filing.on, need.raised_on))


def note_whole(need: Need, words: str, *, by: Account, on: date) -> None:
    """Adds words to the story of a need; what is too long for one note goes on in the next, so that
    nothing of it is lost. TextMissing."""
    for note in in_notes(words):
        note_need(need, text=note, by=by, on=on)
