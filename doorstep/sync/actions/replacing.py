"""What a form wrote is replaced by another content of it: as a correction, nothing is deleted."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doorstep.kit.errors import Refused
from doorstep.needs.actions import close_need, reopen_need
from doorstep.needs.choices import NeedState, Outcome
from doorstep.needs.models import Need
from doorstep.people.models import Account
from doorstep.sync.actions.filing import Filing, file_closing, file_form
from doorstep.sync.actions.proposing import decline_proposal
from doorstep.sync.choices import ProposalState
from doorstep.sync.models import Submission
from doorstep.sync.rules import SentClosing, SentVisit, head_of, read_form
from doorstep.visits.actions import amend_visit
from doorstep.visits.actions.outcomes import apply_changes, raise_needs
from doorstep.visits.choices import Channel
from doorstep.visits.models import Visit


class NotTheSameHousehold(Refused):
    message = gettext_lazy(
        "The two are about different households. Keep the first, and write the other where it "
        "belongs."
    )


def replace_by(first: Submission, other: Submission, *, by: Account, on: date) -> None:
    """Lets the second content count where the first was applied. A visit is corrected, and what
    the second says beyond the first is added: needs and changes of the first stay, they have
    screens of their own. NotTheSameHousehold, and what the rooms' actions refuse."""
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
    if isinstance(form, SentVisit) and isinstance(before, SentVisit):
        _replace_visit(filing, first.pk, form, before)
        return
    if isinstance(form, SentClosing) and isinstance(before, SentClosing):
        _replace_closing(filing, form, before)
        return
    file_form(filing, other.body)
    words = _("It was sent again with other content, which counts.")
    for proposal in first.proposals.filter(state=ProposalState.WAITING):
        decline_proposal(proposal, why=words, by=by, on=on)
    need = Need.objects.filter(pk=first.pk, state=NeedState.OPEN).first()
    if need is not None:
        close_need(need, outcome=Outcome.WITHDRAWN, text=words, by=by, on=max(on, need.raised_on))


def _replace_visit(filing: Filing, key: UUID, form: SentVisit, before: SentVisit) -> None:
    visit = _standing(Visit.objects.get(pk=key))
    amended, _is_new = amend_visit(
        visit,
        id=filing.key,
        by=filing.by,
        today=filing.today,
        services=form.services,
        helper=filing.helper,
        on=filing.on,
        part_of_day=form.part_of_day,
        mode=form.mode,
        result=form.result,
        no_change=form.no_change,
        note=form.note,
        next_on=form.next_on,
    )
    raise_needs(amended, [one for one in form.needs if one not in before.needs], by=filing.by)
    for one in form.closed:
        if one not in before.closed:
            file_closing(filing, one)
    changes = [one for one in form.changes if one not in before.changes]
    apply_changes(amended, changes, by=filing.by)


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
