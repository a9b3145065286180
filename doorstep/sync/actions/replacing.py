"""What a form wrote is replaced by another content of it: as a correction, nothing is deleted."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doorstep.kit.errors import Refused
from doorstep.method.choices import Urgency
from doorstep.needs.actions import ViolenceIsNotMediated, close_need, reopen_need
from doorstep.needs.choices import NeedState, Outcome
from doorstep.needs.models import Need
from doorstep.people.models import Account
from doorstep.register.models import Household
from doorstep.sync.actions.counter import NotReplacedAtACounter
from doorstep.sync.actions.filing import Filing, file_closing, file_form, guard_asked, note_whole
from doorstep.sync.actions.proposing import decline_proposal
from doorstep.sync.choices import ProposalState
from doorstep.sync.models import Submission
from doorstep.sync.rules import COUNTER_FORMS, SentClosing, SentNeed, SentVisit, head_of, read_form
from doorstep.visits.actions import amend_visit
from doorstep.visits.actions.outcomes import apply_changes, raise_needs
from doorstep.visits.choices import Channel
from doorstep.visits.models import Visit
from doorstep.visits.queries import with_corrected
from doorstep.visits.rules import NewNeed


class NotTheSameHousehold(Refused):
    message = gettext_lazy(
        "The two are about different households. Keep the first, and write the other where it "
        "belongs."
    )


def replace_by(first: Submission, other: Submission, *, by: Account, on: date) -> None:
    """Lets the second content count where the first was applied. A visit is corrected in what the
    second says otherwise, and what it says beyond the first is added; what it says otherwise of a
    need that stands there already becomes a note on it. NotReplacedAtACounter,
    NotTheSameHousehold, and what the rooms' actions refuse."""
    if first.form in COUNTER_FORMS:
        raise NotReplacedAtACounter
    household, helper = other.household, other.helper
    head, former = head_of(other.body), head_of(first.mended_body)
    if household is None or helper is None or head.household_id != household.pk:
        raise NotTheSameHousehold
    if former.household_id != household.pk:
        raise NotTheSameHousehold
    filing = Filing(
        key=other.pk,
        household=household,
        helper=helper,
        on=head.on or on,
        channel=Channel(other.channel),
        owns=not other.was_given_up,
        by=by,
        today=on,
    )
    form, before = read_form(other.body), read_form(first.mended_body)
    if isinstance(form, SentVisit) and form.answers:
        guard_asked(form, head)
    if isinstance(form, SentVisit) and isinstance(before, SentVisit):
        _replace_visit(filing, first, form, before)
        return
    if isinstance(form, SentClosing) and isinstance(before, SentClosing):
        _replace_closing(filing, form, before)
        return
    need = _need_of(first, household)
    if isinstance(form, SentNeed) and need is not None and need.version > 1:
        is_same = form.need.kind == need.kind
        if not is_same:  # words on health, on a need of another kind, would lie in the clear
            file_form(filing, other.body)
        _note_correction(filing, need, form.need if is_same else None)
        return
    file_form(filing, other.body)
    words = _("It was sent again with other content, which counts.")
    for proposal in first.proposals.filter(state=ProposalState.WAITING):
        decline_proposal(proposal, why=words, by=by, on=on)
    if need is not None and need.state == NeedState.OPEN:
        close_need(need, outcome=Outcome.WITHDRAWN, text=words, by=by, on=max(on, need.raised_on))


def _replace_visit(filing: Filing, first: Submission, form: SentVisit, before: SentVisit) -> None:
    """What the second does not say otherwise stays as it was corrected at the office meanwhile."""
    visit = _standing(Visit.objects.get(pk=first.pk))
    names = ("part_of_day", "mode", "result", "no_change", "note", "next_on", "answers")
    said: dict[str, Any] = {
        name: getattr(form, name) for name in names if getattr(form, name) != getattr(before, name)
    }
    if filing.on != head_of(first.mended_body).on:
        said["on"] = filing.on
    if set(form.services) != set(before.services):
        said["services"] = form.services
    if first.helper_id != filing.helper.pk:
        said["helper"] = filing.helper
    amended, _is_new = amend_visit(visit, id=filing.key, by=filing.by, today=filing.today, **said)
    _correct_needs(filing, amended, form, before)
    for one in form.closed:
        if one not in before.closed:
            file_closing(filing, one)
    changes = [one for one in form.changes if one not in before.changes]
    apply_changes(amended, changes, by=filing.by)


def _correct_needs(filing: Filing, visit: Visit, form: SentVisit, before: SentVisit) -> None:
    """What is new is raised; what is said otherwise of a need, or no more, becomes a note on it."""
    raised = Need.objects.filter(visit_id__in=with_corrected([visit]))
    new = [one for one in form.needs if one not in before.needs]
    for former in [one for one in before.needs if one not in form.needs]:
        need = next((one for one in raised.filter(kind=former.kind) if _says(one, former)), None)
        said = next((one for one in new if one.kind == former.kind), None)
        if need is None:
            continue
        if said is not None:
            new.remove(said)
        _note_correction(filing, need, said)
    raise_needs(visit, new, by=filing.by)


def _says(need: Need, said: NewNeed) -> bool:
    """Whether it is the need that was said; sealed words are told by their kind alone."""
    return bool(need.sealed_text) or need.text == said.text.strip()


def _note_correction(filing: Filing, need: Need, said: NewNeed | None) -> None:
    """What a late correction says of a need; its state stays. ViolenceIsNotMediated."""
    if said is None:
        words = _("Left out of the form when the helper corrected it.")
    elif said.has_violence:
        raise ViolenceIsNotMediated
    else:
        words = _("The helper corrected the form: %(text)s (%(urgency)s)") % {
            "text": said.text.strip(),
            "urgency": Urgency(said.urgency).label,
        }
    note_whole(need, words, by=filing.by, on=max(filing.today, need.raised_on))


def _need_of(sent: Submission, household: Household) -> Need | None:
    """The need that a form raised, or the one that its correction became a note on."""
    passed: set[UUID] = set()
    key: UUID | None = sent.pk
    while key is not None and key not in passed:
        need = Need.objects.filter(pk=key, household=household).first()
        if need is not None:
            return need
        passed.add(key)
        key = Submission.objects.filter(pk=key).values_list("replaces", flat=True).first()
    return None


def _replace_closing(filing: Filing, form: SentClosing, before: SentClosing) -> None:
    """The need ends as the second says; one that has moved on since gets a note instead."""
    said = before.closing.need
    need = Need.objects.filter(pk=said.need_id, household=filing.household).first()
    is_as_left = need is not None and (need.state, need.outcome) == (NeedState.CLOSED, said.outcome)
    if need is None or not is_as_left or form.closing.need.need_id != need.pk:
        file_closing(filing, form.closing)
        return
    day = max(filing.on, need.closed_on or filing.on)
    words = _("It was sent again with other content, which counts.")
    reopen_need(need, by=filing.by, on=day, text=words)
    closing = form.closing.need
    close_need(need, outcome=closing.outcome, text=closing.text, by=filing.by, on=day)


def _standing(visit: Visit) -> Visit:
    """The visit as it was last corrected."""
    while visit.is_void and (later := visit.amended_by.first()) is not None:
        visit = later
    return visit
