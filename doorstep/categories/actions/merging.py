"""Categories of a household that is merged into another: what runs goes on there."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from doorstep.categories.actions.guards import live_category, note_act
from doorstep.categories.actions.putting import withdraw_proposal
from doorstep.categories.choices import ProposalAct, ProposalState
from doorstep.categories.figures import OPEN_STATES
from doorstep.categories.models import Category, Proposal
from doorstep.people.models import Account
from doorstep.register.models import Household, Member

CARRIED = (  # of the decision, as it was taken
    "kind", "act", "source", "version", "reasons", "note", "need", "meeting", "put_by", "put_on",
    "putter_is_relative", "decided_by", "decider_is_relative",
)  # fmt: skip


@transaction.atomic
def take_over_categories(
    gone: Household, into: Household, people: Mapping[Member, Member], *, by: Account, on: date
) -> None:
    """A category that runs goes on to the same day at the kept household, with its decision, unless
    that kind runs there already; the row of the household that goes stays, as on each that leaves
    the register: closed weeks count it. Proposals that wait wait
    there; one that the kept household has already, or that would begin what runs, is withdrawn.
    Objections that wait for an answer go with them. Needs must have gone over before."""
    for category in Category.objects.filter(household=gone).live_on(on):
        if live_category(into, category.kind, on) is None:
            _carry_on(category, into, by=by, on=on)
    for proposal in gone.proposals.filter(state__in=OPEN_STATES):
        waits = into.proposals.filter(kind=proposal.kind, state__in=OPEN_STATES).exists()
        runs = live_category(into, proposal.kind, on) is not None
        if waits or runs is (proposal.act == ProposalAct.START):
            note = _("Its household was merged into another.")  # no code: either may be erased
            withdraw_proposal(proposal, by=by, on=on, note=note)
        else:
            proposal.household = into
            proposal.save(update_fields=["household"])
            note_act("move_proposal", proposal, into, by=by, on=on)
    waiting = gone.objections.filter(answered_on=None)
    for objection in waiting.select_related("proposal", "member"):
        carried = into.proposals.filter(kind=objection.proposal.kind, decided_on=on).first()
        if objection.proposal.household_id == gone.pk and carried is not None:
            objection.proposal = carried
        member = objection.member
        objection.household, objection.member = into, people.get(member) if member else None
        objection.save(update_fields=["household", "member", "proposal"])
        note_act("move_objection", objection, into, by=by, on=on)


def _carry_on(category: Category, into: Household, *, by: Account, on: date) -> None:
    """The same decision, standing with the kept household from that day on: earlier days there
    stay as they were counted."""
    former = category.proposal
    proposal = Proposal.objects.create(
        household=into,
        **{name: getattr(former, name) for name in CARRIED},
        made_on=on,
        state=ProposalState.ACCEPTED,
        decided_on=on,
        decision_note=_("Decided on %(day)s, before two households were merged.")
        % {"day": former.decided_on},
    )
    proposal.movers.set(former.movers.all())
    taken = Category.objects.create(
        household=into,
        kind=category.kind,
        proposal=proposal,
        need=category.need,
        start_on=on,
        end_on=category.end_on,
    )
    note_act("move_category", taken, into, by=by, on=on, detail={"kind": category.kind})
